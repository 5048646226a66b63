"""A data folder has one writer at a time; what writers that died left behind is removed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from contract.pointer import PART, abandoned, is_abandoned, write_whole


@contextmanager
def one_writer(data: Path, tell_wait: Callable[[], None]) -> Iterator[None]:
    """Lock a data folder until the end; where another process has locked it, call `tell_wait` and wait for its end.

    The folder itself is locked: no file is left behind, and a process that dies holds nothing any more. On a disk that
    knows no locks nothing is locked.
    """
    if not data.is_dir():
        yield
        return
    folder = os.open(data, os.O_RDONLY)
    try:
        with suppress(OSError):
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                tell_wait()
                fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def write_output(path: Path, text: str) -> None:
    """Write what a command was asked for, whole or not at all; raise OSError."""
    for left in path.parent.glob(f"{path.name}{PART}*"):
        if is_abandoned(left):
            left.unlink(missing_ok=True)
    write_whole(path, text.encode())


def sweep(folder: Path) -> None:
    """Remove the unfinished files of a folder whose process is gone; raise OSError."""
    for left in abandoned(folder):
        left.unlink(missing_ok=True)
