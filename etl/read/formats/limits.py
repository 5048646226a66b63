"""What stands between a damaged or hostile file and the libraries that read it: limits, and one guard for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from contract.errors import UserError

if TYPE_CHECKING:
    from etl.read.formats.table import SourceTable

MOST_CELLS = 5_000_000  # CSV, XLSX, JSON-stat, PX: a survey of 30,000 people and 150 questions; about 1 GB of memory
MOST_CELLS_IN_COLUMNS = 50_000_000  # Parquet, SPSS: numbers packed in columns; about 0.5 GB of memory
MOST_UNPACKED = 500 * 1024 * 1024  # bytes of a workbook's parts: a small ZIP may hold any size
LONGEST_CELL = 10_000  # letters; the longest note that we know has 900


class UnreadableError(UserError):
    """Say that a file cannot be read at all: damaged, too large, or not what its name says."""


@contextmanager
def guarded_read(path: Path, code: str) -> Iterator[None]:
    """Turn whatever a library raises into this error; what it said is kept in the chain, not shown to readers."""
    try:
        yield
    except (UserError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except MemoryError:
        raise UnreadableError("memory_exceeded", path=path) from None
    except BaseException as error:  # the one guard around every reader; a panic in Rust is not an Exception
        raise UnreadableError(code, path=path) from error


def look_at_size(path: Path, rows: int, columns: int, most: int = MOST_CELLS) -> None:
    """Refuse a table with more cells than we read; an empty row counts as a cell."""
    if rows * max(columns, 1) > most:
        raise UnreadableError("table_too_large", path=path, rows=rows, columns=columns, limit=most)


def look_at_cells(raw: SourceTable) -> SourceTable:
    """Refuse a text that no table holds: it is a whole file in one cell, and slow to look up."""
    for column, kind in raw.frame.schema.items():
        if kind == pl.String:
            long = raw.frame[column].str.len_chars() > LONGEST_CELL
            raw.reject(long, column, "cell_too_long", letters=LONGEST_CELL)
    return raw
