"""A table whose columns are categories: PxWeb's Excel and CSV, pivot tables. It is read in its long form.

Rows are named by the columns of the stub, whose labels may stand only where they change; columns by one heading row per
variable, whose labels may stand only where they begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.grid import Grid, Look, Row
from etl.read.formats.notes_under import table_rows
from etl.read.formats.table import ROW, VALUE, SourceTable

LETTERS = 26


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value with its names, and its place in the file."""

    labels: tuple[str, ...]  # of stub and heading
    text: str
    row: int
    column: int


def as_long_table(grid: Grid, table: Table) -> SourceTable:
    """Return one row for each value, with the variables of the card as columns; raise UserError with the row."""
    if not table.stub or not table.heading or VALUE in (*table.stub, *table.heading):
        raise UserError("stub_and_heading", path=grid.path, stub=list(table.stub), heading=list(table.heading))
    rows = [row for row in grid.rows if row[0] >= table.header_row and row[0] not in table.skip_rows]
    heading = rows[: len(table.heading)]
    width = len(table.stub)
    if not heading or not any(any(cells[width:]) for _, cells in heading):
        wider = next((row for row, cells in rows if any(cells[width:])), None)
        raise UserError("heading_empty", path=grid.path, row=table.header_row, found=wider, columns=width)
    _check_stub(grid, heading[-1], table)
    body = table_rows(grid, rows[len(heading) :], lambda cells: any(cells[width:]))
    if table.rows is not None and len(body) != table.rows:
        raise UserError("rows_not_as_declared", path=grid.path, found=len(body), rows=table.rows)
    names = _names_of_columns(grid, heading, body, width)
    return _long(grid, table, list(_values(grid, body, names, width)))


def _check_stub(grid: Grid, lowest: Row, table: Table) -> None:
    """Refuse a card that names the columns of the stub otherwise than the file does; PxWeb's Excel has no names."""
    row, cells = lowest
    for said, stands in zip(table.stub, cells, strict=False):
        if stands and stands != said:
            raise UserError("stub_of_other_name", path=grid.path, row=row, found=stands, name=said)


def _names_of_columns(
    grid: Grid, heading: Sequence[Row], body: Sequence[Row], width: int
) -> dict[int, tuple[str, ...]]:
    """Return place (from 1) = a label of every variable of the heading, for the columns that have values."""
    names: dict[int, tuple[str, ...]] = {}
    last = [""] * len(heading)
    for place in range(width + 1, max(len(cells) for _, cells in (*heading, *body)) + 1):
        labels = [_at(cells, place) for _, cells in heading]
        if not labels[-1]:
            if any(_at(cells, place) for _, cells in body):
                raise UserError("heading_label_missing", path=grid.path, row=heading[-1][0], column=letters(place))
            continue
        last = _carried(last, labels) or _missing(grid, heading[-1][0], place)
        if tuple(last) in names.values():
            raise UserError("heading_twice", path=grid.path, row=heading[-1][0], column=letters(place), found=last)
        names[place] = tuple(last)
    return names


def _carried(before: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Return the labels of a place, outer ones from the place before where they are blank; [] where one is missing.

    An inner label holds only as long as the outer ones do.
    """
    first = next((at for at, label in enumerate(labels) if label), len(labels))
    found = [*before[:first], *labels[first:]]
    return found if all(found) else []


def _missing(grid: Grid, row: int, place: int) -> list[str]:
    raise UserError("heading_label_missing", path=grid.path, row=row, column=letters(place))


def _values(grid: Grid, body: Sequence[Row], names: Mapping[int, tuple[str, ...]], width: int) -> Iterator[_Cell]:
    last = [""] * width
    for row, cells in body:
        labels = [_at(cells, place) for place in range(1, width + 1)]
        if not any(cells[width:]) and not labels[-1]:  # the label of the rows below, in a row of its own
            first = next(at for at, label in enumerate(labels) if label)
            last = [*last[:first], *labels[first:]]
            continue
        last = _carried(last, labels)
        if not last or not labels[-1]:
            raise UserError("stub_label_missing", path=grid.path, row=row, found=labels)
        for place, of_column in names.items():
            yield _Cell((*last, *of_column), _at(cells, place), row, place)


def _long(grid: Grid, table: Table, cells: Sequence[_Cell]) -> SourceTable:
    names = (*table.stub, *table.heading)
    columns = {name: [cell.labels[at] for cell in cells] for at, name in enumerate(names)}
    frame = pl.DataFrame(
        {ROW: range(1, len(cells) + 1), **columns, VALUE: [cell.text or None for cell in cells]},
        schema={ROW: pl.Int64} | dict.fromkeys((*names, VALUE), pl.String),
    )
    looks: dict[Look, dict[str, list[int]]] = {look: {VALUE: []} for look in Look}
    for at, cell in enumerate(cells, start=1):
        look = grid.looks.get((cell.row, cell.column))
        if look:
            looks[look][VALUE].append(at)
        if look == Look.NO_RESULT:
            raise UserError("formula_without_result", path=grid.path, row=cell.row, column=letters(cell.column))
    places = [(cell.row, letters(cell.column)) for cell in cells]
    return SourceTable(grid.path, frame, table.mark, table.thousands, looks=looks, places=places)


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place - 1] if len(cells) >= place else ""


def letters(place: int) -> str:
    """Return the letters by which a sheet calls a column: 1 = A, 27 = AA."""
    found = ""
    while place:
        place, rest = divmod(place - 1, LETTERS)
        found = chr(ord("A") + rest) + found
    return found
