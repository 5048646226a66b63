"""A text whose cells a separator keeps apart: CSV, TSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.config.card import MEGABYTE
from etl.config.layout import Table
from etl.read.formats.grid import Grid, Row
from etl.read.formats.limits import MOST_CELLS, UnreadableError, guarded_read
from etl.read.formats.rectangle import as_table
from etl.read.formats.table import ROWS_OF_A_HEADER, SourceTable
from etl.read.formats.tables.encoding import UTF_16, decoded
from etl.read.formats.tables.whole import (
    SEPARATORS,
    beginning,
    check_end,
    check_letters,
    check_separator,
    refuse_broken,
)

AS_TEXT = re.compile(r'="([^"]*)"')  # how programs keep Excel from making a number of a code
SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line


def read_csv(path: Path, table: Table) -> SourceTable:
    """Read a text whose cells a separator keeps apart (CSV, TSV); raise UserError."""
    text = decoded(path, table.encoding)
    check_letters(path, text)
    grid = _grid(path, text, table)
    check_separator(grid, table, lambda separator: grid_of_text(path, beginning(text), separator))
    raw = as_table(grid, table)
    if table.rows is None:
        check_end(grid, raw, text)
    return raw


def _grid(path: Path, text: str, table: Table) -> Grid:
    """Read the rows by the card's separator; where their cells break it, tell which other one reads the text."""
    try:
        return grid_of_text(path, text, table.separator)
    except UnreadableError as error:
        if error.code == "csv_broken":
            refuse_broken(path, text, table, lambda separator: grid_of_text(path, text, separator))
        raise


def grid_of_text(path: Path, text: str, separator: str) -> Grid:
    """Return the rows that hold something, counted as Excel shows them: a cell may hold several lines."""
    said = SAID.match(text)
    reader = _reader(text, said[1] if said else separator)
    rows = list[Row]()
    after_blank = set[int]()
    count = 0
    blank = False
    try:
        for row, cells in enumerate(reader, start=1):
            count += len(cells) or 1
            if count > MOST_CELLS:
                raise UnreadableError("cells_too_many", path=path, row=row, limit=MOST_CELLS)
            texts = [_text(cell.strip()) for cell in cells]
            if any(texts) and not (said and row == 1):
                rows.append((row, texts))
                after_blank |= {row} if blank else set()
            blank = not any(texts)
    except csv.Error as error:  # also for a cell of more than 131,072 letters
        raise UnreadableError("csv_broken", path=path, row=reader.line_num) from error
    return Grid(path, rows, frozenset(after_blank))


def _text(cell: str) -> str:
    as_text = AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return as_text[1].strip() if as_text else cell


def best_separator(text: str) -> str:
    """Return the separator that parts the first row into most cells."""
    return max(SEPARATORS, key=lambda separator: _cells_of_first_row(text, separator))


def _cells_of_first_row(text: str, separator: str) -> int:
    """Count cells; none where a cell is larger than the reader takes, which reading the rows tells with its place."""
    try:
        return len(next(_reader(text, separator, strict=False), []))
    except csv.Error:
        return 0


def _reader(text: str, separator: str, *, strict: bool = True) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def csv_names(path: Path) -> Iterator[str]:
    """Yield every cell of the first rows, by whatever separator."""
    with path.open("rb") as file:
        start = file.read(MEGABYTE)
    head = start.decode("utf-16" if start.startswith(UTF_16) else "utf-8-sig", errors="replace")
    lines = "\n".join(head.splitlines()[:ROWS_OF_A_HEADER])
    with guarded_read(path, "csv_broken"):
        for separator in SEPARATORS:
            for row in csv.reader(io.StringIO(lines), delimiter=separator):
                yield from row
