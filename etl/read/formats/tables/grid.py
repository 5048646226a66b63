"""The rows of a CSV or a workbook as they stand, before anybody knows which of them is the header."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.limits import MOST_CELLS, UnreadableError
from etl.read.formats.tables.csv import SEPARATORS, UTF_16, decoded
from etl.read.formats.tables.excel import read_sheet

Grid = list[tuple[int, list[str]]]  # rows that hold something, with their number as a person counts them


def rows_of_sheet(path: Path, table: Table) -> Grid:
    """Read the rows of a sheet from the header on; raise UserError."""
    cells = read_sheet(path, table.sheet).cells
    rows = [(at, [cell or "" for cell in row]) for at, row in enumerate(cells.iter_rows(), start=1)]
    return _from_header(rows, path, table)


def rows_of_text(path: Path, table: Table) -> Grid:
    """Read the rows of a text from the header on, by the separator that parts the first into most cells.

    Rows are counted as Excel shows them: a cell may hold several lines.
    """
    with path.open("rb") as file:
        unicode = file.read(len(BOM_UTF16_LE)) in UTF_16
    text = decoded(path, "utf-16" if unicode else table.encoding)
    rows: Grid = []
    count = 0
    try:
        for row, cells in enumerate(_reader(text, _separator(text)), start=1):
            count += len(cells) or 1
            if count > MOST_CELLS:
                raise UnreadableError("cells_too_many", path=path, row=row, limit=MOST_CELLS)
            rows.append((row, cells))
    except csv.Error as error:
        raise UnreadableError("csv_broken", path=path, row=len(rows) + 1) from error
    return _from_header(rows, path, table)


def _separator(text: str) -> str:
    return max(SEPARATORS, key=lambda separator: len(next(_reader(text, separator, strict=False), [])))


def _reader(text: str, separator: str, *, strict: bool = True) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def _from_header(rows: Grid, path: Path, table: Table) -> Grid:
    rows = [(row, cells) for row, cells in rows if row >= table.header_row and any(cell.strip() for cell in cells)]
    if not rows or rows[0][0] != table.header_row:
        raise UserError("header_missing", path=path, row=table.header_row)
    return _equally_long(rows, path)


def _equally_long(rows: Grid, path: Path) -> Grid:
    """Refuse a row that is longer or shorter than the first; empty cells beyond it do not count."""
    width = len(rows[0][1])
    for row, cells in rows:
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            raise UserError(
                "row_too_short" if len(cells) < width else "row_too_long",
                path=path,
                row=row,
                found=cells[0],
                cells=len(cells),
                columns=width,
            )
    return [(row, cells[:width]) for row, cells in rows]
