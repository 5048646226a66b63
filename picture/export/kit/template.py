"""The workbook for typing answers in: a column per question, with a list to choose from, and what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from contract.actions.kit import ANSWERS_SHEET, CODES_ROW, RESPONDENT
from contract.codes import Language
from picture.charts.palette import HEADING, LEVEL_GROUND, QUIET
from picture.export.archive import dated
from picture.export.workbook.xlsx import SAFE
from picture.query.collect.kit import KitContent
from picture.text.kit.background import background_answers, background_wording
from picture.text.words import word

FORMS = 5_000  # rows that are prepared
COLUMN_WIDTH = 26  # of a column, in letters
_LINE = 15  # points
MOST_LETTERS = 255  # of a message beside a cell
MOST_TITLE = 32
HELP_LINES = 6


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the sheet of answers."""

    code: str
    wording: str
    answers: tuple[str, ...]


def answers_template(content: KitContent, language: Language) -> bytes:
    """Write the workbook in one language; the same kit becomes the same bytes."""
    file = BytesIO()
    columns = [*_columns(content, language)]
    with Workbook(file, SAFE) as book:
        book.set_properties({"title": word("kit_told_template", language), "created": content.stamp.built_at})
        looks = _looks(book)
        answers = book.add_worksheet(ANSWERS_SHEET)
        lists = _write_codes(book.add_worksheet(word("kit_sheet_codes", language)), columns, language, looks)
        _write_answers(answers, columns, lists, language, looks)
        _write_help(book.add_worksheet(word("kit_sheet_help", language)), language, looks)
    return dated(file.getvalue(), content.stamp.built_at)


def _columns(content: KitContent, language: Language) -> Iterator[_Column]:
    form = content.forms[language]
    for question in form.questions:
        yield _Column(question.column, question.wording, tuple(option.text for option in question.options))
    for about in form.background:
        wording = background_wording(about, language)
        yield _Column(about.dim, wording, tuple(background_answers(about, language).values()))


def _looks(book: Workbook) -> dict[str, Format]:
    return {
        "title": book.add_format({"bold": True, "font_size": 15, "font_color": HEADING}),
        "wording": book.add_format({"text_wrap": True, "valign": "top", "bg_color": LEVEL_GROUND, "bottom": 1}),
        "code": book.add_format({"bold": True, "bg_color": LEVEL_GROUND, "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "quiet": book.add_format({"font_color": QUIET}),
    }


def _write_answers(
    sheet: Worksheet, columns: list[_Column], lists: dict[str, str], language: Language, looks: dict[str, Format]
) -> None:
    """Write both rows of heads, and what each cell below takes."""
    first = CODES_ROW  # counted from 0, the row below the codes
    last = first + FORMS - 1
    sheet.set_row(0, _LINE * (1 + max(len(column.wording) for column in columns) // COLUMN_WIDTH), looks["wording"])
    sheet.write_string(0, 0, word("kit_id", language), looks["wording"])
    sheet.write_string(CODES_ROW - 1, 0, RESPONDENT, looks["code"])
    number = f"=AND(ISNUMBER(A{first + 1}),COUNTIF($A${first + 1}:$A${last + 1},A{first + 1})=1)"
    wrong = {"error_title": word("kit_id", language), "error_message": word("kit_id_wrong", language)}
    sheet.data_validation(first, 0, last, 0, {"validate": "custom", "value": number, **wrong})
    for place, column in enumerate(columns, 1):
        sheet.write_string(0, place, column.wording, looks["wording"])
        sheet.write_string(CODES_ROW - 1, place, column.code, looks["code"])
        sheet.data_validation(first, place, last, place, _choice(column, lists[column.code], language))
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, len(columns), COLUMN_WIDTH)
    sheet.freeze_panes(first, 1)


def _choice(column: _Column, answers: str, language: Language) -> dict[str, str]:
    """Return what a cell takes: an answer of the list, or nothing."""
    return {
        "validate": "list",
        "source": answers,
        "input_title": column.code[:MOST_TITLE],
        "input_message": column.wording[:MOST_LETTERS],
        "error_title": column.code[:MOST_TITLE],
        "error_message": word("kit_answer_wrong", language),
    }


def _write_codes(
    sheet: Worksheet, columns: list[_Column], language: Language, looks: dict[str, Format]
) -> dict[str, str]:
    """Write all answers below each other; return code of a column = where its answers stand."""
    for place, key in enumerate(("kit_column", "kit_answer")):
        sheet.write_string(0, place, word(key, language), looks["code"])
    row = 1
    where = {}
    for column in columns:
        where[column.code] = f"='{sheet.name}'!$B${row + 1}:$B${row + len(column.answers)}"
        for answer in column.answers:
            sheet.write_string(row, 0, column.code, looks["quiet"])
            sheet.write_string(row, 1, answer)
            row += 1
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 44)
    return where


def _write_help(sheet: Worksheet, language: Language, looks: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, word("kit_help_title", language), looks["title"])
    for line in range(1, HELP_LINES + 1):
        sheet.set_row(line, 2 * _LINE)
        sheet.write_string(line, 0, f"{line}. {word(f'kit_help_{line}', language)}", looks["text"])
