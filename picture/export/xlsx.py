"""A workbook: values, comparisons, metadata and marks, each on a sheet; numbers are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import chain, product

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from contract.codes import Language
from picture.charts.axis import digits_format
from picture.charts.palette import HEADING, WHITE, WORSE
from picture.export.codebook import codebook_blocks, status_codes
from picture.export.columns import COMPARISONS, MODELLED, VALUES, Column, Entry, comparisons, modelled, numbers
from picture.export.item import ExportItem
from picture.export.stamp import stamp, warnings
from picture.text.words import word

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
HEAD = 1  # the row of the column heads; above it stand warnings and stamp


def workbook(items: Sequence[ExportItem]) -> bytes:
    """Make an XLSX of the numbers of datasets in one language. items: at least one.

    Texts are written as texts, never as formulas; what is not shown is an empty cell beside its mark.
    """
    dataset = items[0].dataset
    language = dataset.view.language
    file = BytesIO()
    with Workbook(file, SAFE) as book:
        entries = numbers(items)
        estimates = modelled(items)
        for key, columns, lines in (
            ("export_sheet_values", VALUES, entries),
            ("export_sheet_comparisons", COMPARISONS, list(comparisons(entries))),
            *([("export_sheet_small_areas", MODELLED, estimates)] if estimates else []),
        ):
            sheet = _sheet(book, word(key, language), items)
            _table(book, sheet, columns, lines, language)
        _facts(book, word("export_sheet_about", language), items)
        _marks(book, word("methods_marks", language), items)
        book.set_properties(
            {
                "title": word("title", language),
                "subject": items[0].captions.subtitle,
                "keywords": dataset.stamp.build,
                "created": dataset.stamp.built_at,
            }
        )
    return file.getvalue()


def _sheet(book: Workbook, name: str, items: Sequence[ExportItem]) -> Worksheet:
    """Add a sheet with warnings and stamp above everything."""
    dataset = items[0].dataset
    sheet = book.add_worksheet(name)
    found = list(dict.fromkeys(chain.from_iterable(warnings(one.dataset) for one in items)))
    line = " · ".join([*found, stamp(dataset)])
    sheet.write_string(0, 0, line, book.add_format({"bold": True, "font_color": WORSE if found else HEADING}))
    sheet.set_landscape()
    sheet.set_footer(f"&L{line}&R&P/&N")
    return sheet


def _heads(book: Workbook, sheet: Worksheet, heads: Iterable[str]) -> None:
    look = book.add_format(
        {"bold": True, "bg_color": HEADING, "font_color": WHITE, "text_wrap": True, "valign": "vcenter"}
    )
    for place, head in enumerate(heads):
        sheet.write_string(HEAD, place, head, look)
    sheet.freeze_panes(HEAD + 1, 0)


def _table(
    book: Workbook, sheet: Worksheet, columns: Sequence[Column], lines: Sequence[Entry], language: Language
) -> None:
    _heads(book, sheet, (column.head(language) for column in columns))
    decimals = {column.decimals(entry.indicator) for column, entry in product(columns, lines)}
    looks = {held: book.add_format({"num_format": digits_format(held)}) for held in sorted(decimals)}
    for line, entry in enumerate(lines, HEAD + 1):
        for place, column in enumerate(columns):
            _write(sheet, (line, place), column.of(entry), looks[column.decimals(entry.indicator)])
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.autofilter(HEAD, 0, HEAD + len(lines), len(columns) - 1)


def _write(sheet: Worksheet, cell: tuple[int, int], value: str | float | None, look: Format) -> None:
    """Write a number as a number and a text as a text; nothing stays nothing."""
    if isinstance(value, str):
        if value:
            sheet.write_string(*cell, value)
    elif value is not None:
        sheet.write_number(*cell, value, look)


def _facts(book: Workbook, name: str, items: Sequence[ExportItem]) -> None:
    language = items[0].dataset.view.language
    sheet = _sheet(book, name, items)
    _heads(book, sheet, (word("export_term", language), word("export_text", language)))
    term = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    line = HEAD + 1
    for block in codebook_blocks(items):
        for left, right in block:
            sheet.write_string(line, 0, left, term)
            sheet.write_string(line, 1, right, text)
            line += 1
        line += 1
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 110)


def _marks(book: Workbook, name: str, items: Sequence[ExportItem]) -> None:
    language = items[0].dataset.view.language
    sheet = _sheet(book, name, items)
    _heads(book, sheet, (word(key, language) for key in ("export_code_list", "export_status_code", "export_meaning")))
    for line, (column, code, meaning) in enumerate(status_codes(language), HEAD + 1):
        for place, text in enumerate((word(f"export_{column}", language), code, meaning)):
            sheet.write_string(line, place, text)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 70)
