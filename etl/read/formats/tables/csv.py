"""A text whose cells a separator keeps apart: CSV, TSV."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.config.card import MEGABYTE
from etl.config.layout import Table
from etl.read.formats.limits import MOST_CELLS, UnreadableError, guarded_read
from etl.read.formats.table import ROW, ROWS_OF_A_HEADER, SourceTable, header_names

SEPARATORS = ",;\t"
UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)  # how a text begins that Excel saved as Unicode


def read_csv(path: Path, table: Table) -> SourceTable:
    """Read a text whose cells a separator keeps apart (CSV, TSV); raise UserError."""
    rows = _csv_rows(path, table)
    if not rows:
        raise UserError("header_missing", path=path, row=table.header_row)
    rows = _without_empty_columns(rows)
    header = header_names(path, rows[0][1], rows[0][0])
    for row, cells in rows[1:]:
        if len(cells) != len(header):
            raise UserError(
                "row_too_short" if len(cells) < len(header) else "row_too_long",
                path=path,
                row=row,
                found=cells[0],
                cells=len(cells),
                columns=len(header),
            )
    columns = {name: [cells[place].strip() or None for _, cells in rows[1:]] for place, name in enumerate(header)}
    frame = {ROW: [row for row, _ in rows[1:]], **columns}
    schema = {ROW: pl.Int64} | dict.fromkeys(header, pl.String)
    return SourceTable(path, pl.DataFrame(frame, schema=schema), table.mark, table.thousands)


def _csv_rows(path: Path, table: Table) -> list[tuple[int, list[str]]]:
    """Return the header and the rows that hold something, each with its number in the file."""
    reader = csv.reader(io.StringIO(decoded(path, table.encoding), newline=""), delimiter=table.separator, strict=True)
    rows = list[tuple[int, list[str]]]()
    count = 0
    try:
        for cells in reader:
            count += len(cells) or 1
            if count > MOST_CELLS:
                raise UnreadableError("cells_too_many", path=path, row=reader.line_num, limit=MOST_CELLS)
            if reader.line_num >= table.header_row and any(cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:  # also for a cell of more than 131,072 letters
        raise UnreadableError("csv_broken", path=path, row=reader.line_num) from error
    return rows


def _without_empty_columns(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Drop columns at the end without a name and without a value: Excel saves them."""
    header = rows[0][1]
    width = max((place for place, name in enumerate(header, start=1) if name.strip()), default=0)
    beyond = chain.from_iterable(cells[width:] for _, cells in rows)
    if not width or any(cell.strip() for cell in beyond):
        return rows
    return [(row, cells[:width]) for row, cells in rows]


def decoded(path: Path, encoding: str) -> str:
    """Return a text in its declared encoding; raise UserError with the first row that is not."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding)
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        found = raw[error.start : error.end]
        raise UserError("encoding_wrong", path=path, row=row, found=found, encoding=encoding) from error
    except (LookupError, ValueError) as error:
        raise UserError("encoding_unknown", path=path, found=encoding) from error


def csv_names(path: Path) -> Iterator[str]:
    """Yield every cell of the first rows, by whatever separator."""
    with path.open("rb") as file:
        start = file.read(MEGABYTE)
    head = start.decode("utf-16" if start.startswith(UTF_16) else "utf-8-sig", errors="replace")
    lines = "\n".join(head.splitlines()[:ROWS_OF_A_HEADER])
    with guarded_read(path, "csv_broken"):
        for separator in SEPARATORS:
            for row in csv.reader(io.StringIO(lines), delimiter=separator):
                yield from row
