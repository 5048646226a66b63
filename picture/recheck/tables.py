"""Tables of numbers with their keys: the sheet behind a chart, and the sheets of a workbook of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import product, starmap
from typing import Any

import python_calamine

from contract.cell_key import read_key
from contract.codes import Language
from contract.errors import UserError
from picture.export.office_file import OfficeFile, office_file
from picture.recheck.found import FoundFile, FoundNumber, FoundPart, MadeFrom
from picture.text.words import word

COLUMN_HEADS = {  # what we need of a table -> keys of the words in its head, beside the names of the chart's own sheet
    "key": ("export_key",),
    "value": ("column_value",),
    "low": ("export_low",),
    "high": ("export_high",),
    "name": ("column_indicator",),
    "area": ("column_area",),
    "edition": ("export_edition",),
    "version": ("export_version",),
    "build": ("export_build",),
}
NEEDED = ("key", "value")
SheetLine = Sequence[Any]


@dataclass(frozen=True, slots=True)
class KeyedTable:
    """A table with a column of keys: where its columns stand, and its rows."""

    columns: dict[str, int]
    rows: Sequence[SheetLine]

    def numbers(self) -> Iterator[FoundNumber]:
        """Yield each number whose key is one."""
        for row in self.rows:
            key = read_key(self.text(row, "key"))
            if key is not None:
                name = ", ".join(text for text in (self.text(row, "name"), self.text(row, "area")) if text)
                value, low, high = (self._number(row, end) for end in ("value", "low", "high"))
                yield FoundNumber(key, name, value, low, high)

    def text(self, row: SheetLine, column: str) -> str:
        """Return what stands in a column; a whole number without its decimal point."""
        place = self.columns.get(column)
        cell = "" if place is None or place >= len(row) else row[place]
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)

    def _number(self, row: SheetLine, column: str) -> float | None:
        place = self.columns.get(column)
        cell = None if place is None or place >= len(row) else row[place]
        return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def read_sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Read every sheet of a workbook; raise UserError where it cannot be read."""
    if office_file(content) is OfficeFile.DECK:
        raise UserError("kept_file_foreign")
    try:
        book = python_calamine.load_workbook(BytesIO(content))
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except Exception as error:  # the one guard around this reader: a damaged file may raise anything
        raise UserError("kept_file_broken") from error


def keyed_table(rows: Sequence[SheetLine]) -> KeyedTable | None:
    """Find the table of a sheet by its head, in any of our languages; None where it has none of ours."""
    for place, row in enumerate(rows):
        found = _columns([str(cell) for cell in row])
        if all(name in found for name in NEEDED):
            return KeyedTable(found, rows[place + 1 :])
    return None


def _columns(heads: list[str]) -> dict[str, int]:
    """Find the place of each column that we need, the first one where two have the same head."""
    places = {name: [heads.index(one) for one in texts if one in heads] for name, texts in _heads().items()}
    return {name: min(found) for name, found in places.items() if found}


def read_workbook(content: bytes) -> FoundFile:
    """Find our numbers in a workbook; raise UserError where it cannot be read."""
    sheets = read_sheets(content)
    tables = {name: keyed_table(rows) for name, rows in sheets.items()}
    parts = [_part(name, table) for name, table in tables.items() if table is not None]
    if not parts:
        raise UserError("kept_file_foreign")
    return FoundFile(tuple(parts), foreign=0)


def _part(name: str, table: KeyedTable) -> FoundPart:
    first = table.rows[0] if table.rows else ()
    made_from = MadeFrom(*(table.text(first, column) for column in ("edition", "version", "build")))
    return FoundPart(None, name, made_from, tuple(table.numbers()))


@cache
def _heads() -> dict[str, frozenset[str]]:
    return {name: frozenset({name, *starmap(word, product(keys, Language))}) for name, keys in COLUMN_HEADS.items()}
