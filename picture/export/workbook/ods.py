"""The same workbook as ODS: three parts of XML (OpenDocument 1.3), which no library writes as fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from string import ascii_uppercase

from markupsafe import Markup

from contract.printable import printable
from picture.charts.palette import HEADING, INK, WORSE
from picture.export.archive import archive
from picture.export.item import ExportItem
from picture.export.languages import LANGUAGE_TAGS
from picture.export.workbook.book import Book, Sheet, SheetCell
from picture.export.workbook.sheets import book_of

ODS_MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_LETTER = 1.9  # millimetres of a column for each letter
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = Markup(" ").join(
    Markup('xmlns:{}="{}"').format(short, name)
    for short, name in {
        **{one: f"{_NAMESPACE}{one}:1.0" for one in ("office", "style", "text", "table", "meta", "manifest")},
        "fo": f"{_NAMESPACE}xsl-fo-compatible:1.0",
        "number": f"{_NAMESPACE}datastyle:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
_DECLARED = Markup('<?xml version="1.0" encoding="UTF-8"?>\n')
_CONTENT = Markup(
    '<office:document-content {} office:version="1.3"><office:automatic-styles>{}</office:automatic-styles>'
    "<office:body><office:spreadsheet>{}<table:database-ranges>{}</table:database-ranges></office:spreadsheet>"
    "</office:body></office:document-content>"
)
_TABLE = Markup(
    '<table:table table:name="{name}" table:style-name="sheet" table:print-ranges="{printed}">{columns}{above}'
    "<table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
)
_RANGE = Markup('<table:database-range table:name="{}" table:target-range-address="{}"/>')
_COLUMN = Markup('<table:table-column table:style-name="w{}" table:default-cell-style-name="text"/>')
_ROW = Markup('<table:table-row table:style-name="row">{}</table:table-row>')
_TEXT = Markup('<table:table-cell table:style-name="{}" office:value-type="string">{}</table:table-cell>')
_PARAGRAPH = Markup("<text:p>{}</text:p>")
_LINK = Markup('<text:p><text:a xlink:type="simple" xlink:href="#{0}">{1}</text:a></text:p>')
_NUMBER = Markup(
    '<table:table-cell table:style-name="d{}" office:value-type="float" office:value="{}"><text:p>{}</text:p>'
    "</table:table-cell>"
)
_EMPTY = Markup("<table:table-cell/>")
_WIDTH = Markup(
    '<style:style style:name="w{}" style:family="table-column"><style:table-column-properties '
    'style:column-width="{}mm"/></style:style>'
)
_DECIMALS = Markup(
    '<number:number-style style:name="n{0}"><number:number number:decimal-places="{0}" number:min-decimal-places="{0}" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style><style:style style:name="d{0}" '
    'style:family="table-cell" style:data-style-name="n{0}"><style:table-cell-properties style:vertical-align="top"/>'
    "</style:style>"
)
_LOOKS = Markup(
    '<style:style style:name="sheet" style:family="table" style:master-page-name="Wide"/>'
    '<style:style style:name="row" style:family="table-row"><style:table-row-properties '
    'style:use-optimal-row-height="true"/></style:style>'
    '<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-size="15pt" '
    'fo:font-weight="bold" fo:color="{}"/></style:style>'
    '<style:style style:name="line" style:family="table-cell"/>'
    '<style:style style:name="warning" style:family="table-cell"><style:text-properties fo:font-weight="bold" '
    'fo:color="{}"/></style:style>'
    '<style:style style:name="text" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" '
    'style:vertical-align="top"/></style:style>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" '
    'fo:border-bottom="0.5pt solid {}"/><style:text-properties fo:font-weight="bold"/></style:style>'
).format(HEADING, WORSE, INK)
_STYLES = Markup(
    '<office:document-styles {} office:version="1.3"><office:styles><style:default-style style:family="table-cell">'
    '<style:text-properties fo:language="{}" fo:country="{}" fo:font-size="11pt"/></style:default-style>'
    '</office:styles><office:automatic-styles><style:page-layout style:name="wide"><style:page-layout-properties '
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" '
    'style:scale-to-Y="0" fo:margin="1.5cm"/></style:page-layout></office:automatic-styles><office:master-styles>'
    '<style:master-page style:name="Wide" style:page-layout-name="wide"><style:header style:display="false"/>'
    '<style:footer style:display="false"/></style:master-page></office:master-styles></office:document-styles>'
)
_META = Markup(
    '<office:document-meta {} office:version="1.3"><office:meta><dc:title>{}</dc:title><dc:subject>{}</dc:subject>'
    "<meta:initial-creator>{}</meta:initial-creator><dc:creator>{}</dc:creator><meta:keyword>{}</meta:keyword>"
    "<meta:creation-date>{}</meta:creation-date><dc:date>{}</dc:date><dc:language>{}</dc:language>"
    "</office:meta></office:document-meta>"
)
_ENTRY = Markup('<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>')
_MANIFEST = Markup('<manifest:manifest {} manifest:version="1.3">{}</manifest:manifest>')


def ods_workbook(items: Sequence[ExportItem]) -> bytes:
    """Make an ODS of the numbers of datasets in one language. items: at least one."""
    return ods(book_of(items))


def ods(book: Book) -> bytes:
    """Write a workbook."""
    parts = {"content.xml": _content(book), "styles.xml": _styles(book), "meta.xml": _meta(book)}
    entries = [_ENTRY.format("/", ODS_MEDIA), *(_ENTRY.format(name, "text/xml") for name in parts)]
    parts["META-INF/manifest.xml"] = _MANIFEST.format(_SPACES, Markup("").join(entries))
    files = {name: printable(_DECLARED + part).encode() for name, part in parts.items()}
    return archive({"mimetype": ODS_MEDIA.encode(), **files}, book.created, plain=("mimetype",))


def _content(book: Book) -> Markup:
    heads = list(chain.from_iterable(sheet.heads for sheet in book.sheets))
    cells = chain.from_iterable(chain.from_iterable(sheet.rows for sheet in book.sheets))
    widths = (_WIDTH.format(width, int(_LETTER * width)) for width in sorted({head.width for head in heads}))
    decimals = map(_DECIMALS.format, sorted({cell.decimals for cell in cells}))
    looks = _LOOKS + Markup("").join(chain(widths, decimals))
    ranges = (_RANGE.format(sheet.table, _range(sheet, sheet.head_row, len(sheet.heads) - 1)) for sheet in book.sheets)
    return _CONTENT.format(_SPACES, looks, Markup("").join(map(_sheet, book.sheets)), Markup("").join(ranges))


def _sheet(sheet: Sheet) -> Markup:
    above = [(sheet.title, "title"), *([(sheet.warning, "warning")] if sheet.warning else [])]
    above += [(line, "line") for line in sheet.lines]
    return _TABLE.format(
        name=sheet.name,
        printed=_range(sheet, 0, sheet.last_printed),
        columns=Markup("").join(_COLUMN.format(head.width) for head in sheet.heads),
        above=Markup("").join(_row([_text(*told)]) for told in above),
        head=_row([_text(head.text, "head") for head in sheet.heads]),
        rows=Markup("").join(_row(map(_cell, row)) for row in sheet.rows),
    )


def _row(cells: Iterator[Markup] | list[Markup]) -> Markup:
    return _ROW.format(Markup("").join(cells))


def _text(text: str, look: str) -> Markup:
    return _TEXT.format(look, Markup("").join(map(_PARAGRAPH.format, text.splitlines() or [""])))


def _cell(cell: SheetCell) -> Markup:
    """Write a link, a text as a text, a number as a number; nothing stays nothing."""
    if cell.value is None:
        return _EMPTY
    if cell.sheet:
        return _TEXT.format("text", _LINK.format(cell.sheet, cell.value))
    if isinstance(cell.value, str):
        return _text(cell.value, "text")
    return _NUMBER.format(cell.decimals, cell.value, cell.value)


def _range(sheet: Sheet, first_row: int, last_column: int) -> str:
    """Write a range from column A and a row to the end of the table: 'Luvut'.A7:'Luvut'.C9."""
    name = sheet.name.replace("'", "''")
    return f"'{name}'.A{first_row + 1}:'{name}'.{_letters(last_column)}{sheet.last_row + 1}"


def _letters(column: int) -> str:
    """Write the place of a column as spreadsheets do: A, B, … Z, AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + ascii_uppercase[last]


def _styles(book: Book) -> Markup:
    language, _, country = LANGUAGE_TAGS[book.language].partition("-")
    return _STYLES.format(_SPACES, language, country)


def _meta(book: Book) -> Markup:
    moment = book.created.replace(tzinfo=None).isoformat(timespec="seconds")
    creator = (book.author, book.author)
    return _META.format(
        _SPACES, book.title, book.subject, *creator, book.keywords, moment, moment, LANGUAGE_TAGS[book.language]
    )
