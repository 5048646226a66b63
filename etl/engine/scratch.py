"""A folder of one process for what does not fit into memory, and the Parquet files that are written there in pieces."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from contract.errors import UserError
from contract.pointer import PART, is_abandoned

ROWS_AT_ONCE = 200_000  # of some 30 columns: 0.1 GB of memory


@contextmanager
def scratch_folder(beside: Path, stem: str) -> Iterator[Path]:
    """Name a folder in `beside`; whoever needs it makes it.

    It is removed at the end, and with it those of processes that were killed.
    """
    for left in beside.glob(f"{stem}{PART}*"):
        if is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = beside / f"{stem}{PART}{os.getpid()}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def parquet_writer(path: Path) -> Iterator[Callable[[pl.DataFrame], None]]:
    """Yield a function that adds frames of one schema to a Parquet file; raise UserError where the disk fails."""
    writers: list[pq.ParquetWriter] = []

    def write(frame: pl.DataFrame) -> None:
        table = frame.to_arrow()
        if not writers:
            writers.append(pq.ParquetWriter(path, table.schema, compression="zstd"))
        writers[0].write_table(table)

    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)  # respondents may lie there: for their owner only
        try:
            yield write
        finally:
            for writer in writers:
                writer.close()
    except OSError as error:
        raise UserError("disk_failed", path=path, reason=error.strerror or str(error)) from error


def parquet_frames(path: Path, rows: int | None = None) -> Iterator[pl.DataFrame]:
    """Yield a Parquet file in frames of so many rows, or as many as are held at once; the last has fewer."""
    file = pq.ParquetFile(path, pre_buffer=False)  # else what was read stays in memory, in the end the whole file
    for batch in file.iter_batches(batch_size=rows or ROWS_AT_ONCE):
        yield pl.DataFrame(batch)
