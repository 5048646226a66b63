"""Two commands do not write into one data folder at once, and unfinished files of dead processes are removed."""

import fcntl
import os
import time
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.one_writer import one_writer, sweep

NOBODY = 2**22 + 1  # above the highest number of a process


def test_who_comes_second_says_that_it_waits_and_goes_on_when_the_first_has_ended(tmp_path: Path) -> None:
    first = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(first, fcntl.LOCK_EX)
    with one_writer(tmp_path, lambda: os.close(first)), pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(first)


def test_the_folder_is_held_until_the_end_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    with one_writer(tmp_path, lambda: pytest.fail("nobody else writes")):
        second = os.open(tmp_path, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(second)
    assert list(tmp_path.iterdir()) == []


def test_on_a_disk_without_locks_and_in_a_folder_that_is_not_there_nothing_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    for folder in (tmp_path, tmp_path / "nowhere"):
        with one_writer(folder, lambda: pytest.fail("nobody else writes")):
            pass


@pytest.mark.parametrize("command", [[], ["release"], ["revise"], ["fetch", "--list"]])
def test_commands_that_write_hold_the_folder_and_the_others_do_not(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    real = fcntl.flock

    def released_when_awaited(of: int, how: int) -> None:
        if how == fcntl.LOCK_EX:
            real(held, fcntl.LOCK_UN)
        real(of, how)

    monkeypatch.setattr(fcntl, "flock", released_when_awaited)
    main(["--data", str(tmp_path), *command])
    assert "Another command writes into this folder" in capsys.readouterr().out
    os.close(held)


def test_what_dead_processes_left_is_removed_and_what_others_write_stays(tmp_path: Path) -> None:
    gone, own, alive = (tmp_path / f"x.toml.part{one}" for one in (NOBODY, os.getpid(), os.getppid()))
    old, ahead = (tmp_path / f"{name}.part{os.getppid()}" for name in ("old", "ahead"))
    whole = tmp_path / "x.toml"
    for path in (gone, own, alive, old, ahead, whole):
        path.touch()
    for path, hours in ((old, -2), (ahead, 2)):  # the clock may have gone back since
        os.utime(path, (time.time() + 3600 * hours,) * 2)
    sweep(tmp_path)
    assert set(tmp_path.iterdir()) == {alive, whole}
