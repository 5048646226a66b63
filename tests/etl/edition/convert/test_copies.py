"""What is frozen in an older schema is read from a copy, in which nothing that was published differs."""

import os
import re
from pathlib import Path

import duckdb
import pytest

from contract.archive import FROZEN, archive_of, converted_edition, converted_folder, frozen_edition, verified_database
from contract.schema import SCHEMA_NUMBER
from etl.edition.convert import copies
from etl.edition.convert.copies import convert_archive
from etl.edition.convert.steps import ADDED_BY_7, FIRST_FROZEN, STEPS
from tests.errors import raises
from tests.pages.server.released import FIRST, freeze
from tests.picture.corrected import wrong_database

OLDER = SCHEMA_NUMBER - 1
ADD = "ALTER TABLE policy ADD COLUMN added VARCHAR"


def step(*changes):
    """A step that runs some SQL."""

    def run(con):
        for change in changes:
            con.execute(change)

    return {OLDER: run}


@pytest.fixture
def data(tmp_path):
    """A data folder with a version of the schema before this one, which had no quality declaration."""
    path = tmp_path / "older.duckdb"
    with wrong_database(path) as con:
        con.execute("DROP TABLE quality")
        con.execute("DELETE FROM contents WHERE table_name = 'quality'")
        con.execute("UPDATE build SET id = ?, schema = ?", [FIRST, OLDER])
    content = path.read_bytes()
    path.unlink()
    freeze(tmp_path, 1, FIRST, content, schema=OLDER)
    return tmp_path


@pytest.fixture
def frozen(data):
    return frozen_edition(data, "2026", 1)


def quality():
    """The step that schema 6 would have needed: the table as schema.sql has it."""
    schema = copies.SCHEMA.read_text(encoding="utf-8")
    return schema[schema.index("CREATE TABLE quality") :].partition(";")[0]


def converted(data, steps):
    return list(convert_archive(data, steps))


def rows(path, query):
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(query).fetchall()


def test_a_copy_has_the_schema_of_today_and_every_figure_of_then(data, frozen):
    [made] = converted(data, step(quality()))
    assert (made.schema, made.made_from, made.build) == (SCHEMA_NUMBER, frozen.sha256, FIRST)
    assert made.path == data / f"converted/2026-1-schema{SCHEMA_NUMBER}/situation-{FIRST}.duckdb"
    figures = "SELECT * FROM estimate ORDER BY ALL"
    assert rows(verified_database(made), figures) == rows(verified_database(frozen), figures)
    assert rows(made.path, "SELECT schema FROM build") == [(SCHEMA_NUMBER,)]
    assert archive_of(made.path) == archive_of(frozen.path) == data


def test_it_is_made_once_and_again_when_it_is_damaged_or_gone(data):
    [made] = converted(data, step(quality()))
    assert converted(data, step(quality())) == []
    made.path.chmod(0o640)
    made.path.write_bytes(b"damaged")
    # What is made again holds the same figures; its bytes, and so its hash, may differ from the first.
    [again] = converted(data, step(quality()))
    assert again == converted_edition(frozen_edition(data, "2026", 1), SCHEMA_NUMBER)
    verified_database(again)


@pytest.mark.parametrize(
    ("changes", "tables"),
    [
        (["DELETE FROM estimate WHERE period = '2024'"], ["estimate"]),
        (["UPDATE estimate SET value = value + 1 WHERE value = 58"], ["estimate"]),
        (["INSERT INTO policy SELECT 'new', * EXCLUDE rule FROM policy LIMIT 1"], ["policy"]),
        (["UPDATE build SET edition = '1999'"], ["build"]),
    ],
)
def test_a_step_that_changes_what_was_published_is_refused_and_leaves_nothing(data, frozen, changes, tables):
    with raises("conversion_loses", edition="2026", version=1, tables=tables):
        converted(data, step(quality(), *changes))
    assert list((data / "converted").iterdir()) == []
    verified_database(frozen)


def test_a_step_that_does_not_reach_the_schema_of_today_is_refused(data):
    with raises("conversion_loses", tables=["quality"]):
        converted(data, step("SELECT 1"))


def test_a_step_that_fails_and_one_that_is_missing_are_told(data):
    with raises("conversion_failed", edition="2026"):
        converted(data, step("ALTER TABLE nowhere ADD COLUMN x INTEGER"))
    with raises("no_step_of_schema", number=OLDER):
        converted(data, {})


def test_a_damaged_frozen_database_is_not_converted(data, frozen):
    frozen.path.write_bytes(frozen.path.read_bytes() + b"x")
    with raises("frozen_edition_damaged", edition="2026", version=1):
        converted(data, step(quality()))
    assert list((data / "converted").iterdir()) == []


def test_a_conversion_that_was_interrupted_leaves_no_copy_and_the_next_one_removes_what_it_left(data, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copies, "write_whole", interrupted)
        with pytest.raises(KeyboardInterrupt):
            converted(data, step(quality()))
    assert list((data / "converted").iterdir()) == []
    left = data / f"converted/2026-1-schema{SCHEMA_NUMBER}.part{os.getpid()}"
    left.mkdir()
    (left / "situation-one.duckdb").write_bytes(b"half")
    converted(data, step(quality()))
    assert [path.name for path in (data / "converted").iterdir()] == [f"2026-1-schema{SCHEMA_NUMBER}"]


def test_a_copy_of_something_else_is_not_taken_for_this_version(data, frozen):
    converted(data, step(quality()))
    manifest = converted_folder(frozen, SCHEMA_NUMBER) / FROZEN
    other = freeze(data, 1, FIRST, frozen.path.read_bytes() + b"another", schema=OLDER)
    assert other.is_file()
    assert Path(manifest).is_file()
    with raises("frozen_edition_damaged"):
        converted_edition(frozen_edition(data, "2026", 1), SCHEMA_NUMBER)


def test_versions_of_the_schema_of_today_need_no_copy(data, frozen):
    freeze(data, 1, FIRST, frozen.path.read_bytes())
    assert converted(data, {}) == []
    assert not (data / "converted").exists()


def test_every_schema_since_the_first_frozen_one_has_a_step_to_the_next():
    """Whoever raises SCHEMA_NUMBER writes the step: editions of the schema before stand in archives for good."""
    assert sorted(STEPS) == list(range(FIRST_FROZEN, SCHEMA_NUMBER))


def test_an_edition_of_schema_6_gets_the_tables_of_what_is_done_without_a_row(tmp_path):
    path = tmp_path / "older.duckdb"
    added = re.findall(r"CREATE TABLE (\w+)", ADDED_BY_7.read_text(encoding="utf-8"))
    with wrong_database(path) as con:
        for table in reversed(added):
            con.execute(f'DROP TABLE "{table}"')
            con.execute("DELETE FROM contents WHERE table_name = ?", [table])
        con.execute("UPDATE build SET id = ?, schema = 6", [FIRST])
    content = path.read_bytes()
    path.unlink()
    freeze(tmp_path, 1, FIRST, content, schema=6)
    [made] = converted(tmp_path, STEPS)
    assert [rows(made.path, f'SELECT count(*) FROM "{table}"') for table in added] == [[(0,)]] * len(added)
    assert len(added) == 13
