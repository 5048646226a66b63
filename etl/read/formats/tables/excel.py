"""Workbooks of every format: the sheet is chosen, then read like any other cells in rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from etl.config.layout import Table
from etl.read.formats.grid import Grid
from etl.read.formats.limits import guarded_read
from etl.read.formats.rectangle import as_table
from etl.read.formats.table import ROWS_OF_A_HEADER, SourceTable
from etl.read.formats.tables.workbooks.choice import chosen, filled_sheets
from etl.read.formats.tables.workbooks.ods import OdsBook
from etl.read.formats.tables.workbooks.sheets import Book
from etl.read.formats.tables.workbooks.xls import XlsBook
from etl.read.formats.tables.workbooks.xlsx import XlsxBook


def grid_of_sheet(path: Path, table: Table, opened: Callable[[Path], Book]) -> Grid:
    """Return the cells of the sheet that a card means; raise UserError."""
    with guarded_read(path, "workbook_unreadable"):
        book = opened(path)
        return book.read(chosen(book, table.sheet), table.mark)


def _read(path: Path, table: Table, opened: Callable[[Path], Book]) -> SourceTable:
    return as_table(grid_of_sheet(path, table, opened), table)


def _names(path: Path, opened: Callable[[Path], Book]) -> Iterator[str]:
    """Yield every cell of the first rows of all sheets that people see."""
    with guarded_read(path, "workbook_unreadable"):
        book = opened(path)
        for name in filled_sheets(book):
            for _, cells in book.read(name, ".", ROWS_OF_A_HEADER).rows:
                yield from (cell for cell in cells if cell)


read_xlsx = partial(_read, opened=XlsxBook)
read_xls = partial(_read, opened=XlsBook)
read_ods = partial(_read, opened=OdsBook)
xlsx_names = partial(_names, opened=XlsxBook)
xls_names = partial(_names, opened=XlsBook)
ods_names = partial(_names, opened=OdsBook)
