"""A data folder has one writer at a time; what writers that died left behind is removed."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time

UNFINISHED = re.compile(r"\.part(\d{1,9})(\.wal)?$")  # contract.pointer.beside names them so
STALE_SECONDS = 3600  # no command writes one file for an hour


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


def sweep(folder: Path) -> None:
    """Remove the unfinished files of a folder whose process is gone; raise OSError."""
    for left in folder.glob("*.part*"):
        if left.is_file() and is_abandoned(left):
            left.unlink(missing_ok=True)


def is_abandoned(part: Path) -> bool:
    """Return whether an unfinished file is of a process that is gone; an old one is, whoever has its number now."""
    process = UNFINISHED.search(part.name)
    if process and (int(process[1]) == os.getpid() or not _runs(int(process[1]))):
        return True  # one of this very number is of a process before it: in a container all may have the same
    with suppress(FileNotFoundError):  # finished meanwhile
        return abs(time() - part.stat().st_mtime) > STALE_SECONDS  # or made by a clock that went back since
    return False


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks only
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
