"""The file of a survey -> a table with the columns that the card and the catalogue name, and no other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import polars as pl

from contract.errors import UserError
from etl.config.card import CARD, SourceCard
from etl.config.layout import group_columns
from etl.read.formats.files import read_file, read_rows, texts_of
from etl.read.formats.limits import UnreadableError, look_at_cells
from etl.read.formats.table import ROW, SourceTable
from etl.read.survey_tools.choices import read_choice
from etl.read.survey_tools.headers import Header, find_column, is_added, split_headers
from etl.read.survey_tools.known.tool import Tool
from etl.read.survey_tools.more_headers import refuse_further_headers
from etl.read.survey_tools.recognise import IMPORT_ID, TOOLS, tool_of
from etl.read.survey_tools.rows import only_answers
from etl.read.survey_tools.words import bare

HEADER_ROWS = 3  # rows under the header that may still be header


def read_survey_table(card: SourceCard, wanted: Collection[str], piece: SourceTable | None = None) -> SourceTable:
    """Read the file of a survey: ROW and the wanted columns, under the names by which they are wanted.

    A column is found by its name in [table.columns] of the card, or its own; `choices` and [table.constant] make
    further ones. Raise UserError for a column that is missing, ambiguous or unknown, and for the export of a survey
    tool that the card does not declare. `piece`: some rows of the file, already read.
    """
    tool = TOOLS[card.table.tool] if card.table.tool else None
    if tool is not None:
        return _chosen(card, wanted, *_export(card, tool), tool)
    try:
        raw = read_file(card) if piece is None else piece
        _refuse_header_rows(raw)
        refuse_further_headers(raw)
        headers = [Header(name, name) for name in raw.frame.columns if name != ROW]
        if not (card.table.columns or card.choices or card.table.constant):
            raw.need(wanted, card.unused)
            return raw
        return _chosen(card, wanted, raw, headers, None)
    except UnreadableError:
        raise
    except UserError as error:
        known = tool_of(texts_of(card.path))
        if known is None or error.code == "header_rows_of_qualtrics":
            raise
        raise UserError(
            "survey_tool_undeclared", path=card.path, tool=known.title, name=known.name, problem=error
        ) from error


def _export(card: SourceCard, tool: Tool) -> tuple[SourceTable, list[Header]]:
    """Read the export of a tool: its answers, without columns that tell who answered."""
    every, below = split_headers(read_rows(card.path, card.table), tool, card.table.skip_rows, card.path)
    if card.table.rows is not None and len(below) != card.table.rows:
        raise UserError("rows_not_as_declared", path=card.path, found=len(below), rows=card.table.rows)
    rows, told = only_answers(below, every, tool, card.table.unfinished, card.path)
    if not rows:
        raise UserError("table_empty", path=card.path)
    headers = [header for header in every if not header.is_one_of(tool.personal)]
    columns = {header.column: [cells[int(header.column)].strip() or None for _, cells in rows] for header in headers}
    frame = pl.DataFrame(
        {ROW: [row for row, _ in rows], **columns},
        schema={ROW: pl.Int64} | dict.fromkeys(columns, pl.String),
    )
    raw = SourceTable(card.path, frame, card.table.mark, card.table.thousands, told=told)
    return look_at_cells(raw), headers


def _chosen(
    card: SourceCard, wanted: Collection[str], raw: SourceTable, headers: Sequence[Header], tool: Tool | None
) -> SourceTable:
    """Take the wanted columns of a file under their own names; refuse what nobody knows."""
    made = {**card.choices, **card.table.constant}
    found = {name: _find(card, headers, name, tool) for name in dict.fromkeys(wanted) if name not in made}
    used = {name: header.column for name, header in found.items()}
    named = replace(raw, names={header.column: header.name for header in headers})
    choices = {}
    for question, choice in card.choices.items():
        column, *others = (find_column(headers, name, card.path).column for name in (choice.column, *choice.others))
        used |= {f"{question} {one}": one for one in (column, *others)}
        choices[question] = read_choice(named, choice, question, column, others)
    _refuse_unknown(card, headers, set(used.values()), tool)
    constant = (pl.lit(value).alias(name) for name, value in card.table.constant.items() if name in wanted)
    frame = raw.frame.select(
        ROW, *(pl.col(header.column).alias(name) for name, header in found.items()), *choices.values(), *constant
    )
    return replace(raw, frame=frame, names={name: header.name for name, header in found.items()})


def _find(card: SourceCard, headers: Sequence[Header], wanted: str, tool: Tool | None) -> Header:
    header = card.table.columns.get(wanted, wanted)
    if tool and bare(header) in tool.personal:
        raise UserError("column_personal", path=card.path.with_name(CARD), column=header, tool=tool.title)
    try:
        return find_column(headers, header, card.path)
    except UserError as error:
        if error.code == "column_missing" and card.design and wanted == card.design.weight:
            raise UserError("survey_without_weights", path=card.path, column=header, found=error.found) from error
        if error.code == "column_missing" and wanted in group_columns(card.groups).values():
            raise UserError("group_column_missing", path=card.path, column=header, found=error.found) from error
        raise


def _refuse_unknown(card: SourceCard, headers: Sequence[Header], used: Collection[str], tool: Tool | None) -> None:
    """Raise UserError with every column that neither the card nor the tool knows."""
    unused = {bare(name) for name in card.unused}
    left = [
        header.name
        for header in headers
        if header.column not in used and not header.is_one_of(unused) and not (tool and is_added(header, headers, tool))
    ]
    if len(left) > 1:
        raise UserError("columns_unknown", path=card.path, found=[*dict.fromkeys(left)])
    if left:
        raise UserError("column_unknown", path=card.path, column=left[0])


def _refuse_header_rows(raw: SourceTable) -> None:
    """Refuse question texts and import ids of Qualtrics that would be read as answers."""
    head = raw.frame.head(HEADER_ROWS).select(ROW, pl.col(pl.String))
    for at, cells in enumerate(head.iter_rows(named=True), start=1):
        if any(bare(str(cell)).startswith(IMPORT_ID) for cell in cells.values()):
            rows = head[ROW].head(at).to_list()
            raise UserError("header_rows_of_qualtrics", path=raw.path, row=rows[0], rows=rows)
