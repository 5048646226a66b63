"""The workbook behind a chart, which "Edit data" opens: the published cells, what the chart plots, and the stamp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from contract.cell_key import area_key
from picture.charts.axis import number_format
from picture.query.model import Dataset, Observation
from picture.query.programs.cell_key import cell_key
from picture.query.trend.own_group import OWN_LEVEL
from picture.text.labels import mark

DATA_SHEET = "Data"  # the sheet of the numbers
STAMP_SHEET = "Stamp"  # the sheet that says what a copied chart is
TABLE_COLUMNS = ("name", "value", "low", "high", "n", "status", "code", "key")
NUMBER_COLUMNS = {"value": 1, "low": 2, "high": 3}  # column of the sheet
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # when a chart's workbook was made; the clock would make each file another


@dataclass(frozen=True, slots=True)
class CellRow:
    """One published cell as a line of the table."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    status: str  # the marks of the cell: "[u]"
    code: str  # of the area, group or indicator that the name names
    key: str  # which published cell it is
    pattern: str = "General"  # Excel number format


@dataclass(frozen=True, slots=True)
class CellRef:
    """A number that the chart takes from a published cell of the table, so that editing it there moves the chart."""

    row: int  # of the table, 0 the first
    column: Literal["value", "low", "high"]


Number = float | CellRef | None


@dataclass(frozen=True, slots=True)
class PlotColumn:
    """One column of numbers that a series refers to."""

    head: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class ChartBook:
    """Everything in a workbook but the columns of the series."""

    rows: tuple[CellRow, ...]
    stamp: tuple[tuple[str, str], ...]

    def number(self, one: Number) -> float | None:
        """Return a number, looked up where it stands in the table."""
        if not isinstance(one, CellRef):
            return one
        row = self.rows[one.row]
        return {"value": row.value, "low": row.low, "high": row.high}[one.column]


def area_code(row: Observation) -> str:
    """Return the code of an area as the address has it; an own group of areas has none."""
    return "" if row.area.level == OWN_LEVEL else area_key(row.area.level, row.area.code)


def cell_row(row: Observation, name: str, code: str, dataset: Dataset) -> CellRow:
    """Write a published cell with everything that must travel with its number."""
    pattern = number_format(dataset.indicator(row.indicator), dataset.view.language)
    n = row.n if row.shown else None
    key = "" if row.area.level == OWN_LEVEL else cell_key(row)  # pooled by the reader: no published cell
    return CellRow(name, row.value, row.ci_low, row.ci_high, n, mark(row), code, key, pattern)


def plot_range(column: int, count: int) -> str:
    """Return the cells of a column of numbers: "Data!$J$2:$J$20"; column: 0 the first after the table."""
    place = len(TABLE_COLUMNS) + 1 + column
    first, last = (xl_rowcol_to_cell(line, place, row_abs=True, col_abs=True) for line in (1, max(count, 1)))
    return f"{DATA_SHEET}!{first}:{last}"


def plot_head(column: int) -> str:
    """Return the cell that names a column of numbers."""
    return f"{DATA_SHEET}!{xl_rowcol_to_cell(0, len(TABLE_COLUMNS) + 1 + column, row_abs=True, col_abs=True)}"


def book_bytes(book: ChartBook, columns: Sequence[PlotColumn]) -> bytes:
    """Write the workbook: the table, an empty column, what is plotted; on a second sheet the stamp."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        made.set_properties({"created": UNDATED})
        sheet = made.add_worksheet(DATA_SHEET)
        looks = {
            pattern: made.add_format({"num_format": pattern}) for pattern in sorted({r.pattern for r in book.rows})
        }
        _line(sheet, 0, TABLE_COLUMNS)
        for line, row in enumerate(book.rows, 1):
            _line(sheet, line, (plain(row.name), None, None, None, row.n, row.status, row.code, row.key))
            for number, place in zip((row.value, row.low, row.high), NUMBER_COLUMNS.values(), strict=True):
                if number is not None:
                    sheet.write_number(line, place, number, looks[row.pattern])
        for place, column in enumerate(columns, len(TABLE_COLUMNS) + 1):
            sheet.write_string(0, place, plain(column.head))
            for line, one in enumerate(column.numbers, 1):
                _number(sheet, line, place, one, book)
        stamp = made.add_worksheet(STAMP_SHEET)
        for line, (name, text) in enumerate(book.stamp):
            _line(stamp, line, (name, plain(text)))
    return file.getvalue()


def plain(text: str) -> str:
    """Keep an office program from taking a text for a formula when it is edited; the space is not seen."""
    return f" {text}" if text.startswith(("=", "{=")) else text


def _line(sheet: Any, line: int, cells: Sequence[str | int | None]) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(line, place, cell)
        elif cell is not None:
            sheet.write_number(line, place, cell)


def _number(sheet: Any, line: int, place: int, one: Number, book: ChartBook) -> None:
    value = book.number(one)
    if value is None:
        return
    if isinstance(one, CellRef):
        sheet.write_formula(line, place, f"={xl_rowcol_to_cell(one.row + 1, NUMBER_COLUMNS[one.column])}", None, value)
    else:
        sheet.write_number(line, place, value)
