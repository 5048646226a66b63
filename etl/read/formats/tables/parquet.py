"""A Parquet file, looked at before it is read: a small one may hold any number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from etl.config.layout import Table
from etl.engine.scratch import parquet_frames
from etl.read.formats.limits import MOST_CELLS_IN_COLUMNS, guarded_read, look_at_cells, look_at_size
from etl.read.formats.table import SourceTable, numbered

CELLS_OF_A_PIECE = 5_000_000  # 200,000 rows of 25 columns: some 0.1 GB of memory


def read_parquet(path: Path, table: Table) -> SourceTable:
    """Read a Parquet file; raise UnreadableError."""
    with guarded_read(path, "parquet_damaged"):
        look_at_size(path, *parquet_size(path), MOST_CELLS_IN_COLUMNS)
        frame = numbered(pl.read_parquet(path, glob=False))
    return SourceTable(path, frame, table.mark, table.thousands)


def parquet_size(path: Path) -> tuple[int, int]:
    """Return the number of rows and of columns; raise UnreadableError."""
    with guarded_read(path, "parquet_damaged"):
        scan = pl.scan_parquet(path, glob=False)
        return int(scan.select(pl.len()).collect().item()), scan.collect_schema().len()


def is_too_large(path: Path) -> bool:
    """Return whether a Parquet file has more cells than are read at once; raise UnreadableError."""
    rows, columns = parquet_size(path)
    return rows * max(columns, 1) > MOST_CELLS_IN_COLUMNS


def parquet_pieces(path: Path, table: Table) -> Iterator[SourceTable]:
    """Yield the rows of a Parquet file in pieces, each as `read_parquet` returns the whole; raise UserError."""
    _, columns = parquet_size(path)
    frames = parquet_frames(path, max(CELLS_OF_A_PIECE // max(columns, 1), 1))
    before = 0
    while True:
        with guarded_read(path, "parquet_damaged"):
            found = next(frames, None)
            if found is None:
                return
            frame = numbered(found, before)
        before += frame.height
        yield look_at_cells(SourceTable(path, frame, table.mark, table.thousands))


def parquet_names(path: Path) -> Iterator[str]:
    """Yield the names of the columns."""
    with guarded_read(path, "parquet_damaged"):
        yield from pl.scan_parquet(path, glob=False).collect_schema()
