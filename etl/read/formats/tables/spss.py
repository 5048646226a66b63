"""An SPSS file with its labels and declared missing values, looked at in a process of its own first.

The library is written in C: one wrong byte in the header can end the process that reads it, without a word.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import polars as pl
import pyreadstat
from polars.selectors import temporal

from etl.config.layout import Table
from etl.read.formats.limits import MOST_CELLS_IN_COLUMNS, UnreadableError, guarded_read, look_at_size
from etl.read.formats.table import SourceTable, code_text, numbered

LOOK = """
import json, sys, pyreadstat
_, meta = pyreadstat.read_sav(sys.argv[1], metadataonly=True, output_format="polars")
print(json.dumps({"rows": meta.number_rows or 0, "columns": [name or "" for name in meta.column_names]}))
"""
SECONDS = 30  # a header takes one
PACKED = b"$FL3"  # how a .zsav file begins
MOST_PACKED = 1032  # bytes that one byte of zlib can hold


class Header(msgspec.Struct, frozen=True):
    """What a file says of itself."""

    rows: int
    columns: tuple[str, ...]


def read_header(path: Path) -> Header:
    """Read what a file says of itself; raise UnreadableError, also where reading it ends the process."""
    with guarded_read(path, "spss_unreadable"):
        done = subprocess.run(  # noqa: S603 - our own program; the name of the file is an argument, not a command
            [sys.executable, "-I", "-c", LOOK, str(path.resolve())], capture_output=True, timeout=SECONDS, check=True
        )
        return msgspec.json.decode(done.stdout, type=Header)


def read_spss(path: Path, table: Table) -> SourceTable:
    """Read an SPSS file with its labels and user-missing ranges; raise UnreadableError."""
    _look_at(path, read_header(path))
    with guarded_read(path, "spss_unreadable"):
        frame, meta = pyreadstat.read_sav(path, output_format="polars", user_missing=True)
        labels = {
            column: {code_text(code): label for code, label in known.items()}
            for column, known in meta.variable_value_labels.items()
        }
        missing = {
            column: [(one["lo"], one["hi"]) for one in ranges if isinstance(one, dict)]
            for column, ranges in meta.missing_ranges.items()
        }
        titles = {column: title for column, title in meta.column_names_to_labels.items() if title}
        frame = frame.with_columns(temporal().cast(pl.String))  # Python has no date after the year 9999
    raw = SourceTable(path, numbered(frame), table.mark, table.thousands)
    return replace(raw, labels=labels, titles=titles, missing=missing)


def spss_names(path: Path) -> Iterator[str]:
    """Yield the names of the columns."""
    yield from read_header(path).columns


def _look_at(path: Path, header: Header) -> None:
    """Refuse a file whose header promises more rows than its bytes can hold: room is made for all of them."""
    look_at_size(path, header.rows, len(header.columns), MOST_CELLS_IN_COLUMNS)
    with path.open("rb") as file:
        packed = file.read(len(PACKED)) == PACKED
    if header.rows * len(header.columns) > path.stat().st_size * (MOST_PACKED if packed else 1):
        raise UnreadableError("spss_cut", path=path, rows=header.rows)
