"""Which of the databases in a data folder are whole: they open, and hold every row they were written with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from contract.errors import UserError
from contract.pointer import NoDatabaseError, database_of, kept_databases, served_database
from contract.schema import lost_rows
from etl.engine.disk import refuse_failing_disk


def is_whole(path: Path) -> bool:
    """Read every block of a database of any schema; return whether nothing of it is damaged or lost.

    Raise UserError where the disk fails.
    """
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            return not lost_rows(con)
    except duckdb.Error as error:
        refuse_failing_disk(path, error)
        return False


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Raise UserError where what is done inside finds that a database cannot be read.

    Too little memory says nothing of the database: whoever set the limit tells it (`bounded`).
    """
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        refuse_failing_disk(path, error)
        raise UserError("database_not_whole", path=path) from error


def current(folder: Path) -> Path | None:
    """Return the published database; None when there is none yet, or its pointer is damaged: a build corrects that."""
    try:
        return served_database(folder)
    except NoDatabaseError:
        return None


def whole_ones(folder: Path) -> Iterator[Path]:
    """Yield the whole databases of a data folder: the published one, the one before it, then others, newest first."""
    served = current(folder)
    others = (path for path in kept_databases(folder) if path != served)
    first = [served] if served else []
    yield from (path for path in (*first, *others) if is_whole(path))


def compared_with(folder: Path, build: str) -> Path | None:
    """Return the database from which a build tells what differs: itself, where it is kept, else the last whole one."""
    own = database_of(folder, build)
    return own if own.is_file() and is_whole(own) else next(whole_ones(folder), None)
