"""The header rows of a tool's export -> one name a column, with what else people may call it on a card."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract.errors import UserError
from etl.read.survey_tools.known.tool import Tool
from etl.read.survey_tools.recognise import IMPORT_ID
from etl.read.survey_tools.words import bare, shown

Row = tuple[int, Sequence[str]]  # its number as a person counts, and its cells
BETWEEN = " | "  # a question and one of its options
SEVERAL = 2  # names of columns that no answer has together


@dataclass(frozen=True, slots=True)
class Header:
    """One column of a file."""

    column: str  # its name in the frame
    name: str  # as it stands in the file, in one line
    also: tuple[str, ...] = ()  # the question's text, its code

    def is_called(self, text: str) -> bool:
        """Return whether the column has this name, whatever its case, blanks and HTML."""
        return self.is_one_of({bare(text)})

    def is_one_of(self, names: Collection[str]) -> bool:
        """Return whether the column has one of these names, texts or codes."""
        return any(bare(name) in names for name in (self.name, *self.also))


def split_headers(rows: Sequence[Row], tool: Tool, skip: Sequence[int], path: Path) -> tuple[list[Header], list[Row]]:
    """Part the header rows from the answers; name every column. Raise UserError for a nameless column with values."""
    heads = _header_rows(rows, tool, skip)
    names = [*_names([cells for _, cells in heads], tool)]
    below = [row for row in rows[len(heads) :] if row[0] not in skip]
    for place, header in enumerate(names):
        if not header.name and any(cells[place].strip() for _, cells in below):
            raise UserError("column_unnamed", path=path, row=rows[0][0], number=place + 1)
    return [header for header in names if header.name], below


def _header_rows(rows: Sequence[Row], tool: Tool, skip: Sequence[int]) -> Sequence[Row]:
    """Return the rows of the header: as the card says, down to the import ids, or as long as no id stands below."""
    if skip:
        return [rows[0], *(row for row in rows[1:] if row[0] in skip)]
    further = rows[1 : tool.most_headers]
    for at, (_, cells) in enumerate(further, start=2):
        if any(bare(cell).startswith(IMPORT_ID) for cell in cells):
            return rows[:at]
    ids = [place for place, cell in enumerate(rows[0][1]) if bare(cell) in tool.id_columns]
    answers = (at for at, (_, cells) in enumerate(further, start=1) if not _is_header(cells, ids, tool))
    return rows[: next(answers, tool.most_headers)]


def _is_header(cells: Sequence[str], ids: Sequence[int], tool: Tool) -> bool:
    """Return whether a row under the first is header: it has no id, or names columns of the tool."""
    words = {bare(cell) for cell in cells}
    return not all(cells[place].strip() for place in ids) or len(words & tool.more_headers) >= SEVERAL


def _names(heads: Sequence[Sequence[str]], tool: Tool) -> Iterator[Header]:
    """Name the columns; a question over several options is named in the first of them only."""
    question = ""
    for place, cell in enumerate(heads[0]):
        below = [shown(head[place]) for head in heads[1:]]
        if tool.says_nothing:
            option = below[0] if below else ""
            question = shown(cell) or (question if option else "")
            named = bare(option) not in tool.says_nothing
            yield Header(str(place), f"{question}{BETWEEN}{option}" if named and question else question)
        else:
            yield Header(str(place), shown(cell), (*map(_import_id, below), *_parts(shown(cell), tool)))


def _parts(name: str, tool: Tool) -> tuple[str, ...]:
    found = tool.in_front.fullmatch(name) if tool.in_front else None
    return (found["code"], found["text"]) if found else ()


def _import_id(cell: str) -> str:
    """Return the id in a cell of Qualtrics' third header row; any other cell as it is."""
    if not bare(cell).startswith(IMPORT_ID):
        return cell
    try:
        return str(json.loads(cell)["ImportId"])
    except (ValueError, KeyError):
        return cell


def find_column(headers: Iterable[Header], wanted: str, path: Path) -> Header:
    """Return the column of this name, code or text; raise UserError where there is none, or more than one."""
    there = [*headers]
    exact = [header for header in there if bare(header.name) == bare(wanted)]
    found = exact or [header for header in there if header.is_called(wanted)]
    if not found:
        raise UserError("column_missing", path=path, column=wanted, found=[header.name for header in there])
    if len(found) > 1:
        raise UserError("column_ambiguous", path=path, found=[header.name for header in found], wanted=wanted)
    return found[0]


def is_added(header: Header, headers: Iterable[Header], tool: Tool) -> bool:
    """Return whether the tool added a column by itself, or what it notes about another column that is there."""
    there = {bare(one.name) for one in headers}
    about = filter(None, (pattern.fullmatch(bare(header.name)) for pattern in tool.about))
    return header.is_one_of(tool.own | tool.personal) or any(
        not found.re.groups or found[1] in there for found in about
    )
