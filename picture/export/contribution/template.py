"""The workbook of a contribution in one language: a sheet for each table, made of contract/actions/columns.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from contract.actions.columns import ColumnKind, ContributionTable, DeclaredTable, FileColumn, contribution_tables
from contract.codes import Language
from picture.charts.palette import BORDER, HEADING, LEVEL_GROUND, MORE_GROUND, QUIET, WORSE_GROUND
from picture.export.archive import dated
from picture.export.contribution.cells import (
    READY_GOALS,
    TemplateCell,
    cell_check,
    example_text,
    id_table,
    list_key,
    sheet_of,
)
from picture.export.contribution.draft import Filled
from picture.export.workbook.xlsx import A4, LINE_HEIGHT, SAFE
from picture.query.register.template_lists import TemplateLists
from picture.text.contribution.guide import guide_lines
from picture.text.words import word

FIRST = 1  # row of the example, counted from 0; what is filled in follows
LAST_ROW = 500  # as spreadsheets count
NOT_READ = "# "  # before the first cell of the example: the reader leaves such rows out
WIDE_KINDS = {
    ColumnKind.WORDS: 44,
    ColumnKind.URL: 30,
    ColumnKind.EMAIL: 26,
    ColumnKind.INDICATOR: 34,
    ColumnKind.GROUP: 30,
}
NARROW_KINDS = {
    ColumnKind.YEAR: 14,
    ColumnKind.NUMBER: 11,
    ColumnKind.YES_NO: 11,
    ColumnKind.DATE: 13,
    ColumnKind.PERIOD: 13,
}
USUAL = 22  # letters
NOT_FILLED = Filled({}, "")
HEAD_HEIGHT = 48  # points
GUIDE_WIDTH = 110


@dataclass(frozen=True, slots=True)
class _Made:
    """The workbook that is being written."""

    language: Language
    looks: Mapping[str, Format]
    lists: Mapping[str, str]  # key of a list = where it stands
    filled: Filled


def contribution_template(lists: TemplateLists, language: Language, filled: Filled = NOT_FILLED) -> bytes:
    """Write the workbook in one language; the same lists become the same bytes. filled: what stands in it already."""
    file = BytesIO()
    with Workbook(file, SAFE) as book:
        book.set_properties({"title": word("contribution_title", language), "created": lists.built_at})
        looks = _looks(book)
        guide = book.add_worksheet(word("contribution_sheet_guide", language))
        sheets = {table: book.add_worksheet(sheet_of(table, language)) for table in contribution_tables()}
        where = _write_lists(book.add_worksheet(word("contribution_sheet_lists", language)), lists, language, looks)
        made = _Made(language, looks, where, filled)
        _write_guide(guide, made)
        for table, sheet in sheets.items():
            _write_table(sheet, contribution_tables()[table], made)
        for sheet in book.worksheets():
            _print(sheet)
    return dated(file.getvalue(), lists.built_at)


def _looks(book: Workbook) -> dict[str, Format]:
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "border_color": BORDER}
    return {
        "title": book.add_format({"bold": True, "font_size": 15, "font_color": HEADING}),
        "required": book.add_format({**head, "bg_color": MORE_GROUND}),
        "head": book.add_format({**head, "bold": False, "bg_color": LEVEL_GROUND}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "number": book.add_format({"valign": "top"}),
        "line": book.add_format({"text_wrap": True, "valign": "top"}),
        "example": book.add_format({"text_wrap": True, "valign": "top", "italic": True, "font_color": QUIET}),
        "missing": book.add_format({"bg_color": WORSE_GROUND}),
    }


def _print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_guide(sheet: Worksheet, made: _Made) -> None:
    sheet.set_column(0, 0, GUIDE_WIDTH)
    sheet.write_string(0, 0, word("contribution_title", made.language), made.looks["title"])
    told = [made.filled.told, ""] if made.filled.told else []
    for row, line in enumerate([*told, *guide_lines(made.language)], 2):
        sheet.set_row(row, LINE_HEIGHT * max(1, len(wrap(line, GUIDE_WIDTH))))
        sheet.write_string(row, 0, line, made.looks["line"])


def _write_lists(
    sheet: Worksheet, lists: TemplateLists, language: Language, looks: Mapping[str, Format]
) -> dict[str, str]:
    """Write every list in a column of its own; return key = where it stands."""
    where: dict[str, str] = {}
    for place, (key, (head, texts)) in enumerate(_lists(lists, language).items()):
        letter = xl_col_to_name(place)
        sheet.write_string(0, place, head, looks["head"])
        sheet.write_column(1, place, texts)
        sheet.set_column(place, place, max(map(len, (head, *texts)), default=USUAL) + 2)
        where[key] = f"='{sheet.name}'!${letter}$2:${letter}${1 + len(texts)}"
    sheet.freeze_panes(1, 0)
    return where


def _lists(lists: TemplateLists, language: Language) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return key = heading and texts of all lists: those of the database, then the labels of codes, each once."""
    found = {
        "areas": (word("contribution_areas", language), lists.areas),
        "indicators": (word("contribution_indicators", language), lists.indicators),
        "groups": (word("contribution_groups", language), lists.groups),
        READY_GOALS: (word("contribution_ready_goals", language), lists.ready_goals),
    }
    for column in chain.from_iterable(table.columns for table in contribution_tables().values()):
        labels = tuple(words.of(language) for words in column.choices.values())
        if labels:
            found.setdefault(" ".join(column.choices), (column.name.of(language), labels))
    return found


