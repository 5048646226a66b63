"""From cells in rows to the table among them: the same rules for every format that has rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.crossed import as_long_table
from etl.read.formats.grid import Grid, Look, Row
from etl.read.formats.heading import Columns, columns, find_heading
from etl.read.formats.notes_under import table_rows
from etl.read.formats.table import ROW, SourceTable


def as_table(grid: Grid, table: Table) -> SourceTable:
    """Return the table that a card finds among these cells; raise UserError with the row of what is no part of it."""
    if table.stub or table.heading:
        return as_long_table(grid, table)
    heading = find_heading(grid, table.header_row)
    below = [row for row in grid.rows if row[0] > heading[0] and row[0] not in table.skip_rows]
    several = sum(map(bool, heading[1])) > 1
    body = table_rows(grid, below, lambda cells: sum(map(bool, cells)) > 1) if several else below
    found = columns(grid, heading, body)
    _check_widths(grid, body, heading)
    if table.rows is not None and len(body) != table.rows:
        raise UserError("rows_not_as_declared", path=grid.path, found=len(body), rows=table.rows)
    return _table(_filled(replace(grid, rows=body), found), found, table)


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
