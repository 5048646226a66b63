"""What to write on the card of a tool's export that nobody has described yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.files import read_rows, texts_of
from etl.read.survey_tools.headers import Header, is_added, split_headers
from etl.read.survey_tools.known.tool import Tool
from etl.read.survey_tools.recognise import tool_of
from etl.read.survey_tools.rows import marks_column
from etl.read.survey_tools.words import bare, in_toml


def card_lines(path: Path) -> tuple[Tool, tuple[str, ...]] | None:
    """Return the tool that wrote a file, and the lines of [table] and [table.columns] with every column to name.

    None where no tool is known by its columns, or its rows cannot be read.
    """
    tool = tool_of(texts_of(path))
    if tool is None:
        return None
    try:
        headers, _ = split_headers(read_rows(path, Table()), tool, (), path)
    except UserError:
        return tool, (*_table(tool, ()),)
    return tool, (*_table(tool, headers), "[table.columns]", *_columns(tool, headers))


def _table(tool: Tool, headers: Sequence[Header]) -> Iterator[str]:
    yield "[table]"
    yield f'tool = "{tool.name}"'
    if tool.finished:
        some = marks_column(headers, tool.finished)
        yield 'unfinished = "…"  # "left_out" | "kept"' if some else 'unfinished = "kept"'


def _columns(tool: Tool, headers: Sequence[Header]) -> Iterator[str]:
    """Yield a line for every column that the tool has not added by itself; the question's text stands behind."""
    for header in headers:
        if not is_added(header, headers, tool):
            text = next((f"  # {name}" for name in header.also if name and bare(name) != bare(header.name)), "")
            yield f"… = {in_toml(header.name)}{text}"