def _write_table(sheet: Worksheet, table: DeclaredTable, made: _Made) -> None:
    """Write the headings, the example, and what the cells below take."""
    sheet.set_row(0, HEAD_HEIGHT)
    sheet.set_row(FIRST, HEAD_HEIGHT)
    for place, column in enumerate(table.file_columns):
        look = made.looks["required" if column.of.required else "head"]
        sheet.write_string(0, place, column.heading(made.language), look)
        plain = column.of.kind in {ColumnKind.YEAR, ColumnKind.NUMBER}
        width = {**WIDE_KINDS, **NARROW_KINDS}.get(column.of.kind, USUAL)
        sheet.set_column(place, place, width, made.looks["number" if plain else "text"])
        text = example_text(column, made.language)
        sheet.write_string(FIRST, place, f"{NOT_READ}{text}" if place == 0 else text, made.looks["example"])
        check = cell_check(_cell(place, column, made), made.language)
        sheet.data_validation(FIRST + 1, place, LAST_ROW - 1, place, check)
    _write_filled(sheet, table, made)
    for place, formula in _missing(table):
        rule = {"type": "formula", "criteria": formula, "format": made.looks["missing"]}
        sheet.conditional_format(FIRST + 1, place, LAST_ROW - 1, place, rule)
    sheet.freeze_panes(1, 1)


def _write_filled(sheet: Worksheet, table: DeclaredTable, made: _Made) -> None:
    """Write the row that stands there already."""
    cells = made.filled.rows.get(table.table, {})
    for place, column in enumerate(table.file_columns):
        value = cells.get(column.code)
        if isinstance(value, str):
            sheet.write_string(FIRST + 1, place, value, made.looks["text"])
        elif value is not None:
            sheet.write_number(FIRST + 1, place, value, made.looks["number"])


def _cell(place: int, column: FileColumn, made: _Made) -> TemplateCell:
    letter = xl_col_to_name(place)
    ids = id_table(column)
    key = list_key(column)
    source = made.lists[key] if key else _ids_of(ids, made.language) if ids else None
    return TemplateCell(
        column, xl_rowcol_to_cell(FIRST + 1, place), f"${letter}${FIRST + 2}:${letter}${LAST_ROW}", source
    )


def _ids_of(table: ContributionTable, language: Language) -> str:
    return f"='{sheet_of(table, language)}'!$A${FIRST + 2}:$A${LAST_ROW}"


def _missing(table: DeclaredTable) -> Iterator[tuple[int, str]]:
    """Yield the columns that must be filled in a row that was begun; of words, one of the three languages."""
    row = FIRST + 2
    columns = table.file_columns
    begun = f"COUNTA($A{row}:${xl_col_to_name(len(columns) - 1)}{row})>0"
    for place, column in enumerate(columns):
        alike = [xl_col_to_name(at) for at, other in enumerate(columns) if other.of is column.of]
        if column.of.required:
            yield place, f"=AND({begun},COUNTA(${alike[0]}{row}:${alike[-1]}{row})=0)"
