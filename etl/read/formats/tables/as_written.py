"""The rows of a CSV or a workbook as they stand, header and all: exports of survey tools have several of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.grid import Grid, Row
from etl.read.formats.tables.csv import best_separator, grid_of_text
from etl.read.formats.tables.encoding import decoded
from etl.read.formats.tables.excel import grid_of_sheet
from etl.read.formats.tables.whole import check_letters
from etl.read.formats.tables.workbooks.ods import OdsBook
from etl.read.formats.tables.workbooks.sheets import Book
from etl.read.formats.tables.workbooks.xls import XlsBook
from etl.read.formats.tables.workbooks.xlsx import XlsxBook


def rows_of_text(path: Path, table: Table) -> Sequence[Row]:
    """Read the rows of a text from the header on, by the separator that parts the first into most cells."""
    text = decoded(path, table.encoding)
    check_letters(path, text)
    return _from_header(grid_of_text(path, text, best_separator(text)), table)


def _rows_of_sheet(path: Path, table: Table, opened: Callable[[Path], Book]) -> Sequence[Row]:
    return _from_header(grid_of_sheet(path, table, opened), table)


rows_of_xlsx = partial(_rows_of_sheet, opened=XlsxBook)
rows_of_xls = partial(_rows_of_sheet, opened=XlsBook)
rows_of_ods = partial(_rows_of_sheet, opened=OdsBook)


def _from_header(grid: Grid, table: Table) -> Sequence[Row]:
    rows = [row for row in grid.rows if row[0] >= table.header_row]
    if not rows or rows[0][0] != table.header_row:
        raise UserError("header_missing", path=grid.path, row=table.header_row)
    return _equally_long(rows, grid.path)


def _equally_long(rows: Sequence[Row], path: Path) -> Sequence[Row]:
    """Refuse a row that is longer or shorter than the first; empty cells beyond it do not count."""
    width = len(rows[0][1])
    for row, cells in rows:
        if len(cells) < width:
            raise UserError(
                "row_too_short", path=path, row=row, found=cells[0], cells=len(cells), columns=width, number=row
            )
        if any(cells[width:]):
            raise UserError("row_too_long", path=path, row=row, found=cells[0], cells=len(cells), columns=width)
    return [(row, cells[:width]) for row, cells in rows]
