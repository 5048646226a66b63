"""A withdrawn edition is marked by one rename, its figures stay known, and nobody serves it as published again."""

import errno
import os
import shutil
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from contract.errors import UserError
from contract.pointer import build_of, served_database
from etl.config.card import read_cards
from etl.config.toml import Text
from etl.edition.release import release
from etl.edition.withdraw import withdraw
from etl.operate.backup import back_up
from etl.operate.go_back import publish_kept
from etl.operate.restore import restore
from etl.operate.state import Condition, read_state
from etl.publish.editions import read_released, refuse_lost, released
from etl.publish.served.record import read_record, refuse_lost_record
from etl.publish.served.revisions import today
from tests.errors import raises
from tests.etl.operate.folder import add_wave, build, two_builds, with_edition
from tests.etl.read.helpers import LIMIT

QUIET = Console(quiet=True)
WHY = Text(fi="Painot olivat väärät.", sv="Vikterna var fel.", en="The weights were wrong.")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an edition."""
    with_edition(tmp_path / "data")
    return tmp_path / "data"


def make_edition(data: Path) -> None:
    release(data, read_cards(data / "sources", LIMIT), QUIET)


def stamp(path: Path) -> tuple[object, ...]:
    with duckdb.connect(str(path), read_only=True) as con:
        joined = "SELECT version, status, withdrawn, reason_sv FROM build LEFT JOIN edition USING (edition, version)"
        return tuple(con.execute(joined).fetchall()[0])


def tables(path: Path) -> dict[str, object]:
    """Read every table; of the stamp without the time of building."""
    with duckdb.connect(str(path), read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            name: con.execute(f'SELECT * {"EXCLUDE built_at" * (name == "build")} FROM "{name}"').fetchall()
            for name in names
        }


def test_a_release_serves_what_a_build_of_the_same_sources_makes(tmp_path: Path) -> None:
    two_builds(tmp_path)
    draft = served_database(tmp_path)
    release(tmp_path, read_cards(tmp_path / "sources", LIMIT), QUIET)
    served = served_database(tmp_path)
    assert served != draft
    assert stamp(served) == (1, "published", None, None)
    made = tables(served)
    assert read_state(tmp_path, today()).condition is Condition.WELL
    assert build(tmp_path) == served
    assert tables(served) == made


def test_withdrawing_serves_the_mark_with_day_and_reason_and_a_build_makes_the_same(data: Path) -> None:
    assert stamp(served_database(data)) == (1, "published", None, None)
    withdraw(data, "2026", WHY)
    served = served_database(data)
    assert stamp(served) == (1, "withdrawn", today(), "Vikterna var fel.")
    made = tables(served)
    assert read_state(data, today()).condition is Condition.WELL
    assert build(data) == served
    assert tables(served) == made


def test_withdrawing_needs_no_sources_and_serves_no_other_figures(data: Path) -> None:
    before = tables(served_database(data))
    shutil.rmtree(data / "sources")
    withdraw(data, "2026", WHY)
    after = tables(served_database(data))
    assert stamp(served_database(data))[1] == "withdrawn"
    same = before.keys() - {"build", "edition", "edition_version"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    refuse_lost_record(data, read_record(data / "served"))


def test_a_withdrawal_is_told_on_the_draft_that_is_served_and_does_not_make_it_withdrawn(data: Path) -> None:
    add_wave(data, "2024")
    draft = build(data)
    withdraw(data, "2026", WHY)
    with duckdb.connect(str(served_database(data)), read_only=True) as con:
        assert con.execute("SELECT version, status FROM build").fetchall() == [(2, "draft")]
        assert con.execute("SELECT version, withdrawn FROM edition").fetchall() == [(1, today())]
    assert served_database(data) != draft
    assert read_state(data, today()).condition is Condition.WELL


def test_nothing_that_was_open_is_forgotten(data: Path) -> None:
    before = read_released(data / "editions").history
    withdraw(data, "2026", WHY)
    assert read_released(data / "editions").history.equals(before)


def without_room_for_the_pointer(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("etl.publish.load.move_pointer", full)


def test_a_mark_that_cannot_be_served_is_told_and_the_same_command_finishes_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = served_database(data)
    with monkeypatch.context() as patched:
        without_room_for_the_pointer(patched)
        with raises("stamp_not_served", edition="2026", version=1) as refused:
            withdraw(data, "2026", WHY)
    assert "No space left" in str(refused.value)
    assert read_released(data / "editions").is_withdrawn("2026", 1)
    assert served_database(data) == published
    state = read_state(data, today())
    assert state.condition is Condition.BROKEN
    assert "withdrawn_still_served" in {one.code for one in state.problems}
    with raises("build_withdrawn", path=published):
        publish_kept(data, build_of(published))
    withdraw(data, "2026", WHY)
    assert stamp(served_database(data))[1] == "withdrawn"
    assert not published.exists()
    assert len(read_released(data / "editions").editions[0].withdrawn) == 1
    assert read_state(data, today()).condition is Condition.WELL


def test_an_edition_whose_stamp_cannot_be_served_is_told_and_the_same_command_finishes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_builds(tmp_path)
    draft, cards = served_database(tmp_path), read_cards(tmp_path / "sources", LIMIT)
    with monkeypatch.context() as patched:
        without_room_for_the_pointer(patched)
        with raises("stamp_not_served", edition="2026", version=1):
            release(tmp_path, cards, QUIET)
    assert (served_database(tmp_path), read_released(tmp_path / "editions").version("2026")) == (draft, 1)
    assert {one.code for one in read_state(tmp_path, today()).problems} == {"picture_outdated"}
    release(tmp_path, cards, QUIET)
    assert stamp(served_database(tmp_path))[:2] == (1, "published")
    with raises("edition_released_already"):
        release(tmp_path, cards, QUIET)


def test_what_this_version_cannot_read_is_marked_and_left_to_a_build(data: Path) -> None:
    served_database(data).write_bytes(b"damaged")
    marked, served = withdraw(data, "2026", WHY)
    assert (marked.withdrawal is not None, served) == (True, None)
    assert stamp(build(data))[1] == "withdrawn"


def test_the_same_figures_are_not_released_again_and_the_next_version_remembers(data: Path) -> None:
    withdraw(data, "2026", WHY)
    build(data)
    with raises("edition_withdrawn", edition="2026", version=1):
        release(data, read_cards(data / "sources", LIMIT), QUIET)
    add_wave(data, "2024")
    assert stamp(build(data))[:2] == (2, "draft")
    make_edition(data)
    assert stamp(served_database(data)) == (2, "published", None, None)
    known = read_released(data / "editions")
    assert (known.is_withdrawn("2026", 1), known.is_withdrawn("2026", 2)) == (True, False)
    withdraw(data, "2026", WHY)
    assert [one.version for one in read_released(data / "editions").editions[0].withdrawn] == [1, 2]


def test_an_edition_is_withdrawn_once_and_only_if_there_is_one(data: Path) -> None:
    with raises("edition_unknown", found="2027", known=["2026"]):
        withdraw(data, "2027", WHY)
    withdraw(data, "2026", WHY)
    with raises("edition_withdrawn"):
        withdraw(data, "2026", WHY)


def test_a_manifest_from_before_the_withdrawal_is_refused(data: Path, tmp_path: Path) -> None:
    manifest = data / "editions" / "2026.toml"
    before = manifest.read_bytes()
    backup = back_up(data, tmp_path / "kept", with_sources=False)
    withdraw(data, "2026", WHY)
    build(data)
    with raises("backup_older"):
        restore(data, backup)
    manifest.write_bytes(before)
    with raises("withdrawal_lost", edition="2026", version=1):
        refuse_lost(data, read_released(data / "editions"))


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("at", range(3))
def test_a_withdrawal_that_dies_has_happened_or_not(data: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    real = os.fsync
    calls: list[int] = []

    def dies(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > at:
            raise Killed
        real(descriptor)

    monkeypatch.setattr(os, "fsync", dies)
    with pytest.raises((Killed, UserError)):
        withdraw(data, "2026", WHY)
    monkeypatch.undo()
    found = released(data / "editions", "2026")
    assert found is not None
    assert found.withdrawal is None
    withdraw(data, "2026", WHY)
    assert read_released(data / "editions").is_withdrawn("2026", 1)
