"""XLSX: the cells by a library, and from the parts of the file what it leaves out: formats, errors, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import IO
from zipfile import ZipFile

import python_calamine
from lxml import etree

from etl.read.formats.grid import Block, Grid, Look
from etl.read.formats.limits import MOST_UNPACKED, UnreadableError, look_at_size
from etl.read.formats.tables.workbooks.number_formats import Shown, built_in, date_text, number_text, shown
from etl.read.formats.tables.workbooks.sheets import FORMULA, Tab, grid_of

COLUMN = re.compile(r"[A-Z]{1,3}")
DIGITS = "0123456789"
LETTERS = 26
PLAIN = Shown()
TEXTS = "sharedStrings.xml"
COUNT = re.compile(rb'\buniqueCount="(\d+)"')  # of texts, each of which takes several bytes
HEAD = 4096  # bytes of a part that hold its root element
VISIBLE = (None, "visible")


@dataclass(slots=True)
class _Seen:
    """What the parts of a sheet say of its cells, by row and column from 1."""

    rows: int = 0
    first: int = 0
    last: int = 0
    formats: dict[tuple[int, int], Shown] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)  # where the library gives none
    no_result: list[tuple[int, int]] = field(default_factory=list)


class XlsxBook:
    """An XLSX file (also XLSM), looked at before room is made for its cells."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with ZipFile(path) as parts:
            _look_at_parts(path, parts)
            found = list(_sheets(parts))
            self._formats = _formats(parts)
        self.tabs: Sequence[Tab] = [tab for tab, _ in found]
        self._parts = {tab.name: part for tab, part in found}

    def read(self, name: str, mark: str, rows: int | None = None) -> Grid:
        """Return the cells of a sheet as text, numbers with this decimal mark; or of its first rows."""
        seen = self._seen(name)
        sheet = python_calamine.load_workbook(self.path).get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=False, nrows=rows)
        height = min(seen.rows, rows or seen.rows)
        cells = [_line(values[row - 1] if row <= len(values) else (), seen, row, mark) for row in range(1, height + 1)]
        looks = dict(_with_decimals(values))
        looks |= {place: one.look for place, one in seen.formats.items() if one.look}
        looks |= dict.fromkeys(seen.no_result, Look.NO_RESULT)
        return grid_of(self.path, cells, looks, [_block(*ends) for ends in sheet.merged_cell_ranges or ()])

    def is_empty(self, name: str) -> bool:
        """Return whether no cell of a sheet holds anything."""
        return not self._seen(name).rows

    def _seen(self, name: str) -> _Seen:
        """Look at every cell of a sheet once: the dimension that it declares may be wrong."""
        seen = _Seen()
        with ZipFile(self.path) as parts, parts.open(self._parts[name]) as file:
            for row, cells in _rows(file):
                columns = [column for column, _ in cells]
                seen.rows = max(seen.rows, row)
                seen.first = min(seen.first or columns[0], *columns)
                seen.last = max(seen.last, *columns)
                look_at_size(self.path, seen.rows, seen.last - seen.first + 1)
                _note(seen, row, cells, self._formats)
        return seen


def _note(seen: _Seen, row: int, cells: Sequence[tuple[int, etree._Element]], formats: Mapping[str, Shown]) -> None:
    """Keep what the library does not tell: number formats, errors, formulas without a result."""
    for column, cell in cells:
        kind = cell.get("t", "n")
        style = formats.get(cell.get("s", "0"))
        if style and kind == "n":  # a text has no number format, whatever its style
            seen.formats[row, column] = style
        if kind == "e":
            seen.texts[row, column] = cell.findtext("{*}v") or "#VALUE!"
        elif kind != "str" and cell[0].tag.endswith("}f") and not cell.findtext("{*}v"):
            seen.texts[row, column] = FORMULA
            seen.no_result.append((row, column))


def _with_decimals(values: Sequence[Sequence[object]]) -> Iterator[tuple[tuple[int, int], Look]]:
    for row, cells in enumerate(values, start=1):
        for column, value in enumerate(cells, start=1):
            if isinstance(value, float) and not value.is_integer():
                yield (row, column), Look.DECIMALS


