"""Whether a text is whole and is what its card says: its end, its separator, no letters that a fault has left."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median_low

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.grid import Grid, Row
from etl.read.formats.heading import is_number
from etl.read.formats.limits import UnreadableError
from etl.read.formats.table import ROWS_OF_A_HEADER, SourceTable

SEPARATORS = ",;\t|"
NO_TEXT = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\ufffd]"
)  # beside ends of lines and pages, and what stands for a letter that was lost
AROUND = 20
SHOWN = 60  # letters of a line in an error
ENDS = ("\n", "\r", '"')  # a quotation mark closes a cell: no cut leaves it


def check_letters(path: Path, text: str) -> None:
    """Refuse a text with letters that no program writes into a table; raise UserError with the line."""
    found = NO_TEXT.search(text)
    if found:
        row = len(re.findall(r"\r\n?|\n", text[: found.start()])) + 1
        around = text[max(found.start() - AROUND, 0) : found.end() + AROUND]
        raise UserError("letter_damaged", path=path, row=row, found=ascii(around)[1:-1])


def check_separator(grid: Grid, table: Table, parted: Callable[[str], Grid]) -> None:
    """Refuse a separator by which rows have one cell, where another parts them into several."""
    rows = _rows(grid, table)
    if rows and _cells(grid, table) <= 1:
        row, cells = rows[0]
        fitting = _fitting(table, parted)
        if fitting:
            raise UserError("separator_wrong", path=grid.path, row=row, found=cells[0], separator=fitting)


def refuse_broken(path: Path, text: str, table: Table, parted: Callable[[str], Grid]) -> None:
    """Refuse a separator that leaves quotation marks open, where another parts the rows into several cells."""
    fitting = _fitting(table, parted)
    if fitting:
        found = text.partition("\n")[0][:SHOWN]
        raise UserError("separator_breaks", path=path, row=1, found=found, separator=fitting)


def _fitting(table: Table, parted: Callable[[str], Grid]) -> str | None:
    """Return the first separator that parts rows into several cells, as a card writes it."""
    for separator in SEPARATORS:
        with suppress(UnreadableError):
            if _cells(parted(separator), table) > 1:
                return {"\t": "\\t"}.get(separator, separator)
    return None


def check_end(grid: Grid, raw: SourceTable, text: str) -> None:
    """Refuse a last row that may be cut: its line has no end, and its last cell may be the beginning of another."""
    row, cells = grid.rows[-1]
    rows = raw.rows_of_file().unique(maintain_order=True)
    if text.endswith(ENDS) or rows.is_empty() or rows.max() != row:  # lines under the table were cut
        return
    others = {other[len(cells) - 1] for _, other in grid.rows[:-1] if len(other) >= len(cells)}
    if is_number(cells[-1]) or cells[-1] not in others:  # a word that stands in other rows too is whole
        raise UserError("last_line_open", path=grid.path, row=row, found=cells[-1], rows=rows.len())


def beginning(text: str) -> str:
    """Return the first lines of a text, by which its separator is told."""
    return "\n".join(text.splitlines()[: 2 * ROWS_OF_A_HEADER])


def _rows(grid: Grid, table: Table) -> Sequence[Row]:
    return [row for row in grid.rows if row[0] >= table.header_row][:ROWS_OF_A_HEADER]


def _cells(grid: Grid, table: Table) -> int:
    """Return how many cells most rows have."""
    return median_low([len(cells) for _, cells in _rows(grid, table)] or [0])
