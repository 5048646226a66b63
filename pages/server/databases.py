"""Published databases kept open, and what each offers to choose from; shared by all readers of this process.

Which file answers is decided anew for every request, by what stands on the disk at that moment: a file that has been
replaced under the same name is another one. Of an old version in the archive the served database tells what came
later: both files decide on what is shown. A connection is never closed while somebody may still read from it: it ends
when the last cursor on it is gone.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic

import duckdb

from contract.archive import archive_of
from contract.codes import Language
from contract.pointer import NoDatabaseError, build_of, kept_databases, served_database
from pages.server.settings import Shown, shown_here
from picture.query.choices import Choices, read_choices
from picture.query.database import OpenDatabase, build_file, open_database
from picture.query.editions.old_version import told_now
from picture.query.tables.reference import OutlinesRead
from picture.text.words import word

DATABASES = 4  # the published one, the one before, and what readers who came earlier still have open
OLD_VERSIONS = 2  # kept open beside these: whoever reads many of them closes none that is served
DRAFT = "draft"  # status of what was not released
FAILED_SECONDS = 5  # what could not be read is tried again after this time, or as soon as its file is another


@dataclass(frozen=True, slots=True)
class Published:
    """The database that answers now."""

    path: Path
    build: str
    instead: bool  # it stands in for the one that the pointer names, which cannot be read


@dataclass(frozen=True, slots=True)
class DatabaseFile:
    """What stands at a path at one moment."""

    path: Path
    device: int
    inode: int
    modified: int
    size: int
    told_by: DatabaseFile | None = None  # of an old version: the served one, which tells what came later


def no_picture(error: NoDatabaseError) -> list[str]:
    """Write for readers, in every language, that nothing was published yet or that it cannot be shown."""
    key = "no_picture" if error.code == "nothing_published" else "picture_not_shown"
    return [word(key, language) for language in Language]


def published(folder: Path) -> Published:
    """Return the database that the pointer of a data folder names or, where it cannot be read, the last whole one.

    Raise NoDatabaseError, which says what is wrong with the one that the pointer names, when there is none. Where
    drafts are hidden, the last released database is served as if no draft were there, and nothing is told of one.
    """
    shown = shown_here()
    try:
        path = served_database(folder)
        refuse_failing(path)
    except NoDatabaseError as error:
        stand_in = next(_stand_ins(folder, shown), None)
        if stand_in is None:
            raise NoDatabaseError("nothing_published") if shown is Shown.RELEASED else error from None
        _log_once(f"{stand_in.name} is served instead. {error}")
        return Published(stand_in, build_of(stand_in), instead=True)
    if shown is Shown.RELEASED and not is_released(path):
        last = next(_stand_ins(folder, shown), None)
        if last is None:
            raise NoDatabaseError("nothing_published")
        return Published(last, build_of(last), instead=False)
    return Published(path, build_of(path), instead=False)


def kept_build(folder: Path, build: str) -> Path | None:
    """Return the database of a build that is kept and may be shown here; None for any other."""
    path = build_file(folder, build)
    match shown_here():
        case Shown.ALL:
            return path
        case Shown.RELEASED:
            return next(filter(is_released, readable([path] if path else [])), None)
        case Shown.SERVED:
            return path if path == published(folder).path else None


def is_released(path: Path) -> bool:
    """Return whether a database was released, withdrawn since or not; raise NoDatabaseError where it cannot be read."""
    return choices_of(path, Language.FI).stamp.status != DRAFT


def _stand_ins(folder: Path, shown: Shown) -> Iterator[Path]:
    """Yield what may be shown instead of the database that the pointer names, the best first."""
    match shown:
        case Shown.ALL:
            yield from readable(kept_databases(folder))
        case Shown.RELEASED:
            yield from sorted(filter(is_released, readable(kept_databases(folder))), key=_release, reverse=True)
        case Shown.SERVED:
            return


def _release(path: Path) -> tuple[str, int, bool, datetime]:
    """Order released databases: the newest edition last, and of one version the one that tells that it is withdrawn."""
    stamp = choices_of(path, Language.FI).stamp
    return stamp.edition, stamp.version, stamp.withdrawn is not None, stamp.built_at


def connection(path: Path) -> OpenDatabase:
    """Return a database that all readers share; take `.cursor()` for every question. Raise NoDatabaseError."""
    return _connection(standing(path))


def choices_of(path: Path, language: Language) -> Choices:
    """Return what a database offers in one language; raise NoDatabaseError when it cannot be read."""
    return _choices(file_at(path), language)


def _connection(file: DatabaseFile) -> OpenDatabase:
    try:
        with _lock(file):
            return _opened_old(file) if archive_of(file.path) else _opened(file)
    except duckdb.Error as error:
        _log_once(f"{file.path.name}: {error}")
        raise NoDatabaseError("database_unreadable", database=file.path.name) from error


def readable(paths: list[Path]) -> Iterator[Path]:
    """Yield the databases that can be read."""
    for path in paths:
        try:
            refuse_failing(path)
        except NoDatabaseError:
            continue
        yield path


def refuse_failing(path: Path) -> None:
    """Raise NoDatabaseError for a database that cannot be read; a failure is remembered for a few seconds."""
    if error := _failure(file_at(path), int(monotonic() / FAILED_SECONDS)):
        raise copy.copy(error)


@lru_cache(maxsize=4 * DATABASES)
def _failure(file: DatabaseFile, moment: int) -> NoDatabaseError | None:  # noqa: ARG001 - the moment is what the cache looks at
    try:
        _choices(file, Language.FI)
    except NoDatabaseError as error:
        return error
    return None


def _choices(file: DatabaseFile, language: Language) -> Choices:
    return _old_choices(file, language) if file.told_by else _own_choices(file, language)


@lru_cache(maxsize=3 * OLD_VERSIONS)
def _old_choices(file: DatabaseFile, language: Language) -> Choices:
    served = file.told_by or file
    return told_now(_read(replace(file, told_by=None), language), _own_choices(served, language))


@lru_cache(maxsize=3 * DATABASES)
def _own_choices(file: DatabaseFile, language: Language) -> Choices:
    return _read(file, language)


def _read(file: DatabaseFile, language: Language) -> Choices:
    try:
        with _connection(file).cursor() as con:
            return read_choices(con, language, _outlines(file))
    except duckdb.Error as error:
        _log_once(f"{file.path.name}: {error}")
        raise NoDatabaseError("database_unreadable", database=file.path.name) from error


@lru_cache(maxsize=DATABASES)
def _outlines(file: DatabaseFile) -> OutlinesRead:  # noqa: ARG001 - the file is what the cache looks at
    return OutlinesRead()


@lru_cache(maxsize=DATABASES)
def _opened(file: DatabaseFile) -> OpenDatabase:
    return _open(file)


@lru_cache(maxsize=OLD_VERSIONS)
def _opened_old(file: DatabaseFile) -> OpenDatabase:
    return _open(file)


def _open(file: DatabaseFile) -> OpenDatabase:
    opened = open_database(file.path)
    if standing(file.path) != file:  # replaced at this very moment: the next who asks opens the other
        raise NoDatabaseError("database_unreadable", database=file.path.name)
    return opened


@lru_cache(maxsize=4 * DATABASES)
def _lock(file: DatabaseFile) -> Lock:  # noqa: ARG001 - one for each file: nobody waits while another is opened
    return Lock()


def file_at(path: Path) -> DatabaseFile:
    """Return what stands at a path now and, of an old version, what is served; raise NoDatabaseError."""
    data = archive_of(path)
    return replace(standing(path), told_by=standing(published(data).path) if data else None)


def standing(path: Path) -> DatabaseFile:
    """Return what stands at a path now, by itself; raise NoDatabaseError."""
    try:
        found = path.stat()
    except OSError as error:  # removed at this very moment
        raise NoDatabaseError("database_unreadable", database=path.name) from error
    return DatabaseFile(path, found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=64)
def _log_once(told: str) -> None:
    """Tell the operator, who alone sees the reason, once and not at every rerun."""
    logging.getLogger(__name__).warning("%s", told)
