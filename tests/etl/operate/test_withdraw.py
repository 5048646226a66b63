"""A withdrawn edition is marked by one rename, its figures stay known, and nobody serves it as published again."""

import os
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from contract.errors import UserError
from contract.pointer import build_of, served_database
from etl.config.card import read_cards
from etl.config.toml import Text
from etl.operate.backup import back_up
from etl.operate.go_back import publish_kept
from etl.operate.restore import restore
from etl.operate.state import Condition, read_state
from etl.publish.editions import read_released, refuse_lost
from etl.publish.release import release, released, withdraw
from etl.publish.served.revisions import today
from tests.errors import raises
from tests.etl.operate.folder import add_wave, build, two_builds
from tests.etl.read.helpers import LIMIT

QUIET = Console(quiet=True)
WHY = Text(fi="Painot olivat väärät.", sv="Vikterna var fel.", en="The weights were wrong.")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an edition, built again after its release."""
    two_builds(tmp_path / "data")
    make_edition(tmp_path / "data")
    return tmp_path / "data"


def make_edition(data: Path) -> None:
    release(data, read_cards(data / "sources", LIMIT), QUIET)
    build(data)


def stamp(path: Path) -> tuple[object, ...]:
    with duckdb.connect(str(path), read_only=True) as con:
        joined = "SELECT version, status, withdrawn, reason_sv FROM build LEFT JOIN edition USING (edition, version)"
        return tuple(con.execute(joined).fetchall()[0])


def test_the_next_build_says_withdrawn_with_day_and_reason(data: Path) -> None:
    assert stamp(served_database(data)) == (1, "published", None, None)
    withdraw(data, "2026", WHY)
    assert stamp(build(data)) == (1, "withdrawn", today(), "Vikterna var fel.")


def test_nothing_that_was_open_is_forgotten(data: Path) -> None:
    before = read_released(data / "editions").history
    withdraw(data, "2026", WHY)
    assert read_released(data / "editions").history.equals(before)


def test_until_it_is_built_again_the_status_is_broken(data: Path) -> None:
    withdraw(data, "2026", WHY)
    state = read_state(data, today())
    assert state.condition is Condition.BROKEN
    assert "withdrawn_still_served" in {one.code for one in state.problems}
    build(data)
    assert read_state(data, today()).condition is Condition.WELL


def test_no_database_that_calls_it_published_is_kept_or_served_again(data: Path) -> None:
    published = served_database(data)
    withdraw(data, "2026", WHY)
    with raises("build_withdrawn", path=published):
        publish_kept(data, build_of(published))
    build(data)
    assert not published.exists()


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
