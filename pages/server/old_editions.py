"""Old versions of editions, read from the archive: an address names one as `edition=2026-1`."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from contract.archive import (
    FOLDER_NAME,
    FROZEN,
    FrozenEdition,
    converted_edition,
    converted_folder,
    frozen_edition,
    frozen_folder,
    verified_database,
)
from contract.codes import Language
from contract.pointer import NoDatabaseError
from contract.schema import SCHEMA_NUMBER
from pages.server.databases import DatabaseFile, choices_of, kept_build, published, readable, refuse_failing, standing
from picture.query.selection import EDITION_KEY
from picture.text.words import word

MOST_REMEMBERED = 128  # versions, by their files: a manifest is read and a database is verified once


class NoEditionError(Exception):
    """Say why the version that an address names is not shown; no other is shown in its place."""

    def __init__(self, key: str, edition: str = "", version: str = "") -> None:
        self.key = key  # of the words
        self.edition = edition  # as it was named; "" where there never was such a one
        self.version = version
        super().__init__(key)

    def told(self, language: Language) -> str:
        """Return it in a reader's language."""
        return word(self.key, language, edition=self.edition, version=self.version)


def edition_database(folder: Path, name: str) -> Path:
    """Return the database of a version that was released; raise NoEditionError, or NoDatabaseError if none is served.

    name: "2026-1". Only what the served database names was released.
    """
    found = FOLDER_NAME.fullmatch(name)
    if not found or (found[1], int(found[2])) not in _released(folder):
        raise NoEditionError("edition_never_released")
    edition, version = found.groups()
    try:
        path = whole_database(folder, edition, int(version))
        if path is not None:
            refuse_failing(path)
    except NoDatabaseError as error:
        _log_once(str(error))
        raise NoEditionError("edition_not_shown", edition, version) from error
    if path is None:
        raise NoEditionError("edition_of_other_schema", edition, version)
    return path


def whole_database(folder: Path, edition: str, version: int) -> Path | None:
    """Return the database of a version, compared with its manifest; raise NoDatabaseError where it is not that.

    Its copy where its schema is an older one; None where there is no copy.
    """
    frozen = _manifest(folder, edition, version)
    if frozen.schema != SCHEMA_NUMBER:
        copy = converted_folder(frozen, SCHEMA_NUMBER)
        if not (copy / FROZEN).is_file():
            return None
        frozen = _converted(standing(copy / FROZEN), frozen)
    if not _is_whole(standing(frozen.path), frozen):
        raise NoDatabaseError("frozen_edition_damaged", edition=edition, version=version)
    return frozen.path


def database_for(folder: Path, selected: Mapping[str, str], path: Path) -> Path:
    """Return the database of the version that a view names, or `path`; raise as `edition_database`."""
    name = selected.get(EDITION_KEY)
    return edition_database(folder, name) if name else path


def answering(folder: Path, build: str) -> Path:
    """Return the database of a build, or the published one where that build is not kept or cannot be read.

    One that was released is read from the archive, unless it is served: what came later is told of it.
    """
    served = published(folder).path
    kept = kept_build(folder, build)
    if kept == served:
        return served
    return released_build(folder, build) or next(readable([kept] if kept else []), served)


def released_build(folder: Path, build: str) -> Path | None:
    """Return the frozen database of a build that was released; None where there is none, or it cannot be shown."""
    for edition, version in _released(folder):
        try:
            if _manifest(folder, edition, version).build == build:
                return edition_database(folder, f"{edition}-{version}")
        except (NoEditionError, NoDatabaseError):
            continue
    return None


def _released(folder: Path) -> list[tuple[str, int]]:
    told = choices_of(published(folder).path, Language.FI).editions
    return [(one.edition, one.version) for one in told.versions]


def _manifest(folder: Path, edition: str, version: int) -> FrozenEdition:
    return _frozen(standing(frozen_folder(folder, edition, version) / FROZEN), folder, edition, version)


@lru_cache(MOST_REMEMBERED)
def _converted(manifest: DatabaseFile, frozen: FrozenEdition) -> FrozenEdition:  # noqa: ARG001 - the file is what the cache looks at
    return converted_edition(frozen, SCHEMA_NUMBER)


@lru_cache(MOST_REMEMBERED)
def _frozen(manifest: DatabaseFile, folder: Path, edition: str, version: int) -> FrozenEdition:  # noqa: ARG001 - the file is what the cache looks at
    return frozen_edition(folder, edition, version)


@lru_cache(MOST_REMEMBERED)
def _is_whole(database: DatabaseFile, frozen: FrozenEdition) -> bool:  # noqa: ARG001 - the file is what the cache looks at
    try:
        verified_database(frozen)
    except NoDatabaseError:
        return False
    return True


@lru_cache(MOST_REMEMBERED)
def _log_once(told: str) -> None:
    """Tell the operator, who alone sees the reason, once and not at every rerun."""
    logging.getLogger(__name__).warning("%s", told)
