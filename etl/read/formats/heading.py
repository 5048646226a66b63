"""The row with the names of the columns: which it is, and what is said where a column has no name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contract.errors import UserError
from etl.read.formats.grid import Block, Grid, Row
from etl.read.formats.table import ROWS_OF_A_HEADER

NUMBER = re.compile(r"[+\-−]?[\d \u00a0\u2009\u202f.,'’]*\d\s*%?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: place (from 1) = name; of those without a name, the error to raise if nobody wants it."""

    names: Mapping[int, str]
    nameless: Mapping[str, UserError]


def find_heading(grid: Grid, header_row: int) -> Row:
    """Return the first row from `header_row` on that holds something; raise UserError where it is none, or a title."""
    found = next((row for row in grid.rows if row[0] >= header_row), None)
    if found is None:
        raise UserError("header_missing", path=grid.path, row=header_row)
    row, _ = found
    cells = _with_names_above(grid, found)
    texts = [cell for cell in cells if cell]
    below = [(other, sum(map(bool, under))) for other, under in grid.rows if row < other <= row + ROWS_OF_A_HEADER]
    widest = max((filled for _, filled in below), default=0)
    if len(texts) == 1 and widest > 1:
        likely = next(other for other, filled in below if filled > 1 and filled >= widest / 2)
        raise UserError("header_is_title", path=grid.path, row=row, found=texts[0], header_row=likely)
    return row, cells


def _with_names_above(grid: Grid, heading: Row) -> list[str]:
    """Return the names of a row, also those that stand in cells merged into it from above."""
    row, cells = heading
    names = list(cells)
    for block in grid.merged:
        if block.top < row <= block.bottom and block.left == block.right <= len(names):
            above = next((texts for other, texts in grid.rows if other == block.top), [])
            names[block.left - 1] = above[block.left - 1] if len(above) >= block.left else ""
    return names


def columns(grid: Grid, heading: Row, body: Sequence[Row]) -> Columns:
    """Return the columns that have a name or a value; raise UserError for a name that stands twice.

    A column with values and no name is called by its place ("#3"), so that a card can name it.
    """
    row, cells = heading
    names: dict[int, str] = {}
    nameless: dict[str, UserError] = {}
    for place, name in enumerate(cells, start=1):
        if name in names.values():
            raise UserError("column_name_twice", path=grid.path, row=row, column=name, number=place)
        if name:
            names[place] = name
        elif any(under[place - 1] for _, under in body if len(under) >= place):
            names[place] = f"#{place}"
            nameless[names[place]] = _why_nameless(grid, heading, body, place)
    return Columns(names, nameless)


def is_number(text: str) -> bool:
    """Return whether a cell holds a number, however it is written."""
    return NUMBER.fullmatch(text) is not None


def _why_nameless(grid: Grid, heading: Row, body: Sequence[Row], place: int) -> UserError:
    row, cells = heading
    block = next((block for block in grid.merged if _covers(block, row, place)), None)
    found = cells[block.left - 1] if block else None
    if _more_names_below(body, place):
        return UserError("header_in_several_rows", path=grid.path, row=row, found=found, below=body[0][0])
    if _name_above(grid, row, place):
        found = _name_above(grid, row, place)
        return UserError("header_in_several_rows", path=grid.path, row=row, found=found, below=row)
    return UserError(
        "header_merged" if block else "column_unnamed" if place == 1 else "header_cell_empty",
        path=grid.path,
        row=row,
        found=found,
        number=place,
    )


def _covers(block: Block, row: int, place: int) -> bool:
    return block.top <= row <= block.bottom and block.left < place <= block.right


def _name_above(grid: Grid, row: int, place: int) -> str:
    """Return what the row before the heading has above a place, where it is a row of names and no title."""
    above = next((cells for other, cells in reversed(grid.rows) if other < row), [])
    several = sum(map(bool, above)) > 1
    return above[place - 1] if several and len(above) >= place else ""


def _more_names_below(body: Sequence[Row], place: int) -> bool:
    """Tell whether the row under the heading has words where the rows under it have numbers."""
    first, *others = [cells[place - 1] if len(cells) >= place else "" for _, cells in body[:ROWS_OF_A_HEADER]]
    words = bool(first) and not is_number(first)
    values = [cell for cell in others if cell]
    return words and bool(values) and all(map(is_number, values))
