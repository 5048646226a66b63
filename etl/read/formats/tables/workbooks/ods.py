"""ODS: workbooks of LibreOffice and of offices that publish open formats, read from their one part of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from etl.read.formats.grid import Block, Grid, Look
from etl.read.formats.limits import MOST_CELLS, MOST_UNPACKED, UnreadableError
from etl.read.formats.tables.workbooks.number_formats import Precision, date_text, number_text
from etl.read.formats.tables.workbooks.sheets import FORMULA, Tab, grid_of

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
}
NUMBERS = ("float", "currency", "percentage")
MOST_COLUMNS = 16_384
TIMES = ("date", "time")


def _name(prefixed: str) -> str:
    prefix, name = prefixed.split(":")
    return f"{{{NAMES[prefix]}}}{name}"


BLANK = frozenset(map(_name, ("text:s", "text:line-break", "text:tab")))


def _get(element: etree._Element, prefixed: str, otherwise: str = "") -> str:
    return element.get(_name(prefixed)) or otherwise


class OdsBook:
    """An ODS file, whose sheets all stand in content.xml."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise UnreadableError("workbook_too_large", path=path, megabytes=MOST_UNPACKED // 1024**2)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            content = etree.fromstring(parts.read("content.xml"), parser)
        self._tables = {_get(one, "table:name"): one for one in content.iter(_name("table:table"))}
        hidden = {_get(one, "style:name") for one in _hidden_styles(content)}
        self.tabs: Sequence[Tab] = [
            Tab(name, _get(one, "table:style-name") not in hidden) for name, one in self._tables.items()
        ]
        self._scaled = _scaled_styles(content)

    def read(self, name: str, mark: str, rows: int | None = None) -> Grid:
        """Return the cells of a sheet as text, numbers with this decimal mark; or of its first rows."""
        cells: list[list[str]] = []
        looks: dict[tuple[int, int], Look] = {}
        merged: list[Block] = []
        styles = self._columns(name)
        for row, line in self._lines(name):
            if rows is not None and row > rows:
                break
            cells += [[] for _ in range(row - len(cells))]
            for column, cell in line:
                cells[row - 1] += [""] * (column - len(cells[row - 1]))
                cells[row - 1][column - 1] = _text(cell, mark)
                look = self._look(cell, styles[column - 1] if column <= len(styles) else "")
                if look and cells[row - 1][column - 1]:
                    looks[row, column] = look
                merged += _blocks(cell, row, column)
        width = max(map(len, cells), default=0)
        return grid_of(self.path, [line + [""] * (width - len(line)) for line in cells], looks, merged)

    def is_empty(self, name: str) -> bool:
        """Return whether no cell of a sheet holds anything."""
        return next(self._lines(name), None) is None

    def _lines(self, name: str) -> Iterator[tuple[int, list[tuple[int, etree._Element]]]]:
        """Yield the rows that hold something with their cells, each as often as it is repeated."""
        row = 0
        held = 0
        for element in self._tables[name].iter(_name("table:table-row")):
            times = int(_get(element, "table:number-rows-repeated", "1"))
            line = list(self._cells(element, MOST_CELLS - held))
            for _ in range(times if line else 0):
                row += 1
                held += line[-1][0]
                if held > MOST_CELLS or row > MOST_CELLS:
                    raise UnreadableError("cells_too_many", path=self.path, row=row, limit=MOST_CELLS)
                yield row, line
            row += 0 if line else times

    def _cells(self, row: etree._Element, most: int) -> Iterator[tuple[int, etree._Element]]:
        column = 0
        for cell in row.iterchildren(_name("table:table-cell"), _name("table:covered-table-cell")):
            times = int(_get(cell, "table:number-columns-repeated", "1"))
            holds = (len(cell) and cell.tag == _name("table:table-cell")) or _get(cell, "table:formula")
            if holds and column + times > most:
                raise UnreadableError("cells_too_many", path=self.path, limit=MOST_CELLS)
            if holds:
                yield from ((column + at, cell) for at in range(1, times + 1))
            column += times

    def _columns(self, name: str) -> list[str]:
        """Return the style of every column, which a cell without one of its own has."""
        styles: list[str] = []
        for one in self._tables[name].iter(_name("table:table-column")):
            times = int(_get(one, "table:number-columns-repeated", "1"))
            styles += [_get(one, "table:default-cell-style-name")] * min(times, MOST_COLUMNS - len(styles))
        return styles

    def _look(self, cell: etree._Element, column: str) -> Look | None:
        kind = _get(cell, "office:value-type")
        if _get(cell, "table:formula") and not kind:
            return Look.NO_RESULT
        if kind == "percentage":
            return Look.PERCENT
        if kind in TIMES:
            return Look.DATE
        if _get(cell, "table:style-name", column) in self._scaled:
            return Look.THOUSANDS
        return Look.DECIMALS if kind == "float" and "." in _get(cell, "office:value") else None


def _hidden_styles(content: etree._Element) -> Iterator[etree._Element]:
    for one in content.iter(_name("style:table-properties")):
        if _get(one, "table:display") == "false":
            yield one.getparent()


def _scaled_styles(content: etree._Element) -> set[str]:
    """Return the cell styles that show a number divided by 1,000."""
    scaled = {
        _get(one.getparent(), "style:name")
        for one in content.iter(_name("number:number"))
        if _get(one, "number:display-factor", "1") != "1"
    }
    return {
        _get(one, "style:name")
        for one in content.iter(_name("style:style"))
        if _get(one, "style:data-style-name") in scaled
    }


def _blocks(cell: etree._Element, row: int, column: int) -> Iterator[Block]:
    down = int(_get(cell, "table:number-rows-spanned", "1"))
    across = int(_get(cell, "table:number-columns-spanned", "1"))
    if down > 1 or across > 1:
        yield Block(row, column, row + down - 1, column + across - 1)


def _text(cell: etree._Element, mark: str) -> str:
    """Write a cell as text: a number in full, a date as far as the cell shows it; comments are no part of a cell."""
    kind = _get(cell, "office:value-type")
    if _get(cell, "table:formula") and not kind:
        return FORMULA
    texts = (_paragraph(one) for one in cell.iterchildren(_name("text:p")))
    displayed = " ".join(texts).strip()
    if kind in NUMBERS:
        digits = len(displayed) if re.fullmatch(r"0\d+", displayed) else 0
        return number_text(float(_get(cell, "office:value")), mark, digits)
    if kind == "boolean":
        return _get(cell, "office:boolean-value")
    if kind == "date":
        return _date(_get(cell, "office:date-value"), displayed)
    return displayed


def _paragraph(element: etree._Element) -> str:
    """Return the text of a paragraph; spaces and line ends stand in elements of their own."""
    text = element.text or ""
    for one in element:
        if one.tag in BLANK:
            text += " "
        elif one.tag != _name("office:annotation"):
            text += _paragraph(one)
        text += one.tail or ""
    return text


def _date(written: str, displayed: str) -> str:
    if re.fullmatch(r"\d{4}", displayed):
        return displayed
    if re.fullmatch(r"\d{4}-\d{2}", displayed):
        return date_text(date.fromisoformat(written[:10]), Precision.MONTH)
    return written.removesuffix("T00:00:00")
