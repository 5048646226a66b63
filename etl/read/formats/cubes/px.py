"""Parse PX, the file format of PxWeb's tables, for files that people have saved: the same frame as a JSON-stat cube."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.cubes.jsonstat import cells_as_rows
from etl.read.formats.cubes.legend import explained
from etl.read.formats.cubes.px_cells import EVERY, KEYS, cells_of, with_signs_of_cells
from etl.read.formats.cubes.px_statements import (
    DATA,
    Statements,
    decoded,
    row_of_open_quote,
    statements_about,
    statements_of,
    text_of,
)
from etl.read.formats.cubes.px_variables import Variable, variables_of
from etl.read.formats.limits import UnreadableError, guarded_read, look_at_cells
from etl.read.formats.notes import Note, notes_in
from etl.read.formats.table import SourceTable

NOTES = ("NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX")
PAIR = 2  # variable and category of a VALUENOTE


def read_px(path: Path, table: Table | None = None) -> SourceTable:
    """Read a PX file: ROW, a column of codes per variable, `value`, `status` (the symbol), labels; raise UserError.

    `value` is text, as everything in a PX file. A last row of figures without its end may be cut inside a number: it is
    asked about where there is the layout of a card, until that says how many rows there are.
    """
    text = decoded(path.read_bytes())
    if row := row_of_open_quote(text):
        raise UnreadableError("px_quote_open", path=path, row=row)
    statements = statements_of(f"{text}\n")
    is_open = statements.get(DATA, "").split() != statements_of(text).get(DATA, "").split()
    stub = variables_of(statements, "STUB")
    heading = variables_of(statements, "HEADING")
    variables = [*stub, *heading]
    if not variables or DATA not in statements:
        raise UnreadableError("px_incomplete", path=path)
    columns = {one.column: one.codes for one in variables}
    if len(columns) != len(variables):
        raise UnreadableError("px_unfit", path=path, sizes=[len(one.codes) for one in variables], cells=0)
    for one in variables:
        if len(one.labels) != len(one.codes):
            raise UnreadableError(
                "px_codes_unfit", path=path, column=one.column, codes=len(one.codes), values=len(one.labels)
            )
    cells = cells_of(path, statements, stub, heading)
    if table is not None:
        _check_end(path, text, table.rows, math.prod(len(one.codes) for one in stub), is_open=is_open)
    with guarded_read(path, "px_unreadable"):
        frame = cells_as_rows(path, columns, cells, [KEYS if cell is None else None for cell in cells])
        signs = {tuple(about): sign for _, about, sign in statements_about(text, "DATANOTECELL")}
        frame = with_signs_of_cells(frame, signs, variables) if signs else frame
    labels = {one.column: dict(zip(one.codes, one.labels, strict=False)) for one in variables}
    labels[""] = {
        "": text_of(statements.get(("CONTENTS", ""), "")),
        "title": text_of(statements.get(("TITLE", ""), "")),
    }
    units = {one.column: _units(statements, one) for one in variables} | {"": {"": _unit(statements, "")}}
    notes = tuple(_notes(text, variables))
    words = explained(_shown(statements), (told for _, about, told in statements_about(text, *NOTES) if not about))
    return look_at_cells(SourceTable(path, frame, labels=labels, units=units, notes=notes, words=words))


def _check_end(path: Path, text: str, declared: int | None, rows: int, *, is_open: bool) -> None:
    if declared not in {None, rows}:
        raise UserError("rows_not_as_declared", path=path, rows=declared)
    if is_open and declared is None:
        row = len(text.splitlines())
        raise UserError("last_line_open", path=path, row=row, found=text.splitlines()[-1].strip(), rows=rows)


def _notes(text: str, variables: Sequence[Variable]) -> Iterator[Note]:
    """Yield NOTE, VALUENOTE and CELLNOTE, with and without X; a category may be named by its label."""
    by_name = {one.name: one for one in variables}
    codes = {one.column: one.by_text() for one in variables}
    for keyword, about, told in statements_about(text, *NOTES):
        if keyword.startswith("CELLNOTE"):
            named = ((one.column, name) for one, name in zip(variables, about, strict=False) if name != EVERY)
            yield from notes_in(told, cell=tuple((column, codes[column].get(name, name)) for column, name in named))
            continue
        variable = by_name.get(about[0]) if about else None
        of_value = keyword.startswith("VALUENOTE") and len(about) >= PAIR
        category = codes[variable.column].get(about[1], about[1]) if variable and of_value else None
        yield from notes_in(told, variable.column if variable else None, category)


def _shown(statements: Statements) -> dict[str, str]:
    """Return symbol in DATA = what people see in its place, where the file says so."""
    symbols = {f"DATASYMBOL{number}": "." * number for number in range(1, 7)}
    symbols |= {"DATASYMBOLNIL": "-", "DATASYMBOLSUM": "......."}
    return {sign: text_of(statements.get((keyword, ""), "")) for keyword, sign in symbols.items()}


def _units(statements: Statements, variable: Variable) -> dict[str, str]:
    """Return category = its unit, which stands beside the label of the contents."""
    found = [(code, _unit(statements, label)) for label, code in variable.by_text().items()]
    return {code: unit for code, unit in found if unit}


def _unit(statements: Statements, contents: str) -> str:
    return text_of(statements.get(("UNITS", contents), ""))
