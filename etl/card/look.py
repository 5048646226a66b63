"""How a table is laid out: what its reader asks for is answered from the file, and told as a question."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import mode

import msgspec

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.files import CUBE_TEXTS, TABLES
from etl.read.formats.heading import is_number
from etl.read.formats.table import SourceTable
from etl.read.formats.tables.encoding import decoded
from etl.read.formats.tables.whole import SEPARATORS

LINES = 200  # that are looked at
MOST_QUESTIONS = 30  # of a reader, before we give up
COMMA = re.compile(r"[+-]?[\d\s\u00a0]*\d,\d+")
POINT = re.compile(r"[+-]?[\d\s\u00a0]*\d\.\d+")


@dataclass(frozen=True)
class Layout:
    """How a table is read, and the questions of its reader that were answered by what is likely: key = the error."""

    table: Table
    raw: SourceTable
    suffix: str  # the row of TABLES that reads it
    asked: dict[str, UserError] = field(default_factory=dict)


def look(path: Path, suffix: str) -> Layout:
    """Read a table as its contents say; raise UserError where no layout reads it."""
    asked: dict[str, UserError] = {}
    table = Table()
    for _ in range(MOST_QUESTIONS):
        try:
            raw = _read(path, suffix, table)
        except UserError as error:
            answer = _answer(error, table)
            if answer is None:
                raise
            asked |= dict.fromkeys(answer, error)
            table = msgspec.structs.replace(table, **answer)
            continue
        decimal = _decimal(raw) if table.decimal is None else None
        if decimal is None:
            return Layout(table, raw, suffix, asked)
        table = msgspec.structs.replace(table, decimal=decimal)
    raise UserError("table_empty", path=path)


def _read(path: Path, suffix: str, table: Table) -> SourceTable:
    if suffix in CUBE_TEXTS:
        separator = _separator(decoded(path, table.encoding))
        table = msgspec.structs.replace(table, separator=separator)
    raw = TABLES[suffix].read(path, table)
    if raw.frame.is_empty():
        raise UserError("table_empty", path=path)
    return raw


def separator_of(path: Path, layout: Layout) -> str | None:
    """Return the separator of a text; None for other files."""
    return _separator(decoded(path, layout.table.encoding)) if layout.suffix in CUBE_TEXTS else None


def _answer(error: UserError, table: Table) -> dict[str, object] | None:
    """Return what a card would answer to a reader's question; None where only people can."""
    said = error.parameters
    match error.code:
        case "encoding_other":
            return {"encoding": said["likely"]}
        case "sheet_not_named":
            return {"sheet": said["sheet"]}
        case "header_is_title":
            return {"header_row": said["header_row"]}
        case "line_in_table":
            return {"skip_rows": (*table.skip_rows, said["number"])}
        case "header_in_several_rows":
            return {"skip_rows": (*table.skip_rows, said["below"])}
    return None


def _separator(text: str) -> str:
    """Return the separator that parts most of the first lines into as many cells."""
    return max(SEPARATORS, key=lambda separator: _regular([*islice(_rows(text, separator), LINES)]))


def _rows(text: str, separator: str) -> Iterator[Sequence[str]]:
    try:
        yield from csv.reader(text.splitlines(keepends=True), delimiter=separator)
    except csv.Error:
        return


def _regular(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """Return how many rows have as many cells as most, and how many cells these have."""
    widths = [len(row) for row in rows if row]
    usual = mode(widths) if widths else 1
    return (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)


def _decimal(raw: SourceTable) -> str | None:
    """Return a decimal comma where a column has one in most cells, and no cell has a point; None otherwise."""
    commas = False
    for name in raw.frame.columns[1:]:
        if raw.frame[name].dtype.is_numeric():
            continue
        texts = [text for text in raw.text(name).drop_nulls().head(LINES) if is_number(text)]
        if any(POINT.fullmatch(text) for text in texts):
            return None
        commas |= any(COMMA.fullmatch(text) for text in texts)
    return "," if commas else None
