"""A workbook as XLSX. Texts are written as texts, never as formulas; what is not shown is an empty cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from picture.charts.axis import digits_format
from picture.charts.palette import ACCENT, HEADING, WORSE
from picture.export.archive import archive, members
from picture.export.item import ExportItem
from picture.export.languages import LANGUAGE_TAGS
from picture.export.workbook.book import Book, Sheet, SheetCell
from picture.export.workbook.sheets import book_of

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
PROPERTIES = "docProps/core.xml"
END_OF_PROPERTIES = b"</cp:coreProperties>"
_LANGUAGE = b"<dc:language>%s</dc:language>"
A4 = 9
LINE_HEIGHT = 15  # points; a program that opens the file makes no row higher by itself
TITLE_SIZE = 15
_WRAPPED = {"text_wrap": True, "valign": "top"}


def workbook(items: Sequence[ExportItem]) -> bytes:
    """Make an XLSX of the numbers of datasets in one language. items: at least one."""
    return xlsx(book_of(items))


def xlsx(book: Book) -> bytes:
    """Write a workbook."""
    file = BytesIO()
    with Workbook(file, SAFE) as written:
        looks = _Looks(written)
        for sheet in book.sheets:
            _write_sheet(written.add_worksheet(sheet.name), sheet, looks)
        written.set_properties(
            {
                "title": book.title,
                "subject": book.subject,
                "author": book.author,
                "keywords": book.keywords,
                "created": book.created,
            }
        )
    return _in_language(file.getvalue(), book)


@dataclass(frozen=True, slots=True)
class _Looks:
    """The looks of cells; a workbook holds each once."""

    book: Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def title(self) -> Format:
        return self._of("title", {"bold": True, "font_size": TITLE_SIZE, "font_color": HEADING})

    def warning(self) -> Format:
        return self._of("warning", {"bold": True, "font_color": WORSE})

    def head(self) -> Format:
        return self._of("head", {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})

    def text(self) -> Format:
        return self._of("text", _WRAPPED)

    def link(self) -> Format:
        return self._of("link", {"underline": 1, "font_color": ACCENT, **_WRAPPED})

    def number(self, decimals: int) -> Format:
        return self._of(f"number {decimals}", {"num_format": digits_format(decimals), "valign": "top"})

    def _of(self, name: str, look: dict[str, object]) -> Format:
        if name not in self.made:
            self.made[name] = self.book.add_format(look)
        return self.made[name]


def _write_sheet(sheet: Worksheet, told: Sheet, looks: _Looks) -> None:
    sheet.write_string(0, 0, told.title, looks.title())
    if told.warning:
        sheet.write_string(1, 0, told.warning, looks.warning())
    for row, line in enumerate(reversed(told.lines), 1):
        sheet.write_string(told.head_row - row, 0, line)
    columns = [{"header": head.text, "header_format": looks.head()} for head in told.heads]
    table = {"name": told.table, "columns": columns, "autofilter": False, "style": None}
    sheet.add_table(told.head_row, 0, told.last_row, len(columns) - 1, table)
    sheet.set_row(told.head_row, LINE_HEIGHT * told.lines_of(head.text for head in told.heads))
    for row, cells in enumerate(told.rows, told.head_row + 1):
        sheet.set_row(row, LINE_HEIGHT * told.lines_of(cell.value for cell in cells))
        for place, cell in enumerate(cells):
            _write(sheet, (row, place), cell, looks)
    for place, head in enumerate(told.heads):
        sheet.set_column(place, place, head.width)
    _print(sheet, told)


def _write(sheet: Worksheet, at: tuple[int, int], cell: SheetCell, looks: _Looks) -> None:
    """Write a link, a text as a text, a number as a number; nothing stays nothing."""
    if cell.sheet:
        sheet.write_url(*at, f"internal:'{cell.sheet}'!A1", looks.link(), string=str(cell.value))
    elif isinstance(cell.value, str):
        sheet.write_string(*at, cell.value, looks.text())
    elif cell.value is not None:
        sheet.write_number(*at, cell.value, looks.number(cell.decimals))


def _print(sheet: Worksheet, told: Sheet) -> None:
    """Print what people read on pages as wide as the table, with the head on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(told.head_row)
    sheet.print_area(0, 0, told.last_row, told.last_printed)


def _in_language(made: bytes, book: Book) -> bytes:
    """Write the language into the properties, for which the library has no place."""
    files = members(made)
    language = _LANGUAGE % LANGUAGE_TAGS[book.language].encode()
    files[PROPERTIES] = files[PROPERTIES].replace(END_OF_PROPERTIES, language + END_OF_PROPERTIES)
    return archive(files, book.created)
