"""From cells in rows to the table among them: the same rules for every format that has rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.grid import Grid, Look, Row
from etl.read.formats.heading import Columns, columns, find_heading, is_number
from etl.read.formats.table import ROW, SourceTable

A_NOTE = re.compile(  # how a line begins that is no data: source, note, date of an update, the sign of a footnote
    r"(lähde|källa|source|huom|anm|note|\w*päivitetty|uppdaterad|(last )?updated|tiedot|uppgifter|data|selite|"
    r"symbol|tietoja|muistio|[*©¹²³†]|\(?\d{1,2}\)|[a-z]\)|copyright|http)\b|[*©¹²³†]|\(?\d{1,2}\)",
    re.IGNORECASE,
)
LONG = 40  # letters: longer than the name of an area or a group
WORDS = 6


def as_table(grid: Grid, table: Table) -> SourceTable:
    """Return the table that a card finds among these cells; raise UserError with the row of what is no part of it."""
    heading = find_heading(grid, table.header_row)
    below = [row for row in grid.rows if row[0] > heading[0] and row[0] not in table.skip_rows]
    body = _without_notes(grid, below, heading)
    found = columns(grid, heading, body)
    _check_widths(grid, body, heading)
    if table.rows is not None and len(body) != table.rows:
        raise UserError("rows_not_as_declared", path=grid.path, found=len(body), rows=table.rows)
    return _table(_filled(replace(grid, rows=body), found), found, table)


def _without_notes(grid: Grid, below: Sequence[Row], heading: Row) -> Sequence[Row]:
    """Leave out the lines under a table; refuse one that is followed by data."""
    width = sum(map(bool, heading[1]))
    if width == 1:
        return below
    last = max((place for place, row in enumerate(below) if _alone(row) is None), default=-1)
    under = (place for place in range(last + 1, len(below)) if _is_note(grid, below[place]))
    end = next(under, len(below))
    for row, cells in below[: last + 1]:
        text = _alone((row, cells))
        if text is not None and (_reads_as_note(text) or len(cells) == 1):
            raise UserError("line_in_table", path=grid.path, row=row, found=text, number=row)
    return below[:end]


def _alone(row: Row) -> str | None:
    """Return the text that stands alone in its row, None where there is a number or more than one cell."""
    texts = [cell for cell in row[1] if cell]
    return texts[0] if len(texts) == 1 and not is_number(texts[0]) else None


def _is_note(grid: Grid, row: Row) -> bool:
    text = _alone(row)
    return text is not None and (row[0] in grid.after_blank or _reads_as_note(text))


def _reads_as_note(text: str) -> bool:
    return A_NOTE.match(text) is not None or ":" in text or len(text) > LONG or len(text.split()) >= WORDS


def _check_widths(grid: Grid, body: Sequence[Row], heading: Row) -> None:
    """Refuse the first row that has more cells than the heading, or ends before the last name."""
    width = len(heading[1])
    named = max(place for place, name in enumerate(heading[1], start=1) if name)
    for row, cells in body:
        if len(cells) < named:
            raise UserError(
                "row_too_short", path=grid.path, row=row, found=cells[0], cells=len(cells), columns=named, number=row
            )
        if any(cells[width:]) and all(len(others) == width + 1 for _, others in body):
            raise UserError("row_names_shifted", path=grid.path, row=row, found=cells[0])
        if any(cells[width:]):
            raise UserError("row_too_long", path=grid.path, row=row, found=cells[0], cells=len(cells), columns=width)


def _filled(grid: Grid, found: Columns) -> Grid:
    """Give cells that are merged downwards what stands in the first of them; refuse cells merged across columns."""
    rows = {row: list(cells) for row, cells in grid.rows} if grid.merged else {}
    looks = dict(grid.looks)
    for block in grid.merged:
        inside = [row for row in range(block.top, block.bottom + 1) if row in rows]
        if block.top not in rows or block.left not in found.names:
            continue
        text = rows[block.top][block.left - 1]
        if block.right > block.left:
            raise UserError("cells_merged_across", path=grid.path, row=block.top, found=text, number=block.top)
        for row in inside:
            rows[row][block.left - 1] = text
            looks[row, block.left] = Look.MERGED
    return replace(grid, rows=list(rows.items()) or grid.rows, looks=looks)


def _table(grid: Grid, found: Columns, table: Table) -> SourceTable:
    names = found.names
    there = {row for row, _ in grid.rows}
    shown: dict[Look, dict[str, list[int]]] = {look: {} for look in Look}
    for (row, place), look in sorted(grid.looks.items()):
        if row in there and place in names:
            shown[look].setdefault(names[place], []).append(row)
    for column, rows in shown[Look.NO_RESULT].items():
        raise UserError("formula_without_result", path=grid.path, row=rows[0], column=column, more_rows=len(rows) - 1)
    texts = {name: [_cell(cells, place) for _, cells in grid.rows] for place, name in names.items()}
    schema = {ROW: pl.Int64} | dict.fromkeys(names.values(), pl.String)
    frame = pl.DataFrame({ROW: [row for row, _ in grid.rows], **texts}, schema=schema)
    return SourceTable(grid.path, frame, table.mark, table.thousands, looks=shown, nameless=found.nameless)


def _cell(cells: Sequence[str], place: int) -> str | None:
    return cells[place - 1] or None if len(cells) >= place else None
