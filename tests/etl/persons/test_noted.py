"""What commands leave in the trail, and how a broken one is told."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.persons.trail import HEAD, LINES, note, read_trail, trail_of
from etl.__main__ import main
from etl.operate.backup import back_up
from etl.operate.restore import restore
from tests.errors import raises
from tests.etl.operate.folder import with_edition

NOW = datetime.now(UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with_edition(folder)
    return folder


def told(data: Path) -> list[tuple[str, object, object]]:
    return [(one.what, one.told["by"], one.told["outcome"]) for one in read_trail(trail_of(data))]


def withdraw(data: Path, by: str = "paula") -> int:
    return main(["--data", str(data), "release", "--withdraw", "2026", "--reason", "wrong"], by=by)


def test_a_command_that_writes_is_noted_with_whoever_gave_it_and_what_is_served_then(data: Path) -> None:
    assert withdraw(data) == 0
    assert told(data) == [("withdraw", "paula", "begun"), ("withdraw", "paula", "done")]
    assert read_trail(trail_of(data))[-1].told["status"] == "withdrawn"


def test_what_was_refused_is_noted_too(data: Path) -> None:
    assert main(["--data", str(data), "publish", "never"], by="pekka") == 2
    assert told(data) == [("publish", "pekka", "begun"), ("publish", "pekka", "not done")]


def test_what_only_reads_is_not_noted_and_neither_is_what_nobody_gave(data: Path) -> None:
    main(["--data", str(data), "status"], by="paula")
    main(["--data", str(data), "publish", "never"])
    main(["--data", str(data), "release", "--check"], by="paula")
    main(["--data", str(data), "publish", "--due"], by="paula")  # a timer asks every second; nothing is due
    assert not trail_of(data).exists()


def test_where_the_trail_cannot_be_written_nothing_happens(data: Path) -> None:
    trail_of(data).write_text("no folder", encoding="utf-8")
    assert withdraw(data) == 2
    trail_of(data).unlink()
    assert withdraw(data) == 0


@pytest.mark.parametrize("change", ["altered", "cut short", "head lost"])
def test_a_broken_trail_is_told_by_status_and_by_its_own_command(
    data: Path, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    withdraw(data)
    main(["--data", str(data), "status"])
    assert "trail" not in capsys.readouterr().out
    assert main(["--data", str(data), "trail"]) == 0
    assert "paula" in capsys.readouterr().out
    lines = trail_of(data) / LINES
    if change == "altered":
        lines.write_bytes(lines.read_bytes().replace(b"paula", b"pekka", 1))
    elif change == "cut short":
        lines.write_bytes(lines.read_bytes().splitlines(keepends=True)[0])
    else:
        (trail_of(data) / HEAD).unlink()
    assert main(["--data", str(data), "status"]) == 2
    assert "audit trail" in capsys.readouterr().out
    assert main(["--data", str(data), "trail"]) == 2


def test_a_backup_carries_the_trail_and_a_restore_puts_back_a_lost_or_broken_one(data: Path, tmp_path: Path) -> None:
    withdraw(data)
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    before = read_trail(trail_of(data))
    (trail_of(data) / LINES).write_bytes(b"")
    restore(data, backup)
    assert read_trail(trail_of(data)) == before
    shutil.rmtree(data)
    assert main(["--data", str(data), "restore", str(backup)], by="pekka") == 0
    assert read_trail(trail_of(data))[: len(before)] == before


def test_a_restore_never_shortens_a_trail_that_went_on(data: Path, tmp_path: Path) -> None:
    withdraw(data)
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    main(["--data", str(data), "publish", "never"], by="pekka")
    more = read_trail(trail_of(data))
    restore(data, backup)
    assert read_trail(trail_of(data)) == more


def test_what_waits_for_its_hour_is_noted_as_that_and_with_what_waits(data: Path) -> None:
    assert main(["--data", str(data), "embargo", "prepare"], by="paula") == 0
    waiting = data / "waiting"
    withdraw(waiting)
    assert main(["--data", str(data), "embargo", "approve"], by="paula") == 2
    assert told(data)[-2:] == [("embargo approve", "paula", "begun"), ("embargo approve", "paula", "not done")]
    assert read_trail(trail_of(data))[-1].told["status"] == "withdrawn"


def test_whoever_brings_a_backup_does_not_write_what_happened_here(data: Path, tmp_path: Path) -> None:
    """A trail with approvals that nobody gave would be in force with it, and ours gone."""
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(data, elsewhere)
    withdraw(data)
    before = read_trail(trail_of(data))
    note(trail_of(elsewhere), "approval", NOW, person="pekka@example.fi")
    withdraw(elsewhere, by="mallory")
    restore(data, back_up(elsewhere, tmp_path / "kept", with_sources=True))
    assert read_trail(trail_of(data)) == before


def test_a_restore_that_was_refused_first_does_not_cost_the_trail(data: Path, tmp_path: Path) -> None:
    withdraw(data)
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    new = tmp_path / "new"
    new.mkdir()
    assert main(["--data", str(new), "restore", str(tmp_path / "nowhere")], by="pekka") == 2
    assert main(["--data", str(new), "restore", str(backup)], by="pekka") == 0
    assert [one.what for one in read_trail(trail_of(new))] == ["withdraw", "withdraw", "restore"]


def test_a_backup_with_a_changed_trail_is_refused(data: Path, tmp_path: Path) -> None:
    withdraw(data)
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    (backup / "trail" / LINES).write_bytes(b"")
    with raises("backup_damaged"):
        restore(data, backup)
