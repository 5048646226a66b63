"""The published database and the pointer that names it; files are replaced atomically.

A file is written under another name in the same folder, synced to the disk, and renamed over the old one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import time

from contract.errors import UserError

POINTER = "CURRENT"
PREVIOUS = "PREVIOUS"  # beside it: the last whole database before the one that is served
DATABASES = "situation-*.duckdb"
STALE_SECONDS = 3600  # no build takes an hour: an unfinished file this old is from one that died
PART = ".part"
DATABASE = re.compile(r"situation-([0-9a-z]{1,40})\.duckdb")


class NoDatabaseError(UserError):
    """Say that there is nothing to read: nothing published yet, or a file that is damaged or of another version.

    Readers see it: it names files, never the folders of the server.
    """


def served_database(folder: Path) -> Path:
    """Return the database that the pointer of a data folder names; raise NoDatabaseError."""
    if not (folder / POINTER).exists():
        raise NoDatabaseError("nothing_published")
    try:
        path = named_database(folder, POINTER)
        exists = path.is_file()
    except (OSError, ValueError) as error:  # not text, or no name of a file
        raise NoDatabaseError("pointer_unreadable", pointer=POINTER) from error
    if not exists:
        raise NoDatabaseError("pointer_lost", pointer=POINTER, database=path.name)
    return path


def named_database(folder: Path, pointer: str) -> Path:
    """Return what a pointer of a data folder names, whether it is there or not; raise OSError or ValueError."""
    return folder / (folder / pointer).read_text(encoding="utf-8").strip()


def kept_databases(folder: Path) -> list[Path]:
    """List the databases that may stand in for the served one: the one before it, then the others, newest first.

    The clock may have gone back, so that the one before is named by a file of its own.
    """
    found = {path: path.stat().st_mtime for path in databases(folder) if path.is_file()}
    newest = sorted(found, key=lambda path: (-found[path], path.name))
    with suppress(OSError, ValueError):
        before = named_database(folder, PREVIOUS)
        newest.sort(key=lambda path: path != before)
    return newest


def database_of(folder: Path, build: str) -> Path:
    """Return the path of the database of a build, whether it exists or not."""
    return folder / f"situation-{build}.duckdb"


def databases(folder: Path) -> list[Path]:
    """List the databases that a data folder keeps."""
    return sorted(folder.glob(DATABASES))


def build_of(path: Path) -> str:
    """Return the build in the name of a database; empty when the name holds none."""
    match = DATABASE.fullmatch(path.name)
    return match[1] if match else ""


def move_pointer(database: Path, before: Path | None = None) -> None:
    """Publish a database: let the pointer of its folder name it. Raise OSError.

    What stands in for it when it cannot be read, the whole one `before` it, is named first.
    """
    if before is not None and before != database:
        write_whole(database.with_name(PREVIOUS), f"{before.name}\n".encode())
        sync(database.parent)
    write_whole(database.with_name(POINTER), f"{database.name}\n".encode())


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, stand on the disk itself; raise OSError when they cannot."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def beside(path: Path) -> Path:
    """Name the unfinished file of this process beside `path`: two processes at once do not write into one file."""
    return path.with_name(f"{path.name}{PART}{os.getpid()}")


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by another; whoever reads sees the old one or the new one, also after a power cut."""
    part = beside(path)
    try:
        part.write_bytes(content)
        sync(part)
        os.replace(part, path)  # noqa: PTH105 - the atomic call, by its own name
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def abandoned(folder: Path) -> Iterator[Path]:
    """List the unfinished files of a folder whose process is gone."""
    yield from (path for path in folder.glob(f"*{PART}*") if path.is_file() and is_abandoned(path))


def is_abandoned(part: Path) -> bool:
    """Return whether the process that a part names is gone; an old part is abandoned whoever has its number now."""
    process = re.search(r"\.part(\d{1,9})(\.wal)?$", part.name)
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
