"""Parse PX, the file format of PxWeb's tables, for files that people have saved: the same frame as a JSON-stat cube."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from contract.errors import UserError
from etl.read.formats.cubes.jsonstat import cells_as_rows
from etl.read.formats.cubes.legend import explained
from etl.read.formats.limits import UnreadableError, guarded_read, look_at_cells, look_at_size
from etl.read.formats.notes import Note, notes_in
from etl.read.formats.table import SourceTable

STATEMENT = re.compile(r'((?:[^";]+|"[^"]*(?:"|\Z))*+)(;|\Z)')  # reads on to the end: a long text is read once
HEAD = re.compile(r'([A-Z0-9-]+)(?:\[(\w+)\])?\s*(?:\("([^"]*)"[^)]*\))?\s*=(.*)', re.DOTALL)
CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([\w-]+)"')
TEXT = re.compile(r'"([^"]*)"\s*(,?)')
CELL = re.compile(r'"[^"]*"|[^\s",]+')
NOTE = re.compile(r"\s*(NOTE|VALUENOTE|CELLNOTE)X?\s*(?:\(([^=]*)\))?\s*=(.*)", re.DOTALL)  # of the main language
WIDEST = "windows-1252"  # what a file is in that says nothing, or says the wrong thing

Statements = Mapping[tuple[str, str], str]  # keyword and variable ("" for the whole table) = what is written


def read_px(path: Path) -> SourceTable:
    """Read a PX file: ROW, a column of codes per variable, `value`, `status` (the symbol), labels; raise UserError.

    `value` is text, as everything in a PX file.
    """
    text = _decoded(path.read_bytes())
    statements = _statements(text)
    variables = [*_texts(statements.get(("STUB", ""), "")), *_texts(statements.get(("HEADING", ""), ""))]
    if not variables or ("DATA", "") not in statements:
        raise UnreadableError("px_incomplete", path=path)
    if any(keyword == "KEYS" for keyword, _ in statements):
        raise UserError("px_keys", path=path)
    columns = {_code(statements, name): _codes(statements, name) for name in variables}
    cells: list[str | None] = [cell.strip('"') for cell in CELL.findall(statements["DATA", ""])]
    sizes = [len(codes) for codes in columns.values()]
    look_at_size(path, len(cells), 1)
    if len(columns) != len(variables) or math.prod(sizes) != len(cells):
        raise UnreadableError("px_unfit", path=path, sizes=sizes, cells=len(cells))
    with guarded_read(path, "px_unreadable"):
        frame = cells_as_rows(path, columns, cells, [None] * len(cells))
    labels = {_code(statements, name): _labels(statements, name) for name in variables}
    words = explained(_shown(statements), map(_text, _of(statements, "NOTE", "NOTEX")))
    notes = tuple(_notes(text, statements))
    return look_at_cells(SourceTable(path, frame, labels=labels, notes=notes, words=words))


def _decoded(content: bytes) -> str:
    """Decode as UTF-8 where that works, whatever the file says of itself: some lie about their code page."""
    declared = CODEPAGE.search(content)
    for encoding in ("utf-8-sig", declared[1].decode("ascii") if declared else WIDEST):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return content.decode(WIDEST, errors="replace")


def _statements(text: str) -> Statements:
    """Read every statement of the main language; those of further languages carry a [language].

    Offices leave out the last semicolon, or write one behind every row of DATA. A file whose last line has no end may
    have been cut inside a number: what stands there is no statement.
    """
    found: dict[tuple[str, str], str] = {}
    last = ("", "")
    for statement, end in STATEMENT.findall(text):
        head = HEAD.match(statement.strip())
        whole = end or text.endswith("\n")
        if head and whole:
            last = (head[1], head[3] or "")
            if not head[2]:
                found[last] = head[4]
        elif last == ("DATA", "") and whole:
            found[last] += statement
    return found


def _notes(text: str, statements: Statements) -> Iterator[Note]:
    """Yield NOTE, VALUENOTE and CELLNOTE, with and without X; a category may be named by its label."""
    for statement, _ in STATEMENT.findall(text):
        found = NOTE.match(statement)
        if found:
            about = _texts(found[2] or "")
            column = _code(statements, about[0]) if about and found[1] != "CELLNOTE" else None
            category = about[1] if found[1] == "VALUENOTE" and len(about) > 1 else None
            yield from notes_in(_text(found[3]), column, category)


def _shown(statements: Statements) -> dict[str, str]:
    """Return symbol in DATA = what people see in its place, where the file says so."""
    symbols = {f"DATASYMBOL{number}": "." * number for number in range(1, 7)}
    symbols |= {"DATASYMBOLNIL": "-", "DATASYMBOLSUM": "......."}
    return {sign: _text(statements.get((keyword, ""), "")) for keyword, sign in symbols.items()}


def _of(statements: Statements, *keywords: str) -> Iterator[str]:
    return (written for (keyword, _), written in statements.items() if keyword in keywords)


def _text(written: str) -> str:
    return "".join(TEXT.sub(r"\1", written).splitlines()).strip()


def _texts(written: str) -> list[str]:
    """Read a list of quoted texts; one that goes on on the next line has no comma between."""
    texts = list[str]()
    open_ = ""
    for text, comma in TEXT.findall(written):
        open_ += text
        if comma:
            texts.append(open_)
            open_ = ""
    return [*texts, open_] if written.rstrip().endswith('"') else texts


def _code(statements: Statements, name: str) -> str:
    return "".join(_texts(statements.get(("VARIABLECODE", name), ""))) or name


def _labels(statements: Statements, name: str) -> dict[str, str]:
    return dict(zip(_codes(statements, name), _texts(statements.get(("VALUES", name), "")), strict=False))


def _codes(statements: Statements, name: str) -> list[str]:
    return _texts(statements.get(("CODES", name), "")) or _texts(statements.get(("VALUES", name), ""))
