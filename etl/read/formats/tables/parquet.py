"""A Parquet file, looked at before it is read: a small one may hold any number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from etl.config.layout import Table
from etl.read.formats.limits import MOST_CELLS_IN_COLUMNS, guarded_read, look_at_size
from etl.read.formats.table import SourceTable, numbered


def read_parquet(path: Path, table: Table) -> SourceTable:
    """Read a Parquet file; raise UnreadableError."""
    with guarded_read(path, "parquet_damaged"):
        scan = pl.scan_parquet(path, glob=False)
        columns = scan.collect_schema().len()
        rows = scan.select(pl.len()).collect().item()
        look_at_size(path, rows, columns, MOST_CELLS_IN_COLUMNS)
        frame = numbered(pl.read_parquet(path, glob=False))
    return SourceTable(path, frame, table.mark, table.thousands)


def parquet_names(path: Path) -> Iterator[str]:
    """Yield the names of the columns."""
    with guarded_read(path, "parquet_damaged"):
        yield from pl.scan_parquet(path, glob=False).collect_schema()
