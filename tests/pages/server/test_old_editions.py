"""An address may name a version of an edition: the archive answers, or nothing does."""

import duckdb
import pytest

from contract.codes import Language
from contract.pointer import build_of, database_of, move_pointer
from contract.schema import SCHEMA_NUMBER
from etl.edition.convert.copies import convert_archive
from pages.server import old_editions
from pages.server.databases import OLD_VERSIONS, choices_of, connection, file_at, standing
from pages.server.old_editions import NoEditionError, answering, database_for, edition_database, released_build
from picture.query.database import build_file
from tests.pages.server.released import FIRST, SECOND, freeze, released

UNKNOWN = "edition_never_released"
NOT_SHOWN = "edition_not_shown"


@pytest.fixture
def folder(tmp_path):
    return released(tmp_path)


def refused(folder, name):
    with pytest.raises(NoEditionError) as error:
        edition_database(folder, name)
    return error.value.key


def test_a_version_is_read_from_the_archive(folder):
    assert build_of(edition_database(folder, "2026-1")) == FIRST
    assert edition_database(folder, "2026-2") == folder / "archive/2026-2/situation-two.duckdb"
    assert database_for(folder, {"edition": "2026-1"}, database_of(folder, SECOND)).parent.name == "2026-1"
    assert database_for(folder, {"area": "MK01"}, database_of(folder, SECOND)) == database_of(folder, SECOND)


@pytest.mark.parametrize("name", ["2026-3", "2025-1", "2026", "2026-0", "2026-01", "../2026-1", "2026-1 ", "²026-1"])
def test_what_was_never_released_is_refused(folder, name):
    freeze(folder, 3, "three", database_of(folder, SECOND).read_bytes())  # left behind by a release that died
    assert refused(folder, name) == UNKNOWN


def test_a_version_that_is_not_kept_is_not_replaced_by_another(folder):
    (folder / "archive/2026-1/manifest.toml").unlink()
    assert refused(folder, "2026-1") == NOT_SHOWN
    assert edition_database(folder, "2026-2")


def test_a_database_that_is_not_what_was_released_is_not_shown_until_it_is_restored(folder):
    path = edition_database(folder, "2026-1")
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"x")
    assert refused(folder, "2026-1") == NOT_SHOWN
    path.write_bytes(content)
    assert edition_database(folder, "2026-1") == path


def test_a_version_of_another_schema_can_only_be_read_as_files(folder):
    freeze(folder, 1, FIRST, b"of an older form", schema=SCHEMA_NUMBER - 1)
    assert refused(folder, "2026-1") == "edition_of_other_schema"
    assert "filer" in NoEditionError("edition_of_other_schema", "2026", "1").told(Language.SV)


def test_the_hash_of_a_version_is_computed_once(folder, monkeypatch):
    edition_database(folder, "2026-1")
    monkeypatch.setattr(old_editions, "verified_database", lambda _: pytest.fail("read again"))
    assert edition_database(folder, "2026-1")


# --- what is told of it ---


def test_the_served_database_tells_what_came_after_a_version(folder):
    choices = choices_of(edition_database(folder, "2026-1"), Language.SV)
    assert choices.told_by == SECOND
    assert (choices.stamp.version, choices.stamp.newer_version) == (1, 2)
    assert [one.text for one in choices.editions.corrections] == ["A weight was wrong sv"]
    assert not choices_of(database_of(folder, SECOND), Language.SV).told_by


def test_what_was_made_of_a_version_is_not_used_again_after_a_new_build(folder):
    path = edition_database(folder, "2026-1")
    before = file_at(path)
    three = database_of(folder, "three")
    three.write_bytes(database_of(folder, SECOND).read_bytes())
    with duckdb.connect(str(three)) as con:
        con.execute("UPDATE edition_version SET withdrawn = '2026-12-24' WHERE version = 1")
    move_pointer(three, database_of(folder, SECOND))
    after = file_at(path)
    assert (before != after, before.told_by) == (True, standing(database_of(folder, SECOND)))
    assert choices_of(path, Language.EN).stamp.status == "withdrawn"


def test_few_old_versions_are_kept_open_and_close_none_that_is_served(folder):
    served = connection(database_of(folder, SECOND))
    content = database_of(folder, SECOND).read_bytes()
    for version in range(3, 4 + OLD_VERSIONS):
        path = freeze(folder, version, f"b{version}", content)
        connection(path)
    assert connection(database_of(folder, SECOND)) is served


# --- by its build ---


def test_a_build_that_was_released_is_answered_from_the_archive_when_it_is_kept_no_more(folder):
    assert build_file(folder, FIRST) is None
    assert answering(folder, FIRST).parent.name == "2026-1"
    assert answering(folder, SECOND) == database_of(folder, SECOND)
    assert answering(folder, "gone") == database_of(folder, SECOND)
    assert released_build(folder, "gone") is None


def test_a_kept_copy_of_a_released_build_does_not_answer_since_nothing_tells_it_what_came_later(folder):
    database_of(folder, FIRST).write_bytes(edition_database(folder, "2026-1").read_bytes())
    assert answering(folder, FIRST).parent.name == "2026-1"


def test_a_damaged_version_hinders_no_other(folder):
    (folder / "archive/2026-1/manifest.toml").write_text("damaged")
    assert answering(folder, SECOND) == database_of(folder, SECOND)
    assert released_build(folder, SECOND)
    assert answering(folder, FIRST) == database_of(folder, SECOND)


# --- of an older schema ---

OLDER = SCHEMA_NUMBER - 1


@pytest.fixture
def older(folder):
    """The first version is of the schema before this one, and was converted."""
    content = database_of(folder / "archive/2026-1", FIRST).read_bytes()
    freeze(folder, 1, FIRST, content, schema=OLDER)
    [copy] = convert_archive(folder, {OLDER: lambda _: None})
    return copy


def test_a_version_of_an_older_schema_is_read_from_its_copy(folder, older):
    assert edition_database(folder, "2026-1") == older.path
    assert answering(folder, FIRST) == older.path
    assert choices_of(older.path, Language.SV).told_by == SECOND


def test_a_damaged_copy_is_not_shown(folder, older):
    older.path.chmod(0o640)
    older.path.write_bytes(older.path.read_bytes() + b"x")
    assert refused(folder, "2026-1") == NOT_SHOWN
