"""The Word file: real headings, repeated heads, a language, words for every figure, true properties."""

from io import BytesIO
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from markupsafe import Markup

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
    text_runs,
)
from picture.export.report.document.word_file import word_file
from tests.picture.export.report.asking import document

SVG = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0H9"/></svg>')
DRAWING = Drawing(SVG, "What it shows", 20, 20)


def opened(*blocks, **more):
    return docx.Document(BytesIO(word_file(document(*blocks, **more))))


def test_headings_are_headings():
    word = opened(HeadingBlock("First", 1), HeadingBlock("Then", 2, new_page=True))
    assert [(p.text, p.style.name) for p in word.paragraphs] == [("First", "Heading 1"), ("Then", "Heading 2")]
    assert word.paragraphs[1].paragraph_format.page_break_before


def test_the_language_is_that_of_finland():
    for language, tag in (("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")):
        word = opened(HeadingBlock("First", 1), language=language)
        assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {tag}
        assert word.core_properties.language == tag


def test_the_properties_are_true():
    about = opened(HeadingBlock("First", 1)).core_properties
    assert (about.title, about.author, about.keywords) == ("Nyland: report", "House", "0f3a9c17be42")
    assert about.comments == "SYNTHETIC · DRAFT"
    assert about.created.year == 2026


def test_a_table_repeats_its_heads_and_says_what_it_holds():
    columns = (TableColumn("Name", 2), TableColumn("Value", 1, "right"))
    rows = ((TableCell((TextRun("a", link="https://example.org/x"),)), TableCell(drawing=DRAWING)),)
    table = opened(TableBlock("What it holds", columns, rows)).tables[0]
    assert [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows] == [1, 0]
    assert table._tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "What it holds"
    assert table.rows[1].cells[0].text == "a"


def test_every_figure_has_words_and_a_number_of_its_own():
    other = Drawing(SVG, "Another", 20, 20)
    word = opened(BesideBlock((HeadingBlock("First", 1),), DRAWING), other)
    about = list(word.element.body.iter(qn("wp:docPr")))
    assert {one.get("descr") for one in about} == {"What it shows", "Another"}
    assert len({one.get("id") for one in about}) == 2
    assert len(list(word.element.body.iter(qn("wp:anchor")))) == 1


def test_marks_and_edition_stand_on_every_page():
    section = opened(HeadingBlock("First", 1)).sections[0]
    assert section.header.paragraphs[1].text == "SYNTHETIC · DRAFT"
    assert "Edition 2026" in section.footer.paragraphs[0].text
    assert "PAGE" in section.footer._element.xml


def test_boxes_facts_lists_and_lines_to_write_on_are_there():
    word = opened(
        BoxBlock("To discuss", (ListBlock((text_runs("Why?"),)), TextBlock(text_runs("Because.")))),
        FactsBlock((ChangeFact("▲", "better", "24 → 32 %", "Trust", "improved since 2025"),)),
        LinesBlock("Decisions", (TableColumn("What", 2), TableColumn("Who", 1)), 3),
    )
    assert [p.text for p in word.paragraphs][:3] == ["To discuss", "Why?", "Because."]
    assert word.tables[0].rows[0].cells[0].text == "▲ 24 → 32 %\nTrust\nimproved since 2025"
    assert len(word.tables[1].rows) == 4


def test_control_characters_break_no_file():
    assert opened(TextBlock((TextRun("a\x07b"),))).paragraphs[0].text == "ab"


def test_the_same_document_becomes_the_same_bytes_dated_by_the_build():
    file = word_file(document(HeadingBlock("First", 1), DRAWING))
    assert file == word_file(document(HeadingBlock("First", 1), DRAWING))
    with ZipFile(BytesIO(file)) as held:
        assert {one.date_time[:3] for one in held.infolist()} == {(2026, 11, 24)}


def test_elements_stand_in_the_order_that_word_reads():
    word = opened(
        BoxBlock("To discuss", (TextBlock(text_runs("Because.")),)),
        LinesBlock("Decisions", (TableColumn("What", 2), TableColumn("Who", 1)), 1),
    )
    about = [child.tag.rpartition("}")[2] for child in word.tables[0]._tblPr]
    assert about.count("tblBorders") == 1
    assert about.index("tblBorders") < about.index("tblLayout") < about.index("tblCaption")
    for paragraph in word.paragraphs[:2]:
        named = [child.tag.rpartition("}")[2] for child in paragraph._p.pPr]
        assert named.index("shd") < named.index("spacing") if "spacing" in named else "shd" in named


def test_no_second_copy_of_the_styles_contradicts_the_first():
    with ZipFile(BytesIO(word_file(document(HeadingBlock("First", 1))))) as held:
        assert not [name for name in held.namelist() if "stylesWithEffects" in name]


def test_cells_are_as_wide_as_their_columns_in_every_program():
    columns = (TableColumn("Name", 3), TableColumn("Value", 1))
    table = opened(TableBlock("Rows", columns, ((TableCell((TextRun("a"),)), TableCell((TextRun("b"),))),))).tables[0]
    widths = [column.width for column in table.columns]
    assert widths[0] > 2.9 * widths[1]
    for row in table.rows:
        assert [cell.width for cell in row.cells] == widths


def test_a_figure_has_no_room_around_it():
    inline = opened(HeadingBlock("First", 1), DRAWING).inline_shapes[0]._inline
    assert {inline.get(side) for side in ("distT", "distB", "distL", "distR")} == {"0"}
    assert inline.docPr.get("descr") == "What it shows"


def test_long_words_may_be_divided_in_tables_alone():
    word = opened(TextBlock((TextRun("text"),)), TableBlock("Rows", (TableColumn("Name", 1),), ()))
    normal = word.styles["Normal"].element
    assert word.settings.element.find(qn("w:autoHyphenation")) is not None
    assert next(normal.iter(qn("w:suppressAutoHyphens"))).get(qn("w:val")) is None
    assert next(word.paragraphs[0]._p.iter(qn("w:suppressAutoHyphens")), None) is None
    cell = word.tables[0].cell(0, 0).paragraphs[0]
    assert next(cell._p.iter(qn("w:suppressAutoHyphens"))).get(qn("w:val")) == "0"
