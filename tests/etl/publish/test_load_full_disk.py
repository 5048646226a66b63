"""A disk that fails at any moment of a build: the old picture stays, or the new one is whole. Nothing between."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from contract.errors import UserError
from contract.schema import SCHEMA
from etl.publish.load import load
from etl.publish.whole import current
from tests.errors import raises
from tests.etl.small_tables import cell, small

ROOT = Path(__file__).parents[3]
SIZES = 8  # of the file, tried one after the other; tests/faults lets every single write fail
# One process tries all sizes: a limit on file size that is lowered for one build can be raised again after it.
TRIES = """
import json, re, resource, sys
from pathlib import Path
import duckdb
import polars as pl
from contract.schema import SCHEMA
from etl.publish.load import load
from contract.errors import UserError
from tests.errors import raises
from tests.etl.small_tables import cell, small

built, folder, levels, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(), int(sys.argv[4])
names = re.findall(r"CREATE TABLE (\\w+)", SCHEMA.read_text(encoding="utf-8"))
with duckdb.connect(str(built), read_only=True) as con:
    there = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()} - {"contents"}
    tables = {name: con.sql(f'SELECT * FROM "{name}" ORDER BY rowid').pl() for name in names if name in there}
of_levels = pl.col("level").is_in(levels)
tables |= {name: tables[name].filter(of_levels) for name in ("estimate", "comparison", "small_area")}
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

def tried(size):
    at = folder / str(size)
    at.mkdir()
    load(small("old", cell("01", 50.0)), at, "old")
    resource.setrlimit(resource.RLIMIT_FSIZE, (size or hard, hard))  # writing beyond it fails, as on a full disk
    try:
        load(tables, at, "new")
    except UserError as refused:
        return str(refused)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    return "published"

told = {0: tried(0)}
full = (folder / "0" / "situation-new.duckdb").stat().st_size
for n in range(count):
    size = int(full * (1 + 3 * n / (count - 1)) / 4)
    told[size] = tried(size)
print(json.dumps(told))
"""


def tried(built: Path, folder: Path, levels: str) -> dict[str, str]:
    """Publish without a limit (0), then with limits from a quarter of the whole file to all of it."""
    command = [sys.executable, "-c", TRIES, built, folder, levels, str(SIZES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])  # DuckDB may draw its progress before
    return found


def counts(path: Path) -> dict[str, int]:
    """Count the rows of every table of a database."""
    with duckdb.connect(str(path), read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: con.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0] for name in names}


@pytest.mark.slow
@pytest.mark.parametrize(
    "levels", ["country", "country maakunta elinvoimakeskus ely suuralue hyvinvointialue kunta"], ids=["small", "whole"]
)
def test_a_limit_on_file_size_anywhere_up_to_the_whole_publishes_the_whole_picture_or_keeps_the_old(
    published: Path, tmp_path: Path, levels: str
) -> None:
    """A small picture stands in the log until its end, a large one is brought into the file on the way."""
    built = current(published)
    assert built is not None
    told = tried(built, tmp_path, levels)
    rows = counts(tmp_path / "0" / "situation-new.duckdb")
    assert told["0"] == "published"
    assert "published" not in [*told.values()][1 : 1 + SIZES // 2]
    assert len(told) == 1 + SIZES
    for size, said in told.items():
        served = current(tmp_path / size)
        assert served is not None
        if said == "published":
            assert counts(served) == rows
        else:
            assert "nothing was published" in said
            assert counts(served)["estimate"] == 1
        kept = {"situation-old.duckdb", served.name, "CURRENT"}
        assert {path.name for path in served.parent.iterdir()} - {"PREVIOUS"} == kept


def failing(monkeypatch: pytest.MonkeyPatch, name: str, at: int) -> list[int]:
    """Let the call number `at` of a function of `os` fail as a full disk does; give the list of calls made."""
    real: Callable[..., object] = getattr(os, name)
    calls: list[int] = []

    def one(*arguments: object, **more: object) -> object:
        calls.append(len(calls))
        if calls[-1] == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **more)

    monkeypatch.setattr(os, name, one)
    return calls


@pytest.mark.parametrize(("name", "at"), [*(("fsync", at) for at in range(5)), *(("replace", at) for at in range(3))])
def test_a_disk_that_fails_before_the_pointer_has_moved_leaves_the_old_picture_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    """fsync: file, folder, pointer before, folder, pointer; replace: the name of the file, both pointers."""
    old = load(small("old", cell("01", 50.0)), tmp_path, "old")
    calls = failing(monkeypatch, name, at)
    with pytest.raises(UserError, match=r"cannot be written \(.*No space left on device.*nothing was published"):
        load(small("new", cell("01", 60.0)), tmp_path, "new")
    assert calls[-1] == at
    assert current(tmp_path) == old
    assert {path.name for path in tmp_path.iterdir()} - {"PREVIOUS"} == {"CURRENT", old.name}


def test_once_the_pointer_has_moved_the_new_picture_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(small("old", cell("01", 50.0)), tmp_path, "old")
    calls = failing(monkeypatch, "fsync", 5)
    published = load(small("new", cell("01", 60.0)), tmp_path, "new")
    assert calls == [0, 1, 2, 3, 4, 5]
    assert current(tmp_path) == published


@pytest.mark.parametrize("at", range(4))
def test_an_unfinished_file_that_cannot_be_removed_takes_nothing_away_from_what_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Where the disk fails before the pointer has moved, the old one stays; afterwards the new one is published."""
    old = load(small("old", cell("01", 50.0)), tmp_path, "old")
    calls = failing(monkeypatch, "unlink", at)
    try:
        published = load(small("new", cell("01", 60.0)), tmp_path, "new")
    except UserError:
        published = old
    monkeypatch.undo()
    assert len(calls) > at
    assert current(tmp_path) == published
    assert counts(published)["estimate"] == 1
    assert load(small("next", cell("01", 70.0)), tmp_path, "next") == current(tmp_path)


@pytest.mark.parametrize("at", [0, 1])
def test_a_rebuild_of_the_served_picture_that_fails_leaves_it_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    served = load(small("same", cell("01", 50.0)), tmp_path, "same")
    failing(monkeypatch, "replace", at)
    with raises("database_unwritable"):
        load(small("same", cell("01", 50.0)), tmp_path, "same")
    assert current(tmp_path) == served
    assert counts(served)["estimate"] == 1
    assert {path.name for path in tmp_path.iterdir()} == {"CURRENT", served.name}


def test_rows_that_stand_only_in_the_log_beside_the_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unfinished(part: Path, *_: object) -> None:
        with duckdb.connect(str(part)) as con:
            con.execute(SCHEMA.read_text(encoding="utf-8"))
        part.with_name(f"{part.name}.wal").write_bytes(b"rows")

    monkeypatch.setattr("etl.publish.load._fill", unfinished)
    with raises("database_incomplete"):
        load(small("new", cell("01", 60.0)), tmp_path, "new")
    assert list(tmp_path.iterdir()) == []
