"""A document is written whatever letters a name holds, also those that no XML may hold and no typeface has."""

from io import BytesIO

import docx
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from pypdf import PdfReader

from picture.charts.svg.svg_text import text
from picture.export.report.document.content import (
    BesideBlock,
    BoxBlock,
    ChangeFact,
    Drawing,
    FactsBlock,
    HeadingBlock,
    LinesBlock,
    ListBlock,
    TableBlock,
    TableCell,
    TableColumn,
    TextBlock,
    TextRun,
)
from picture.export.report.document.pdf import pdf_file
from picture.export.report.document.word_file import word_file
from tests.picture.export.report.asking import document

SVG = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>')
NAMES = st.text(st.characters(), max_size=300)  # with surrogates, controls and noncharacters


def everywhere(name):
    """A document in which a name stands wherever a text can stand."""
    drawing = Drawing(SVG.format(text(name, 0, 5, 4, "#000000")), name, 20, 20, caption=name)
    runs = (TextRun(name, bold=True), TextRun(name, link="https://example.org/map"))
    columns = (TableColumn(name, 1), TableColumn(drawing, 1))
    return document(
        BesideBlock((HeadingBlock(name, 1), TextBlock(runs, "lead")), drawing),
        ListBlock((runs,)),
        TableBlock(name, columns, ((TableCell(runs), TableCell(drawing=drawing)),)),
        FactsBlock((ChangeFact("▲", "better", name, name, name),)),
        BoxBlock(name, (TextBlock(runs),)),
        LinesBlock(name, columns[:1], 1),
        title=name,
        subject=name,
        kind=name,
        foot=name,
        marks=(name,),
    )


@settings(max_examples=40)
@given(NAMES)
@example("\x00\x01\x1b\x7f\x85")
@example("\ufffe\uffff\ufdd0\U0001fffe\U0010ffff")
@example("\ud800 \udfff")
@example("a\tb\nc\rd\u2028e\u200b\u202e\u00ad")
def test_any_name_stands_in_a_pdf_and_in_a_word_file(name):
    called = everywhere(f"Nyland {name}")
    assert "Nyland" in PdfReader(BytesIO(pdf_file(called))).pages[0].extract_text()
    assert docx.Document(BytesIO(word_file(called))).paragraphs[0].text.startswith("Nyland")


def test_a_word_that_is_longer_than_a_line_is_divided():
    word = ("yhdenvertaisuussuunnitteluvelvoite" * 9)[:300]
    runs = (TextRun(word),)
    table = TableBlock("Rows", (TableColumn("Name", 1), TableColumn("Value", 4)), ((TableCell(runs), TableCell()),))
    facts = FactsBlock((ChangeFact("▲", "better", "1 → 2", word, word),))
    told = document(HeadingBlock(word, 1), TextBlock(runs), ListBlock((runs,)), facts, table, language="fi")
    lines = PdfReader(BytesIO(pdf_file(told))).pages[0].extract_text().splitlines()
    assert max(map(len, lines)) < 150
