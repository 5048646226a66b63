"""A native table with new words in the look of the old one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn

from picture.charts.palette import BETTER, FEWER, MORE, NEITHER_GROUND, WORSE
from picture.export.pptx.about.record import cell_hashes, shape_text
from picture.refresh.carry.words import renewed_text
from picture.refresh.our_slide import RecordedShape

# as DrawingML names them: of plain words, heads and every other row, and those that mean something
OUR_COLOURS = {"tx1", "tx2", "bg1"} | {colour[1:] for colour in (NEITHER_GROUND, BETTER, WORSE, MORE, FEWER)}


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else now."""

    row: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RenewedTable:
    """A table (`a:tbl`), what has changed in it, and whether cells that a reader has written were left."""

    element: Any
    changes: tuple[CellChange, ...]
    left: bool


def same_columns(kept: RecordedShape, fresh: RecordedShape) -> bool:
    """Return whether a table has the columns that it had when we wrote it, and still has all of these."""
    if kept.shape is None:
        return True
    first = kept.cells[0] if kept.cells else ()
    rows = kept.element.iter(qn("a:tr"))
    return first == fresh.cells[0] and all(len(row.findall(qn("a:tc"))) == len(first) for row in rows)


def renewed_table(kept: RecordedShape, fresh: RecordedShape, kept_part: Any, fresh_part: Any) -> RenewedTable:
    """Write the words of a fresh table into a kept one of the same columns.

    A table that says what we wrote takes the rows of the fresh one, also where these are more or fewer. In one that a
    reader has written in, those cells get new words that have ours, in rows that both have.
    """
    old, new = (shape.element.find(f".//{qn('a:tbl')}") for shape in (kept, fresh))
    rows, fresh_rows = (table.findall(qn("a:tr")) for table in (old, new))
    made = deepcopy(old)
    if kept.untouched:
        _all_rows(made, fresh_rows, kept_part, fresh_part)
        left = False
    else:
        left = _own_cells(made, kept.cells, fresh_rows, kept_part, fresh_part)
    return RenewedTable(made, tuple(_changes(rows, made.findall(qn("a:tr")))), left)


def _all_rows(table: Any, fresh: Sequence[Any], kept_part: Any, fresh_part: Any) -> None:
    """Write every row anew; each in the look of the row that began with the same words, else of that at its place."""
    old = table.findall(qn("a:tr"))
    looks = {_first(row): row for row in reversed(old)}
    for place, row in enumerate(fresh):
        made = deepcopy(looks.get(_first(row), old[min(place, len(old) - 1)]))
        if len(fresh) > len(old):
            made.set("h", row.get("h"))
        for cell, words in zip(made.findall(qn("a:tc")), row.findall(qn("a:tc")), strict=True):
            _write(cell, words, kept_part, fresh_part)
            _take_colour(cell.find(qn("a:tcPr")), words.find(qn("a:tcPr")))
        table.append(made)
    for row in old:
        table.remove(row)


def _own_cells(
    table: Any, written: Sequence[Sequence[str]], fresh: Sequence[Any], kept_part: Any, fresh_part: Any
) -> bool:
    """Write the cells that still say what we wrote; return whether others were left."""
    now = {_first(row): row for row in reversed(fresh)}
    recorded = {row[0]: row for row in reversed(written)}
    left = False
    for row, said in zip(table.findall(qn("a:tr")), cell_hashes(table.findall(qn("a:tr"))), strict=True):
        words = now.get(_first(row))
        ours = recorded.get(said[0])
        if words is None or ours is None:
            left = True
            continue
        for cell, new, is_said, was_written in zip(
            row.findall(qn("a:tc")), words.findall(qn("a:tc")), said, ours, strict=True
        ):
            if is_said == was_written:
                _write(cell, new, kept_part, fresh_part)
            else:
                left = True
    return left


def _write(cell: Any, words: Any, kept_part: Any, fresh_part: Any) -> None:
    """Write new words into a cell, in the colour of their meaning."""
    body = cell.find(qn("a:txBody"))
    if shape_text(cell) != shape_text(words):
        made = renewed_text(body, words.find(qn("a:txBody")), kept_part, fresh_part)
        cell.replace(body, made)
    for run, new in zip(cell.iter(qn("a:rPr")), words.iter(qn("a:rPr")), strict=False):
        _take_colour(run, new)


def _take_colour(look: Any, fresh: Any) -> None:
    """Give words or a ground the colour of a fresh one where it has a colour of ours; what a reader chose stays."""
    old, new = (None if one is None else one.find(qn("a:solidFill")) for one in (look, fresh))
    if old is not None and new is not None and old[0].get("val") in OUR_COLOURS:
        look.replace(old, deepcopy(new))


def _first(row: Any) -> str:
    return shape_text(row.find(qn("a:tc")))


def _changes(before: Sequence[Any], after: Sequence[Any]) -> Iterator[CellChange]:
    """Yield each cell of the rows that both have that says something else."""
    heads = [shape_text(cell) for cell in after[0].findall(qn("a:tc"))]
    was = {_first(row): row for row in reversed(before)}
    for row in after[1:]:
        old = was.get(_first(row))
        for head, cell, other in zip(
            heads, row.findall(qn("a:tc")), () if old is None else old.findall(qn("a:tc")), strict=False
        ):
            if shape_text(cell) != shape_text(other):
                yield CellChange(_first(row), head, shape_text(other), shape_text(cell))
