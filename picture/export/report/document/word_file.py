"""Write a document as a Word file that people edit: real headings, tables with repeated heads, figures with words.

Figures are pixels, fine enough for paper: every version of Word and of other programs shows them alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from picture.charts.palette import AXIS, BETTER, BORDER, HEADING, INK, LEVEL_GROUND, NEITHER, QUIET, WORSE
from picture.export.archive import dated
from picture.export.languages import LANGUAGE_TAGS
from picture.export.report.document.content import (
    BesideBlock,
    BoxBlock,
    Document,
    DocumentBlock,
    Drawing,
    FactsBlock,
    HeadingBlock,
    LinesBlock,
    ListBlock,
    TableBlock,
    TableColumn,
    TextBlock,
    TextRun,
    TickBlock,
    writable,
)
from picture.export.report.document.pixels import in_pixels
from picture.export.report.document.word_xml import (
    describe,
    divide_words,
    drop_second_styles,
    keep_whole,
    let_float,
    link_run,
    may_divide,
    page_number,
    repeat_heads,
    set_borders,
    set_cell_margins,
    set_face,
    set_ground,
    set_title,
    tick_run,
)
from picture.text.labels import Tone

MARGIN = Mm(17)
TEXT_WIDTH = Mm(176)
TEXT_SIZES = {"lead": Pt(12), "quiet": Pt(9)}
HEADING_SIZES = {1: Pt(20), 2: Pt(14), 3: Pt(11.5)}
LARGE = Pt(13)
LARGE_LEAD = Pt(14.5)
IN_TABLE = Pt(9)
IN_BOX = Pt(11.5)
PROPERTY_LETTERS = 255  # python-docx writes no longer property
WRITING_HEIGHT = Mm(9)
TICK_INDENT = Mm(3)
AFTER_TICKS = Pt(11)
BETWEEN_TICKS = "    "
_NO_BREAK = "\u00a0"
TONE_COLOURS: dict[Tone, str] = {
    "better": BETTER,
    "worse": WORSE,
    "apart": HEADING,
    "neither": NEITHER,
    "unsure": QUIET,
}
FACTS_IN_ROW = 3


def word_file(document: Document) -> bytes:
    """Write a document as DOCX; the same document becomes the same bytes."""
    document = writable(document)
    word = docx.Document()
    _prepare(word, document)
    _about(word, document)
    drawings = list(dict.fromkeys(_drawings(document.blocks)))
    writer = _Writer(word, dict(zip(drawings, in_pixels(drawings), strict=True)), document.large)
    for block in document.blocks:
        writer.write(block)
    file = BytesIO()
    word.save(file)
    return dated(file.getvalue(), document.made)


def _drawings(blocks: Sequence[DocumentBlock]) -> Iterator[Drawing]:
    """List every drawing of a document."""
    for block in blocks:
        if isinstance(block, Drawing):
            yield block
        elif isinstance(block, BesideBlock):
            yield block.drawing
        elif isinstance(block, TableBlock):
            yield from (column.head for column in block.columns if isinstance(column.head, Drawing))
            for row in block.rows:
                yield from (cell.drawing for cell in row if cell.drawing is not None)


def _prepare(word: WordDocument, document: Document) -> None:
    """Set language, page, styles, and what stands at the top and at the bottom of every page."""
    drop_second_styles(word)
    divide_words(word)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE_TAGS[document.language])
    section = word.sections[0]
    section.page_width = Mm(210)
    section.page_height = Mm(297)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(9)
    for style in word.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name in {"Normal", "Heading 1", "Heading 2", "Heading 3"}:
            set_face(style)
    normal = word.styles["Normal"]
    normal.font.size = LARGE if document.large else Pt(10.5)
    normal.font.color.rgb = _rgb(INK)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.0
    for level, size in HEADING_SIZES.items():
        style = word.styles[f"Heading {level}"]
        style.font.size = size
        style.font.bold = True
        style.font.color.rgb = _rgb(HEADING)
    top = section.header.paragraphs[0]
    foot = section.footer.paragraphs[0]
    for line, style in ((top, "Header"), (foot, "Footer")):
        word.styles[style].paragraph_format.tab_stops.clear_all()  # in the middle, and for another paper
        line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    marks = " · ".join(document.marks)
    _runs(top, (TextRun(document.publication, bold=True), TextRun(f"  {document.kind}", quiet=True)), IN_TABLE)
    below = section.header.add_paragraph()
    below.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _runs(below, (TextRun(marks, bold=True, tone="worse"),), Pt(8))
    _tight(top)
    _runs(foot, (TextRun(f"{document.foot}\t", quiet=True),), Pt(8))
    page_number(foot)


def _about(word: WordDocument, document: Document) -> None:
    """Write the properties of the file."""
    about = word.core_properties
    about.title = document.title[:PROPERTY_LETTERS]
    about.subject = document.subject
    about.author = about.last_modified_by = document.publication
    about.keywords = document.build
    about.comments = " · ".join(document.marks)
    about.language = LANGUAGE_TAGS[document.language]
    about.created = about.modified = document.made


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes block after block."""

    word: WordDocument
    pixels: dict[Drawing, bytes]
    large: bool = False

    def write(self, block: DocumentBlock) -> None:
        """Write one block."""
        match block:
            case HeadingBlock():
                self._heading(block)
            case TextBlock():
                self._text(block)
            case ListBlock():
                self._list(block)
            case Drawing():
                self._drawing(block)
            case TableBlock():
                self._table(block)
            case FactsBlock():
                self._facts(block)
            case BoxBlock():
                self._box(block)
            case BesideBlock():
                self._beside(block)
            case LinesBlock() | TickBlock():
                self._to_fill_in(block)

    def _drawing(self, block: Drawing) -> None:
        self._picture(self.word.add_paragraph(), block)
        self._caption(block)

    def _caption(self, drawing: Drawing) -> None:
        if drawing.caption:
            _runs(self.word.add_paragraph(), (TextRun(drawing.caption, quiet=True),), IN_TABLE)

    def _heading(self, block: HeadingBlock) -> Paragraph:
        paragraph: Paragraph = self.word.add_heading(block.text, block.level)
        paragraph.paragraph_format.page_break_before = block.new_page
        return paragraph

    def _text(self, block: TextBlock) -> Paragraph:
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = block.role == "intro"
        runs = tuple(TextRun(r.text, r.bold, block.role == "quiet" or r.quiet, r.link, r.tone) for r in block.runs)
        size = LARGE_LEAD if self.large and block.role == "lead" else TEXT_SIZES.get(block.role)
        _runs(paragraph, runs, size)
        return paragraph

    def _list(self, block: ListBlock) -> list[Paragraph]:
        style = "List Number" if block.numbered else "List Bullet"
        paragraphs = [self.word.add_paragraph(style=style) for _ in block.items]
        for paragraph, runs in zip(paragraphs, block.items, strict=True):
            paragraph.paragraph_format.space_after = Pt(3)
            _runs(paragraph, runs)
        return paragraphs

    def _picture(self, paragraph: Paragraph, drawing: Drawing) -> None:
        shape = paragraph.add_run().add_picture(BytesIO(self.pixels[drawing]), width=Mm(drawing.width))
        describe(shape, drawing.alt)

    def _grid(self, columns: Sequence[TableColumn], rows: int, title: str) -> Table:
        """Add an empty table with its heads."""
        table: Table = self.word.add_table(rows + 1, len(columns))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        set_title(table, title)
        set_borders(table, BORDER, ("bottom", "insideH"))
        set_cell_margins(table)
        share = TEXT_WIDTH / sum(column.width for column in columns)
        widths = [Length(int(column.width * share)) for column in columns]
        for place, width in enumerate(widths):
            table.columns[place].width = width
        for cell, width in zip(table._cells, cycle(widths), strict=False):  # noqa: SLF001
            cell.width = width  # Word goes by cells, other programs by columns
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            paragraph = _tight(cell.paragraphs[0])
            if isinstance(column.head, Drawing):
                self._picture(paragraph, column.head)
            else:
                _runs(paragraph, (TextRun(column.head, bold=True, quiet=True),), IN_TABLE)
            _align(paragraph, column)
        repeat_heads(table.rows[0])
        return table

    def _table(self, block: TableBlock) -> None:
        table = self._grid(block.columns, len(block.rows), block.title)
        cells = iter(table._cells[len(block.columns) :])  # noqa: SLF001 - a row at a time costs the square of rows
        for row in block.rows:
            for told, column in zip(row, block.columns, strict=True):
                cell = next(cells)
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = _tight(cell.paragraphs[0])
                if told.drawing is not None:
                    self._picture(paragraph, told.drawing)
                _runs(paragraph, told.runs, IN_TABLE)
                _align(paragraph, column)
        for line in table.rows:
            keep_whole(line)
            if block.to_write_in:
                line.height = WRITING_HEIGHT
        self._after_table()

    def _facts(self, block: FactsBlock) -> None:
        """Write facts beside each other, as a table without lines."""
        rows = -(-len(block.facts) // FACTS_IN_ROW)
        table = self.word.add_table(rows, FACTS_IN_ROW)
        for cell, fact in zip(table._cells, block.facts, strict=False):  # noqa: SLF001
            lines = (
                ((TextRun(f"{fact.mark} {fact.amount}", bold=True, tone=fact.tone),), Pt(12.5)),
                ((TextRun(fact.about),), None),
                ((TextRun(fact.note, quiet=True),), IN_TABLE),
            )
            cell._element.remove(cell.paragraphs[0]._p)  # noqa: SLF001
            for runs, size in lines:
                _runs(_tight(cell.add_paragraph()), runs, size)
        self._after_table()

    def _box(self, block: BoxBlock) -> None:
        written = [self._heading(HeadingBlock(block.title, 2))]
        written[0].runs[0].font.size = IN_BOX
        for one in block.blocks:
            written += self._list(one) if isinstance(one, ListBlock) else [self._text(one)]
        for paragraph in written:
            set_ground(paragraph, LEVEL_GROUND)

    def _beside(self, block: BesideBlock) -> None:
        before = len(self.word.paragraphs)
        for one in block.blocks:
            self.write(one)
        first = self.word.paragraphs[before]
        self._picture(first, block.drawing)
        for inline in first._p.iter(qn("wp:inline")):  # noqa: SLF001
            let_float(inline)
            break
        self._caption(block.drawing)

    def _lines(self, block: LinesBlock) -> None:
        table = self._grid(block.heads, block.count, block.title)
        set_borders(table, AXIS, ("bottom", "insideH"))
        for row in table.rows[1:]:
            row.height = WRITING_HEIGHT

    def _to_fill_in(self, block: LinesBlock | TickBlock) -> None:
        if isinstance(block, TickBlock):
            self._ticks(block)
        else:
            self._lines(block)

    def _ticks(self, block: TickBlock) -> None:
        """Write boxes that Word ticks, on the page of what is asked."""
        written = [self._text(TextBlock(block.asked))] if block.asked else []
        lines = [block.options, block.apart] if block.across else [(option,) for option in block.options]
        written += [self._boxes(line) for line in lines]
        for paragraph in written[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        written[-1].paragraph_format.space_after = AFTER_TICKS

    def _boxes(self, options: Sequence[str]) -> Paragraph:
        paragraph: Paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.left_indent = TICK_INDENT
        paragraph.paragraph_format.space_after = Pt(2)
        for option in options:
            tick_run(paragraph)
            paragraph.add_run(f"{_NO_BREAK}{option}{BETWEEN_TICKS}" if len(options) > 1 else f"{_NO_BREAK}{option}")
        return paragraph

    def _after_table(self) -> None:
        """Leave a little room; without a paragraph between them two tables would become one."""
        paragraph = _tight(self.word.add_paragraph())
        paragraph.paragraph_format.line_spacing = Pt(8)


def _runs(paragraph: Paragraph, runs: Sequence[TextRun], size: Pt | None = None) -> None:
    for one in runs:
        run = link_run(paragraph, one.text, one.link) if one.link else paragraph.add_run(one.text)
        run.bold = one.bold or None
        if size is not None:
            run.font.size = size
        if one.tone is not None or one.quiet:
            run.font.color.rgb = _rgb(TONE_COLOURS[one.tone] if one.tone is not None else QUIET)


def _tight(paragraph: Paragraph) -> Paragraph:
    paragraph.paragraph_format.space_after = Pt(0)
    may_divide(paragraph)
    return paragraph


def _align(paragraph: Paragraph, column: TableColumn) -> None:
    if column.align == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
