"""Published databases kept open, and what each offers to choose from; shared by all readers of this process.

A connection is never closed while somebody may still read from it: it ends when the last cursor on it is gone.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

import duckdb

from contract.codes import Language
from contract.pointer import NoDatabaseError
from picture.query.choices import Choices, read_choices
from picture.query.database import connect, missing_columns
from picture.query.tables.reference import OutlinesRead

DATABASES = 4  # the published one, the one before, and what readers who came earlier still have open


@lru_cache(maxsize=DATABASES)
def connection(path: Path) -> duckdb.DuckDBPyConnection:
    """Return the shared connection of a database. Take `.cursor()` for every question."""
    return connect(path)


@lru_cache(maxsize=DATABASES)
def _outlines(path: Path) -> OutlinesRead:  # noqa: ARG001 - the path is what the cache looks at
    return OutlinesRead()


@lru_cache(maxsize=3 * DATABASES)
def choices_of(path: Path, language: Language) -> Choices:
    """Return what a database offers in one language; raise NoDatabaseError when it cannot be read."""
    try:
        with connection(path).cursor() as con:
            missing = missing_columns(con)
            if not missing:
                return read_choices(con, language, _outlines(path))
            reason = f"it was written by another version, and has no {missing}"
    except duckdb.Error as error:
        reason = str(error)
    _outlines.cache_clear()
    connection.cache_clear()  # what has failed once is not asked again: the file may have been mended meanwhile
    logging.getLogger(__name__).warning("%s cannot be read: %s", path, reason)  # for the operator alone
    raise NoDatabaseError("database_unreadable", database=path.name)