def _line(values: Sequence[object], seen: _Seen, row: int, mark: str) -> list[str]:
    """Write a row of cells as text; the library ends a row, and a sheet, before cells of which it knows no value."""
    padded = [*values, *[""] * (seen.last - len(values))]
    return [
        seen.texts.get((row, column)) or _text(value, seen.formats.get((row, column), PLAIN), mark)
        for column, value in enumerate(padded, start=1)
    ]


def _text(value: object, style: Shown, mark: str) -> str:
    """Write a cell as text: an error as Excel shows it, a date as far as its format shows it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(float(value), mark, style.digits)
    return date_text(value, style.precision) if isinstance(value, date | time | timedelta) else str(value)


def _block(first: tuple[int, int], last: tuple[int, int]) -> Block:
    return Block(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)


def _look_at_parts(path: Path, parts: ZipFile) -> None:
    size = sum(part.file_size for part in parts.infolist())
    if size > MOST_UNPACKED:
        raise UnreadableError("workbook_too_large", path=path, megabytes=MOST_UNPACKED // 1024**2)
    for part in parts.infolist():
        with parts.open(part) as file:
            stated = COUNT.search(file.read(HEAD)) if part.filename.endswith(TEXTS) else None
        if stated and int(stated[1]) > part.file_size:
            raise UnreadableError("workbook_unreadable", path=path)  # the library would make room for as many


def _folder(parts: ZipFile) -> str:
    """Return where the parts of the workbook stand: Excel puts them into a folder, some programs at the top."""
    return "" if "workbook.xml" in parts.namelist() else "xl/"


def _sheets(parts: ZipFile) -> Iterator[tuple[Tab, str]]:
    """Yield every sheet of cells with its part, in the order of the tabs; charts have sheets of their own."""
    folder = _folder(parts)
    relations = {one.get("Id"): one for one in _xml(parts, f"{folder}_rels/workbook.xml.rels")}
    for one in _xml(parts, f"{folder}workbook.xml").iterfind("{*}sheets/{*}sheet"):
        relation = relations[next(value for key, value in one.attrib.items() if key.endswith("}id"))]
        target = relation.get("Target", "")
        if relation.get("Type", "").endswith("/worksheet"):
            part = target.lstrip("/") if target.startswith("/") else f"{folder}{target}"
            yield Tab(one.get("name", ""), one.get("state") in VISIBLE), part


def _xml(parts: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(parts.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _rows(file: IO[bytes]) -> Iterator[tuple[int, list[tuple[int, etree._Element]]]]:
    """Yield every row with the columns and elements of its cells that hold something.

    A row or a cell without an address follows the last.
    """
    row = 0
    for _, element in etree.iterparse(file, tag="{*}row", resolve_entities=False, no_network=True):
        row = int(element.get("r", row + 1))
        column = 0
        cells = []
        for cell in element.iterchildren("{*}c"):
            letters = cell.get("r", "").rstrip(DIGITS)
            column = _number(letters) if letters else column + 1
            if len(cell):
                cells.append((column, cell))
        if cells:
            yield row, cells
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


@cache
def _number(letters: str) -> int:
    """Return the number of a column: A = 1, AA = 27."""
    if not COLUMN.fullmatch(letters):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def _formats(parts: ZipFile) -> dict[str, Shown]:
    """Return what each cell style makes of a number, where it makes anything of it."""
    name = f"{_folder(parts)}styles.xml"
    if name not in parts.namelist():
        return {}
    styles = _xml(parts, name)
    own = {one.get("numFmtId"): shown(one.get("formatCode", "")) for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    cells = [one.get("numFmtId", "0") for one in styles.iterfind("{*}cellXfs/{*}xf")]
    every = {str(place): own.get(number) or built_in(int(number)) for place, number in enumerate(cells)}
    return {style: one for style, one in every.items() if one != Shown()}
