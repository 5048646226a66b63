"""Connections of DuckDB that stay within a limit of memory; what does not fit is laid into a folder that is removed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from contract.errors import UserError
from etl.engine.scratch import scratch_folder

SPILLED = "spilled"
MEGABYTES = 1_000  # beside what a build holds itself, and what DuckDB takes above its limit: 2 GB in all
VARIABLE = "LAGESBILD_BUILD_MEMORY_MB"
FEWEST = 200  # below, DuckDB cannot write a table of ten million rows


def memory_limit() -> int:
    """Return the megabytes that a query of a build may use; raise UserError where the setting cannot be used."""
    text = os.environ.get(VARIABLE, "").strip() or str(MEGABYTES)
    if not text.isascii() or not text.isdecimal() or int(text) < FEWEST:
        raise UserError("memory_limit_unusable", found=text, name=VARIABLE, fewest=FEWEST)
    return int(text)


@contextmanager
def bounded(
    beside: Path, database: Path | None = None, *, read_only: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database, or none but memory, within the limit; what does not fit is laid into a folder in `beside`.

    The folder is removed at the end, and with it those of processes that were killed. Raise UserError where the limit
    or the disk is too small for what is asked.
    """
    megabytes = memory_limit()
    try:
        name = ":memory:" if database is None else str(database)
        with scratch_folder(beside, SPILLED) as folder, duckdb.connect(name, read_only=read_only) as con:
            con.execute(f"SET memory_limit = '{megabytes}MB'")
            con.execute("SET temp_directory = $folder", {"folder": str(folder)})
            con.execute("SET enable_progress_bar = false")  # of DuckDB: it writes between the lines of the build
            yield con
    except duckdb.OutOfMemoryException as error:
        raise UserError("memory_too_small", megabytes=megabytes, name=VARIABLE) from error
