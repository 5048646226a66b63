"""Read one figure by its key, with what every released version has of it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import duckdb

from contract.cell_key import KeyParts, read_key
from contract.codes import Language
from contract.pointer import NoDatabaseError
from contract.printable import printable
from pages.server.databases import DatabaseFile, choices_of, connection, published, standing
from pages.server.old_editions import whole_database
from picture.query.choices import Choices
from picture.query.corrections import EditionVersion
from picture.query.database import connect
from picture.query.figure.ask import FigureFound, PlainFigure, ask_figure, ask_plain_figure
from picture.query.figure.standing import FigureTold, VersionRead, tell_figure

LONGEST = 200  # letters of a key; those of ours have up to 70
REMEMBERED = 512  # figures of released versions
OPEN = 8  # databases of released versions


def key_of(text: str) -> KeyParts | None:
    """Read the key of an address; None for a text that is none."""
    return read_key(text) if len(text) <= LONGEST and printable(text) == text else None


def read_figure(folder: Path, key: KeyParts, asked: Path, language: Language) -> FigureTold | None:
    """Return what is told of a figure, or None where no version that stands has it; raise NoDatabaseError.

    asked: the database that tells it. Where it does not have the figure, the last released version does that has it.
    """
    served_path = published(folder).path
    served = choices_of(served_path, language)
    found = _found(served_path, key, served)
    read = [_version(folder, one, key) for one in served.editions.versions]
    having = [one.version for one in reversed(read) if one.figure and not one.version.withdrawn]
    last = [whole_database(folder, one.edition, one.version) for one in having[:1]]
    for path in (asked, *filter(None, last)):
        choices = choices_of(path, language)
        row = found.row if path == served_path else _found(path, key, choices).row
        if row is not None:
            return tell_figure(key, choices, row, served=served, found=found, read=read)
    return None


def _found(path: Path, key: KeyParts, choices: Choices) -> FigureFound:
    try:
        with connection(path).cursor() as con:
            return ask_figure(con, key, choices)
    except duckdb.Error as error:
        raise NoDatabaseError("database_unreadable", database=path.name) from error


def _version(folder: Path, version: EditionVersion, key: KeyParts) -> VersionRead:
    try:
        path = whole_database(folder, version.edition, version.version)
        if path is not None:
            return VersionRead(version, kept=True, figure=_plain(standing(path), key))
    except (NoDatabaseError, duckdb.Error):  # damaged, or not kept
        pass
    return VersionRead(version, kept=False)


@lru_cache(REMEMBERED)
def _plain(file: DatabaseFile, key: KeyParts) -> PlainFigure | None:
    with _opened(file).cursor() as con:
        return ask_plain_figure(con, key)


@lru_cache(OPEN)
def _opened(file: DatabaseFile) -> duckdb.DuckDBPyConnection:
    """Open a verified database for single figures, so that it takes no other's place in the memory of pages."""
    return connect(file.path)
