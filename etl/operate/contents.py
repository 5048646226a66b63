"""What a backup holds, and its manifest: the file, its size and its hash, for every file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TypeVar

import msgspec

from contract.archive import ARCHIVE
from contract.errors import UserError
from contract.persons.trail import FOLDER as TRAIL
from contract.pointer import PART, POINTER, build_of, served_database, sync
from etl.actions.contributions import ACTIONS
from etl.config.card import CARD
from etl.config.toml import FromToml, read_toml
from etl.edition.archive.freeze import refuse_lost_frozen
from etl.publish import editions
from etl.publish.build_id import BOUNDARIES
from etl.publish.editions import Released, read_released, refuse_lost
from etl.publish.kept_files import hash_of
from etl.publish.served import record
from etl.publish.served.record import Record, read_record, refuse_lost_record
from etl.publish.served.revisions import Revisions, read_revisions, refuse_lost_revisions
from etl.publish.whole import is_whole

T = TypeVar("T")
BACKUP = "backup.toml"
SOURCES = "sources"
LONGEST = 64 * 1024**2  # bytes of a manifest
FORMAT = 1  # of backup.toml and what stands beside it; whoever changes them gives the next number


class SavedFile(FromToml, frozen=True):
    """A file of a backup: its path in the data folder, and what it holds."""

    name: str
    sha256: str
    size: int


class _Numbered(msgspec.Struct, frozen=True):
    """What every version can read of a manifest."""

    format: int = FORMAT


class Backup(FromToml, frozen=True):
    """What `backup.toml` says."""

    made: datetime  # UTC
    build: str  # that was served
    with_sources: bool  # the files of the sources too, not only their cards
    files_count: int
    files: tuple[SavedFile, ...]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a picture and cannot be made again."""

    released: Released
    record: Record
    revisions: Revisions


def read_backup(folder: Path) -> Backup:
    """Read a manifest and compare every file with it; raise UserError where one is missing, damaged or out of place."""
    path = folder / BACKUP
    if not path.is_file():
        found = sorted(one.parent.name for one in folder.glob(f"*/{BACKUP}"))
        raise UserError("backup_not_there", path=folder, backups=found or "0")
    if path.is_symlink() or path.stat().st_size > LONGEST:
        raise UserError("backup_damaged", path=path)
    number = _read(path, _Numbered).format
    if number > FORMAT:
        raise UserError("backup_newer", path=path, number=number, reads=FORMAT)
    told = _read(path, Backup)
    if not len(told.files) == told.files_count == len({file.name for file in told.files}):
        raise UserError("backup_damaged", path=path)
    for file in told.files:
        if not _is_held(folder, file):
            raise UserError("backup_damaged", path=folder / file.name)
    return told


def _read(path: Path, kind: type[T]) -> T:
    try:
        return read_toml(path, kind)
    except UserError as error:
        raise UserError("backup_damaged", path=path) from error


def _is_held(folder: Path, file: SavedFile) -> bool:
    """Return whether a file stands where a backup may have one, itself and not by a link, and is what was saved."""
    place = PurePosixPath(file.name)
    path = folder / file.name
    if len(place.parts) > 1:
        known = place.parts[0] in {ARCHIVE, SOURCES, BOUNDARIES, ACTIONS, TRAIL, editions.FOLDER, record.FOLDER}
    else:
        known = file.name == POINTER or build_of(path) != ""
    if (
        not known
        or file.name != place.as_posix()
        or path.resolve() != folder.resolve() / file.name
        or not path.is_file()
    ):
        return False
    return path.stat().st_size == file.size and hash_of(path) == (file.sha256, file.size)


def prove(folder: Path) -> Behind:
    """Read editions, ledger, record and revisions of a data folder or of a backup, and what its databases tell of them.

    Raise UserError where anything is missing, damaged or older than what was served, and where the served picture or a
    frozen edition is not whole.
    """
    released = read_released(folder / editions.FOLDER)
    refuse_lost(folder, released)
    recorded = read_record(folder / record.FOLDER)
    refuse_lost_record(folder, recorded)
    revisions = read_revisions(folder / editions.FOLDER)
    refuse_lost_revisions(folder, revisions)
    served = served_database(folder)
    if not is_whole(served):
        raise UserError("database_not_whole", path=served)
    refuse_lost_frozen(folder, released)
    return Behind(released, recorded, revisions)


def files_to_save(data: Path, *, with_sources: bool) -> Iterator[Path]:
    """List what a backup of a data folder holds, in the order in which it may be put back.

    First what a build would miss least while the rest is not there yet: until the sources are back, no build can run.
    """
    yield from _tables_first(data / record.FOLDER)
    yield from sorted(path for path in (data / ARCHIVE).rglob("*") if path.is_file() and PART not in path.as_posix())
    yield from _tables_first(data / editions.FOLDER)
    yield served_database(data)
    yield data / POINTER
    yield from sorted(path for path in (data / TRAIL).glob("*") if path.is_file() and PART not in path.name)
    pattern = "*" if with_sources else CARD
    inside = chain((data / BOUNDARIES).rglob(pattern), (data / ACTIONS).rglob("*"), (data / SOURCES).rglob(pattern))
    yield from sorted(path for path in inside if path.is_file() and PART not in path.name)


def _tables_first(folder: Path) -> list[Path]:
    files = (path for path in folder.glob("*") if path.is_file() and PART not in path.name)
    return sorted(files, key=lambda path: (path.suffix == ".toml", path.name))


def sync_folders(folder: Path) -> None:
    """Wait until the names in a folder, and in all folders inside it, stand on the disk; raise OSError."""
    for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        sync(inside)
