"""A workbook's sheet, with what its reader does not give: how large it really is, and which cells show per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import fastexcel
import polars as pl
from lxml import etree

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.limits import MOST_UNPACKED, UnreadableError, guarded_read, look_at_size
from etl.read.formats.table import ROW, ROWS_OF_A_HEADER, SourceTable, header_names

PER_CENT = frozenset({"9", "10"})  # built-in formats 0 % and 0.00 %
NOT_SHOWN_AS_SIGN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # texts, escaped letters, fillers, conditions
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
LETTERS = 26


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet as text from row 1 on; of every column, the rows (from 1) that Excel shows as per cent."""

    cells: pl.DataFrame
    percent: Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class _Extent:
    """The rectangle of a sheet that holds values, counted from 1, and its cells shown as per cent."""

    rows: int
    first: int
    last: int
    percent: Sequence[tuple[int, int]]  # row, column


def read_xlsx(path: Path, table: Table) -> SourceTable:
    """Read one sheet of a workbook; raise UserError."""
    sheet = read_sheet(path, table.sheet)
    cells = sheet.cells.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64))
    head = cells.filter(pl.col(ROW) == table.header_row)
    below = cells.filter(pl.col(ROW) > table.header_row)
    used = [name for name in cells.columns[1:] if below[name].count() or head[name].count()]
    if head.is_empty() or not used:
        raise UserError("header_missing", path=path, row=table.header_row)
    names = dict(zip(used, header_names(path, [head[name][0] or "" for name in used], table.header_row), strict=True))
    frame = below.filter(pl.any_horizontal(pl.col(used).is_not_null())).select(ROW, *used)
    percent = {names[column]: rows for column, rows in sheet.percent.items() if column in names}
    return SourceTable(path, frame.rename(names), table.mark, table.thousands, percent=percent)


def xlsx_names(path: Path) -> Iterator[str]:
    """Yield every cell of the first rows of all sheets."""
    for name in sheet_names(path):
        for row in read_sheet(path, name, ROWS_OF_A_HEADER).cells.iter_rows():
            yield from (cell for cell in row if cell)


def sheet_names(path: Path) -> list[str]:
    """Return the names of a workbook's sheets; raise UnreadableError."""
    with guarded_read(path, "workbook_unreadable"), ZipFile(path) as parts:
        _look_at_parts(path, parts)
        return list(_sheets(parts))


def read_sheet(path: Path, name: str | None = None, rows: int | None = None) -> Sheet:
    """Read one sheet (None: the first), or its first rows; raise UserError before a small file takes all memory."""
    names = sheet_names(path)
    if name is not None and name not in names:
        raise UserError("sheet_missing", path=path, found=names, sheet=name)
    with guarded_read(path, "workbook_unreadable"), ZipFile(path) as parts:
        extent = _extent(parts, _sheets(parts)[name or names[0]])
        look_at_size(path, extent.rows, extent.last - extent.first + 1)
        book = fastexcel.read_excel(path)
        sheet = book.load_sheet(
            name or names[0], header_row=None, skip_rows=0, n_rows=rows, dtypes="string", whitespace_as_null=True
        )
        cells = sheet.to_polars().with_columns(pl.all().str.strip_chars())
        return Sheet(cells, _by_column(cells.columns, extent))


def _look_at_parts(path: Path, parts: ZipFile) -> None:
    size = sum(part.file_size for part in parts.infolist())
    if size > MOST_UNPACKED:
        raise UnreadableError("workbook_too_large", path=path, megabytes=MOST_UNPACKED // 1024**2)


def _sheets(parts: ZipFile) -> dict[str, str]:
    """Return the part of every sheet by its name, in the order of the tabs."""
    targets = {one.get("Id"): one.get("Target") for one in _xml(parts, "xl/_rels/workbook.xml.rels")}
    sheets = {}
    for one in _xml(parts, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        relation = next(value for key, value in one.attrib.items() if key.endswith("}id"))
        target = targets[relation]
        sheets[one.get("name")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return sheets


def _xml(parts: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(parts.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _extent(parts: ZipFile, part: str) -> _Extent:
    """Measure a sheet by its cells, each read once: the dimension that it declares may be wrong."""
    styles = _percent_styles(parts)
    rows = 0
    first = 0
    last = 0
    percent = list[tuple[int, int]]()
    with parts.open(part) as file:
        for row, column, style in _cells(file):
            rows = max(rows, row)
            first = min(first or column, column)
            last = max(last, column)
            if style in styles:
                percent.append((row, column))
    return _Extent(rows, first, last, percent)


def _cells(file: object) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and style of every cell that holds something; a cell without an address follows the last."""
    row = 0
    for _, element in etree.iterparse(file, tag="{*}row", resolve_entities=False, no_network=True):
        row = int(element.get("r", row + 1))
        column = 0
        for cell in element.iterchildren("{*}c"):
            place = PLACE.fullmatch(cell.get("r", ""))
            row, column = (int(place[2]), _number(place[1])) if place else (row, column + 1)
            if len(cell):
                yield row, column, cell.get("s", "0")
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _number(letters: str) -> int:
    """Return the number of a column: A = 1, AA = 27."""
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def _percent_styles(parts: ZipFile) -> frozenset[str]:
    """Return the cell styles that show a number times 100 with a per cent sign."""
    if "xl/styles.xml" not in parts.namelist():
        return frozenset()
    styles = _xml(parts, "xl/styles.xml")
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    formats = PER_CENT | {number for number, code in own.items() if "%" in NOT_SHOWN_AS_SIGN.sub("", code)}
    plain = {number for number in own if number not in formats}  # a file may give 9 another meaning
    cells = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(str(place) for place, one in cells if one.get("numFmtId") in formats - plain)


def _by_column(names: Sequence[str], extent: _Extent) -> dict[str, list[int]]:
    """Assign the rows of per cent cells to the columns that were read, the first of which is the first with a value."""
    found: dict[str, list[int]] = {}
    for row, column in extent.percent:
        found.setdefault(names[column - extent.first], []).append(row)
    return found
