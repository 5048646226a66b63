"""Workbooks of every format, made in memory: what people do to a sheet, and the table that is read of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import odf.number
import odf.style
import odf.table
import odf.text
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet

from etl.config.layout import Table
from etl.read.formats.files import TABLES
from etl.read.formats.table import ROW, SourceTable

Cell = str | float | date | None
Rows = Sequence[Sequence[Cell]]
Merge = tuple[int, int, int, int]  # top, left, bottom, right from 0, both ends included


def xlsx(sheets: Mapping[str, Rows], *, hidden: str = "", merge: Sequence[Merge] = (), form: str = "") -> bytes:
    """An XLSX file; in the first sheet, cells are merged and numbers have the format `form`."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "yyyy-mm-dd"}) as book:
        look = book.add_format({"num_format": form}) if form else None
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(row, column, cell, None if isinstance(cell, str) else look)
            if name == hidden:
                sheet.hide()
        for top, left, bottom, right in merge:
            rows = next(iter(sheets.values()))
            book.worksheets()[0].merge_range(top, left, bottom, right, rows[top][left])
        book.worksheets()[-1 if hidden != next(reversed(sheets)) else 0].activate()
    return made.getvalue()


def xls(sheets: Mapping[str, Rows], *, hidden: str = "", merge: Sequence[Merge] = (), form: str = "") -> bytes:
    """An XLS file, as `xlsx`."""
    book = xlwt.Workbook()
    look = xlwt.XFStyle()
    look.num_format_str = form or "General"
    for name, rows in sheets.items():
        sheet = book.add_sheet(name, cell_overwrite_ok=True)
        sheet.visibility = int(name == hidden)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell, look if not isinstance(cell, str) else xlwt.XFStyle())
        for top, left, bottom, right in merge if name == next(iter(sheets)) else ():
            sheet.write_merge(top, bottom, left, right, rows[top][left])
    book.active_sheet = next(place for place, name in enumerate(sheets) if name != hidden)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ods(sheets: Mapping[str, Rows], *, hidden: str = "", merge: Sequence[Merge] = (), form: str = "") -> bytes:
    """An ODS file, as `xlsx`; of formats it knows "0.0%" and those of dates."""
    book = OpenDocumentSpreadsheet()
    out_of_sight = odf.style.Style(name="out", family="table")
    out_of_sight.addElement(odf.style.TableProperties(display="false"))
    book.automaticstyles.addElement(out_of_sight)
    for name, rows in sheets.items():
        style = {"stylename": out_of_sight} if name == hidden else {}
        sheet = odf.table.Table(name=name, **style)
        blocks = merge if name == next(iter(sheets)) else ()
        spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in blocks}
        for row, cells in enumerate(rows):
            line = odf.table.TableRow()
            for column, cell in enumerate(cells):
                line.addElement(_ods_cell(cell, form, spans.get((row, column))))
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _ods_cell(cell: Cell, form: str, span: tuple[int, int] | None) -> odf.element.Element:
    also = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]} if span else {}
    if cell is None:
        return odf.table.TableCell(**also)
    match cell:
        case str():
            made = odf.table.TableCell(valuetype="string", **also)
        case date():
            made = odf.table.TableCell(valuetype="date", datevalue=cell.isoformat(), **also)
        case _:
            made = odf.table.TableCell(valuetype="percentage" if "%" in form else "float", value=cell, **also)
    shown = f"{cell.year}" if isinstance(cell, date) and form == "yyyy" else str(cell)
    made.addElement(odf.text.P(text=shown))
    return made


def csv(sheets: Mapping[str, Rows], *, separator: str = ",", **_: object) -> bytes:
    """A CSV file of the first sheet; what a CSV file does not have is left out."""
    rows = next(iter(sheets.values()))
    lines = (separator.join("" if cell is None else str(cell) for cell in cells) for cells in rows)
    return "".join(f"{line}\n" for line in lines).encode()


MAKERS: dict[str, Callable[..., bytes]] = {".csv": csv, ".xlsx": xlsx, ".xls": xls, ".ods": ods}
WORKBOOKS = [".xlsx", ".xls", ".ods"]


def read(folder: Path, suffix: str, content: bytes, **table: object) -> SourceTable:
    """Read a file of this format as a card with this [table] would have it read."""
    path = folder / f"file{suffix}"
    path.write_bytes(content)
    return TABLES[suffix].read(path, Table(**table))


def rows_of(raw: SourceTable) -> list[tuple[object, ...]]:
    """Return the rows of a table without their numbers."""
    return raw.frame.drop(ROW).rows()
