"""XLS: workbooks of Excel 97 to 2003, which many offices still publish."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import xlrd

from etl.read.formats.grid import Block, Grid, Look
from etl.read.formats.limits import look_at_size
from etl.read.formats.tables.workbooks.number_formats import Shown, date_text, number_text, shown
from etl.read.formats.tables.workbooks.sheets import Tab, grid_of

NOTHING = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
SHOWN = 0  # of a sheet's visibility


class XlsBook:
    """An XLS file with the formats of its cells."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with Path("/dev/null").open("w") as nowhere:
            self._book = xlrd.open_workbook(path, formatting_info=True, logfile=nowhere)
        self.tabs: Sequence[Tab] = [Tab(one.name, one.visibility == SHOWN) for one in self._book.sheets()]
        self._formats = [shown(self._book.format_map[one.format_key].format_str) for one in self._book.xf_list]

    def read(self, name: str, mark: str, rows: int | None = None) -> Grid:
        """Return the cells of a sheet as text, numbers with this decimal mark; or of its first rows."""
        sheet = self._book.sheet_by_name(name)
        height = min(sheet.nrows, rows or sheet.nrows)
        look_at_size(self.path, height, sheet.ncols)
        looks: dict[tuple[int, int], Look] = {}
        cells = []
        for row in range(height):
            line = [""] * sheet.ncols
            for column, cell in enumerate(sheet.row(row)):
                style = self._formats[cell.xf_index] if cell.xf_index is not None else Shown()
                line[column] = self._text(cell, style, mark)
                if cell.ctype == xlrd.XL_CELL_NUMBER and not float(cell.value).is_integer():
                    looks[row + 1, column + 1] = Look.DECIMALS
                if style.look and cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                    looks[row + 1, column + 1] = style.look
            cells.append(line)
        merged = [Block(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        return grid_of(self.path, cells, looks, merged)

    def is_empty(self, name: str) -> bool:
        """Return whether no cell of a sheet holds anything."""
        sheet = self._book.sheet_by_name(name)
        return all(cell.ctype in NOTHING for cell in chain.from_iterable(sheet.get_rows()))

    def _text(self, cell: xlrd.sheet.Cell, style: Shown, mark: str) -> str:
        match cell.ctype:
            case xlrd.XL_CELL_DATE:
                return date_text(xlrd.xldate_as_datetime(cell.value, self._book.datemode), style.precision)
            case xlrd.XL_CELL_NUMBER:
                return number_text(cell.value, mark, style.digits)
            case xlrd.XL_CELL_BOOLEAN:
                return "true" if cell.value else "false"
            case xlrd.XL_CELL_ERROR:
                return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
        return str(cell.value).strip()
