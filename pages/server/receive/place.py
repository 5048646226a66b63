"""Files that were fetched: proven beside what is served, where no server reads them, then put in place."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from contract.editions.announcement import AnnouncedFile, Announcement
from contract.errors import UserError
from contract.pointer import (
    PART,
    POINTER,
    PREVIOUS,
    beside,
    databases,
    is_abandoned,
    move_pointer,
    named_database,
    sync,
    write_whole,
)
from pages.server.receive.store import Store
from picture.query.database import open_database

RECEIVING = "receiving"  # in a data folder: what waits for its hour; the server's unit cannot look into it
RECEIVED = "RECEIVED"  # in a data folder: number and hash of the announcement that was put in place last
OF_BUILDS = ("sources", "editions", "served")
OWNER_ONLY = 0o700
MEGABYTE = 1024**2
SPARE = 16 * MEGABYTE  # that stay free on the disk
STAMP = "SELECT id, edition, version, status FROM build"


def refuse_builders_folder(data: Path) -> None:
    """Raise UserError for a data folder in which somebody builds: what is received would remove what is built."""
    if any((data / name).exists() for name in OF_BUILDS):
        raise UserError("receives_where_built", path=data)


def received(data: Path) -> tuple[int, str]:
    """Return number and hash of the announcement that was put in place last; 0 and "" where there is none."""
    try:
        number, sha256 = (data / RECEIVED).read_text(encoding="ascii").split()
        return int(number), sha256
    except (FileNotFoundError, ValueError):
        return 0, ""


def fetch_beside(data: Path, store: Store, announced: Announcement) -> int:
    """Fetch what is not there yet, and prove it; return how many bytes came. Raise UserError or OSError."""
    folder = data / RECEIVING
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    folder.chmod(OWNER_ONLY)
    _sweep(folder)
    wanted = {file.sha256: file for file in announced.files if not _holds(data / file.name, file)}
    missing = [file for file in wanted.values() if not _holds(folder / file.sha256, file)]
    needed = sum(file.size for file in missing)
    if (free := shutil.disk_usage(folder).free) < needed + SPARE:
        raise UserError("disk_short", path=data, free=free // MEGABYTE, needed=(needed + SPARE) // MEGABYTE)
    for file in missing:
        _fetch(store, file, folder / file.sha256)
    sync(folder)
    _refuse_unfit(data, announced)
    return needed


def refuse_older(data: Path, announced: Announcement) -> None:
    """Raise UserError where what is served was built later, and the sender did not say that it goes back."""
    built = _built_at(data)
    if built is not None and announced.built_at < built and not announced.goes_back:
        raise UserError("received_older", path=announced.name, build=announced.build)


def put_in_place(data: Path, announced: Announcement, sha256: str) -> None:
    """Serve what was fetched; raise OSError. Whatever dies on the way is done again by the next call."""
    for file in reversed(announced.files):  # the database last, for the pointer names it
        _put(data, file)
    move_pointer(data / announced.database.name, _served(data))
    sync(data)
    write_whole(data / RECEIVED, f"{announced.number} {sha256}\n".encode())
    sync(data)


def tidy(data: Path, waiting: Announcement | None) -> None:
    """Remove databases that nothing names any more, and what was fetched and is in place; raise OSError."""
    named = {_named(data, POINTER), _named(data, PREVIOUS)}
    for path in databases(data):
        if path not in named:
            path.unlink(missing_ok=True)
    kept = {file.sha256 for file in waiting.files} if waiting else set()
    for path in (data / RECEIVING).glob("*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
    for left in data.glob(f"*{PART}*"):
        if is_abandoned(left):
            left.unlink(missing_ok=True)


def _fetch(store: Store, file: AnnouncedFile, target: Path) -> None:
    part = beside(target)
    try:
        store.fetch(file, part)
        sync(part)
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a receiver that died had fetched by half."""
    for left in folder.glob(f"*{PART}*"):
        left.unlink(missing_ok=True)


def _holds(path: Path, file: AnnouncedFile) -> bool:
    """Return whether a file is there, whole; raise OSError where it cannot be read."""
    try:
        if path.stat().st_size != file.size:
            return False
        with path.open("rb") as read:
            return hashlib.file_digest(read, "sha256").hexdigest() == file.sha256
    except FileNotFoundError:
        return False


def _refuse_unfit(data: Path, announced: Announcement) -> None:
    """Raise UserError where the database is not whole, not of this program, or not what was announced."""
    file = announced.database
    staged = data / RECEIVING / file.sha256
    try:
        opened = open_database(staged if staged.is_file() else data / file.name)
        try:
            with opened.cursor() as con:
                told = con.execute(STAMP).fetchall()
        finally:
            opened.con.close()
    except duckdb.Error as error:
        raise UserError("received_unreadable", path=file.object, database=file.name) from error
    if told != [(announced.build, announced.edition, announced.version, announced.status)]:
        raise UserError("received_unreadable", path=file.object, database=file.name)


def _built_at(data: Path) -> datetime | None:
    """Return when the served database was built; None where there is none that tells it."""
    served = _served(data)
    if served is None:
        return None
    try:
        with duckdb.connect(str(served), read_only=True) as con:
            found = con.execute("SELECT built_at FROM build").fetchall()
    except duckdb.Error:
        return None
    return found[0][0].replace(tzinfo=UTC) if found else None


def _served(data: Path) -> Path | None:
    path = _named(data, POINTER)
    return path if path is not None and path.is_file() else None


def _named(data: Path, pointer: str) -> Path | None:
    try:
        return named_database(data, pointer)
    except (OSError, ValueError):
        return None


def _put(data: Path, file: AnnouncedFile) -> None:
    """Give a fetched file its name, by a second name: several files may be the same one."""
    staged = data / RECEIVING / file.sha256
    target = data / file.name
    if not staged.is_file():
        target.stat()  # it was there already; else: FileNotFoundError
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = beside(staged)  # where the next round sweeps, should this one die here
    part.unlink(missing_ok=True)
    os.link(staged, part)
    part.replace(target)
    part.unlink(missing_ok=True)  # it stays where the target was this very file already
    for folder in Path(file.name).parents:
        sync(data / folder)
