"""The published database and the pointer that names it; files are replaced atomically.

A file is written under another name in the same folder, synced to the disk, and renamed over the old one.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from contract.errors import UserError

POINTER = "CURRENT"
SCHEMA = Path(__file__).with_name("schema.sql")
DATABASES = "situation-*.duckdb"
DATABASE = re.compile(r"situation-([0-9a-z]{1,40})\.duckdb")


class NoDatabaseError(UserError):
    """Say that there is nothing to read: nothing published yet, or a file that is damaged or of another version.

    Readers see it: it names files, never the folders of the server.
    """


def served_database(folder: Path) -> Path:
    """Return the database that the pointer of a data folder names; raise NoDatabaseError."""
    pointer = folder / POINTER
    if not pointer.exists():
        raise NoDatabaseError("nothing_published")
    try:
        path = folder / pointer.read_text(encoding="utf-8").strip()
        exists = path.is_file()
    except (OSError, ValueError) as error:  # not text, or no name of a file
        raise NoDatabaseError("pointer_unreadable", pointer=POINTER) from error
    if not exists:
        raise NoDatabaseError("pointer_lost", pointer=POINTER, database=path.name)
    return path


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


def move_pointer(database: Path) -> None:
    """Publish a database: let the pointer of its folder name it. Raise OSError."""
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
    return path.with_name(f"{path.name}.part{os.getpid()}")


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by another; whoever reads sees the old one or the new one, also after a power cut."""
    part = beside(path)
    try:
        part.write_bytes(content)
        sync(part)
        os.replace(part, path)  # noqa: PTH105 - the atomic call, by its own name
    finally:
        part.unlink(missing_ok=True)
