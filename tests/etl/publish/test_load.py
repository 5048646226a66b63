"""A new database is whole or not there: what is checked, how it is published, and what a death on the way leaves."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from contract.errors import UserError
from etl.publish.load import load
from etl.publish.whole import current
from tests.errors import raises
from tests.etl.small_tables import cell, small

ROOT = Path(__file__).parents[3]
DIES = """
import os, signal, sys
from pathlib import Path
import etl.publish.load
from tests.etl.small_tables import cell, small

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "second os.replace":
    first, calls = os.replace, []
    os.replace = lambda *names: die() if calls else (calls.append(names), first(*names))
elif sys.argv[2] == "os.replace":
    os.replace = die
else:
    setattr(etl.publish.load, sys.argv[2], die)
etl.publish.load.load(small("new", cell("01", 60.0)), Path(sys.argv[1]), "new")
"""
SLOW = """
import sys, time
from pathlib import Path
import etl.publish.load
from tests.etl.small_tables import cell, small

check = etl.publish.load._check
def slow(*arguments):
    print("writing", flush=True)
    time.sleep(2)
    check(*arguments)

etl.publish.load._check = slow
etl.publish.load.load(small("same", cell("01", 60.0)), Path(sys.argv[1]), "same")
"""
FULL = """
import resource, sys
from pathlib import Path
from etl.publish.load import load
from tests.etl.small_tables import cell, small

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)  # as a disk without room for more
load(small("new", *(cell("01", 60.0) | {"period": str(year)} for year in range(20_000))), Path(sys.argv[1]), "new")
"""


def value(path: Path) -> float:
    with duckdb.connect(str(path), read_only=True) as con:
        (found,) = con.execute("SELECT value FROM estimate").fetchall()[0]
    return float(found)


def test_nothing_is_published_before_the_first_build(tmp_path: Path) -> None:
    assert current(tmp_path) is None


def test_the_pointer_names_the_new_version(tmp_path: Path) -> None:
    path = load(small("one", cell("01", 50.0)), tmp_path, "one")
    assert path.name == "situation-one.duckdb"
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "situation-one.duckdb\n"
    assert current(tmp_path) == path
    assert not list(tmp_path.glob("*.part*"))


def test_a_reader_keeps_the_version_it_opened(tmp_path: Path) -> None:
    with duckdb.connect(str(load(small("one", cell("01", 50.0)), tmp_path, "one")), read_only=True) as reader:
        for build in ("two", "three", "four"):  # "one" is removed from the folder meanwhile
            load(small(build, cell("01", 60.0)), tmp_path, build)
        assert reader.execute("SELECT value FROM estimate").fetchall() == [(50.0,)]


@pytest.mark.parametrize("ages", [(30, 20, 10), (10, 20, 30)], ids=["clock", "clock that goes back"])
def test_the_served_version_and_the_one_before_are_kept(tmp_path: Path, ages: tuple[int, ...]) -> None:
    for age, build in zip(ages, ("one", "two", "three"), strict=True):
        path = load(small(build, cell("01", 50.0)), tmp_path, build)
        os.utime(path, (time.time() - age, time.time() - age))
    assert {path.stem for path in tmp_path.glob("*.duckdb")} == {"situation-two", "situation-three"}
    assert (tmp_path / "PREVIOUS").read_text(encoding="utf-8") == "situation-two.duckdb\n"


def test_a_damaged_version_is_not_kept_in_the_place_of_the_last_whole_one(tmp_path: Path) -> None:
    one, two = (load(small(build, cell("01", 50.0)), tmp_path, build) for build in ("one", "two"))
    two.write_bytes(b"damaged")
    three = load(small("three", cell("01", 50.0)), tmp_path, "three")
    assert set(tmp_path.glob("*.duckdb")) == {one, three}
    assert (tmp_path / "PREVIOUS").read_text(encoding="utf-8") == f"{one.name}\n"


def test_the_same_build_again_keeps_the_one_before(tmp_path: Path) -> None:
    one, two = (load(small(build, cell("01", 50.0)), tmp_path, build) for build in ("one", "two"))
    assert load(small("two", cell("01", 50.0)), tmp_path, "two") == two
    assert set(tmp_path.glob("*.duckdb")) == {one, two}
    assert (tmp_path / "PREVIOUS").read_text(encoding="utf-8") == f"{one.name}\n"


def test_where_nothing_whole_came_before_nothing_is_named(tmp_path: Path) -> None:
    one, two = (load(small(build, cell("01", 50.0)), tmp_path, build) for build in ("one", "two"))
    for path in (one, two):
        path.write_bytes(b"damaged")
    three = load(small("three", cell("01", 50.0)), tmp_path, "three")
    assert {path.name for path in tmp_path.iterdir()} == {"CURRENT", three.name}


def test_a_build_of_the_same_inputs_mends_a_damaged_file(tmp_path: Path) -> None:
    load(small("same", cell("01", 50.0)), tmp_path, "same").write_bytes(b"damaged")
    assert value(load(small("same", cell("01", 50.0)), tmp_path, "same")) == 50.0


def test_what_a_dead_build_left_an_hour_ago_is_removed(tmp_path: Path) -> None:
    left, fresh = tmp_path / "situation-old.duckdb.part", tmp_path / "situation-running.duckdb.part"
    for path, age in ((left, 4000), (fresh, 10)):
        path.touch()
        os.utime(path, (time.time() - age, time.time() - age))
    load(small("one", cell("01", 50.0)), tmp_path, "one")
    assert list(tmp_path.glob("*.part")) == [fresh]


def test_what_a_clock_that_went_back_has_dated_into_the_future_is_removed(tmp_path: Path) -> None:
    left = tmp_path / "situation-old.duckdb.part"
    left.touch()
    os.utime(left, (time.time() + 4000, time.time() + 4000))
    load(small("one", cell("01", 50.0)), tmp_path, "one")
    assert not left.exists()


def test_what_an_earlier_process_of_the_same_number_left_is_removed(tmp_path: Path) -> None:
    """In a container every build may have the number 1."""
    left = tmp_path / f"situation-old.duckdb.part{os.getpid()}"
    left.touch()
    load(small("one", cell("01", 50.0)), tmp_path, "one")
    assert not left.exists()


def a_process_that_has_ended() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        return ended.pid


@pytest.mark.parametrize(
    "name", ["situation-x.duckdb.part{}", "situation-x.duckdb.part{}.wal", "CURRENT.part{}", "PREVIOUS.part{}"]
)
def test_what_a_build_left_whose_process_is_gone_is_removed_at_once(tmp_path: Path, name: str) -> None:
    dead, alive = tmp_path / name.format(a_process_that_has_ended()), tmp_path / name.format(os.getppid())
    for path in (dead, alive):
        path.touch()
    load(small("one", cell("01", 50.0)), tmp_path, "one")
    assert not dead.exists()
    assert alive.exists()


def test_what_a_dead_build_left_is_removed_before_the_new_one_needs_the_room(tmp_path: Path) -> None:
    left = tmp_path / f"situation-x.duckdb.part{a_process_that_has_ended()}"
    left.touch()
    with pytest.raises(UserError):
        load(small("new", cell("99", 50.0)), tmp_path, "new")
    assert not left.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"\0", b"x" * 100_000, b"situation-gone.duckdb\n"])
def test_a_damaged_pointer_counts_as_none_and_the_next_build_mends_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "CURRENT").write_bytes(content)
    assert current(tmp_path) is None
    path = load(small("one", cell("01", 50.0)), tmp_path, "one")
    assert current(tmp_path) == path


def test_a_folder_in_the_place_of_the_pointer_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").mkdir()
    with raises("database_unwritable"):
        load(small("one", cell("01", 50.0)), tmp_path, "one")
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]


@pytest.mark.parametrize("moment", ["_fill", "_check", "os.replace", "move_pointer", "second os.replace"])
def test_a_build_killed_at_any_moment_leaves_the_old_picture(tmp_path: Path, moment: str) -> None:
    load(small("old", cell("01", 50.0)), tmp_path, "old")
    killed = subprocess.run([sys.executable, "-c", DIES, tmp_path, moment], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    served = current(tmp_path)
    assert served is not None
    assert value(served) == 50.0


def test_a_build_killed_after_the_pointer_moved_has_published_the_new_picture(tmp_path: Path) -> None:
    load(small("old", cell("01", 50.0)), tmp_path, "old")
    subprocess.run([sys.executable, "-c", DIES, tmp_path, "_prune"], cwd=ROOT, check=False)
    served = current(tmp_path)
    assert served is not None
    assert value(served) == 60.0


def test_the_next_build_takes_over_what_a_killed_one_left(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, tmp_path, "_check"], cwd=ROOT, check=False)
    assert current(tmp_path) is None
    assert value(load(small("new", cell("01", 60.0)), tmp_path, "new")) == 60.0


def test_two_builds_at_once_do_not_write_into_one_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOW, tmp_path]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as slow:
        assert slow.stdout is not None
        slow.stdout.readline()  # it has begun to write the same build
        published = load(small("same", cell("01", 60.0)), tmp_path, "same")
        assert value(published) == 60.0
    assert slow.returncode == 0
    assert value(published) == 60.0
    assert not list(tmp_path.glob("*.part*"))


def test_a_database_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"the database cannot be written .*nothing was published"):
        load(small("new", cell("01", 60.0)), tmp_path / "nowhere", "new")


@pytest.mark.parametrize("room", ["10000", "100000"])
def test_a_full_disk_is_told_in_words_and_leaves_the_old_picture(tmp_path: Path, room: str) -> None:
    load(small("old", cell("01", 50.0)), tmp_path, "old")
    command = [sys.executable, "-c", FULL, tmp_path, room]
    full = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "UserError: " in full.stderr
    assert "the database cannot be written" in full.stderr
    served = current(tmp_path)
    assert served is not None
    assert value(served) == 50.0
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.parametrize(
    ("bad", "code", "told"),
    [
        (
            cell("01", 50.0, letters="C"),
            "contract_broken",
            "table estimate breaks the rules of the database (Constraint Error: CHECK constraint failed",
        ),
        (
            cell("01", None),
            "contract_broken",
            "table estimate breaks the rules of the database (Constraint Error: CHECK constraint failed",
        ),
        (cell("99", 50.0), "table_names_unknown", "Found: maakunta, 99."),
        (
            cell("01", 50.0) | {"group_code": "x"},
            "table_names_unknown",
            "the table estimate names what the table population_group does not have. Found: all, x.",
        ),
        (cell("02", 40.0), "contract_broken", "(twice: trust 2026 maakunta 02 2026 all all)"),
    ],
)
def test_a_row_that_breaks_the_contract_publishes_nothing(
    tmp_path: Path, bad: dict[str, object], code: str, told: str
) -> None:
    load(small("old", cell("01", 50.0)), tmp_path, "old")
    with raises(code) as refused:
        load(small("new", cell("02", 40.0), bad), tmp_path, "new")
    assert told in str(refused.value)
    assert current(tmp_path) == tmp_path / "situation-old.duckdb"
    assert not list(tmp_path.glob("*.part*"))


def test_a_disk_that_fails_after_the_pointer_has_moved_does_not_refuse_what_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load(small("one", cell("01", 60.0)), tmp_path, "one")

    def failing(database: Path, _: str) -> list[tuple[object, ...]]:
        raise UserError("disk_failed", path=database, reason="Input/output error")

    monkeypatch.setattr("etl.publish.load.told_by", failing)
    final = load(small("two", cell("01", 61.0)), tmp_path, "two")
    assert current(tmp_path) == final
    assert before.exists()  # what could not be looked at is left to the next build
