"""What a report says: first the finding, then everything behind it; of an area without figures why there are none."""

from io import BytesIO
from itertools import chain, pairwise

import pytest
from pypdf import PdfReader

from contract.codes import Language
from picture.export.report.area_report import brief_document, report_document
from picture.export.report.document.content import (
    BesideBlock,
    BoxBlock,
    Drawing,
    FactsBlock,
    HeadingBlock,
    LinesBlock,
    ListBlock,
    TableBlock,
    TextBlock,
)
from picture.export.report.document.pdf import pdf_file
from picture.export.report.first_page import differing_items
from picture.text.words import word
from tests.picture.export.report.asking import answers, asked_of, brief, report, small
from tests.picture.small import small_database

AREAS = ("MK01", "MK21", "SSS", "EVK01")


def flat(blocks):
    """All blocks, also those inside others, in the order of reading."""
    for block in blocks:
        yield block
        if isinstance(block, BesideBlock):
            yield from (*flat(block.blocks), block.drawing)
        elif isinstance(block, BoxBlock):
            yield from (HeadingBlock(block.title, 2), *flat(block.blocks))


def headings(document):
    return [block for block in flat(document.blocks) if isinstance(block, HeadingBlock)]


def text(document):
    """Everything that a document says in words."""
    told = []
    for block in flat(document.blocks):
        if isinstance(block, HeadingBlock):
            told.append(block.text)
        elif isinstance(block, TextBlock):
            told += [run.text for run in block.runs]
        elif isinstance(block, ListBlock):
            told += [run.text for run in chain.from_iterable(block.items)]
        elif isinstance(block, FactsBlock):
            told += [f"{fact.mark} {fact.amount} {fact.about} {fact.note}" for fact in block.facts]
    return "\n".join(told)


def tables(document):
    return [block for block in document.blocks if isinstance(block, TableBlock)]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("area", ["MK01", "MK21", "SSS"])
def test_the_first_heading_is_the_title_and_no_level_is_left_out(area, language):
    levels = [one.level for one in headings(report_document(small(area, language)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_title_is_the_largest_difference_from_the_country():
    assert headings(report_document(small("MK01", "sv")))[0].text.startswith("Fler ")


def test_each_row_that_differs_is_drawn_with_words_for_those_who_do_not_see_it():
    first = tables(report_document(small("MK01", "en")))[0]
    drawings = [cell.drawing for cell in chain.from_iterable(first.rows) if cell.drawing]
    assert drawings
    assert all("60%" in drawing.alt and "56%" in drawing.alt for drawing in drawings)


def test_an_area_without_figures_gets_a_report_of_what_is_not_known_and_no_empty_axis():
    document = report_document(small("MK21", "en"))
    told = text(document)
    assert headings(document)[0].text == word("nothing_title", "en", subject="Region 21 en") or "cannot show" in told
    for key in ("nothing_why", "nothing_known", "nothing_do"):
        assert word(key, "en") in told
    assert "improved" not in told
    assert not any(isinstance(one, FactsBlock) for one in document.blocks)


def nothing_at_all(area, language, areas):
    """Answers of an area of which no figure is shown, neither of the survey nor of a register."""
    con = small_database()
    numbers = ", ".join(f"{one} = NULL" for one in ("value", "ci_low", "ci_high", "n", "effective_n"))
    con.execute(f"UPDATE estimate SET {numbers}, conf_status = 'C' WHERE {areas}")
    return answers(con, area, language)


def alone(document):
    """Headings with nothing under them: the next block is a heading that is not below them, or there is none."""
    blocks = [*flat(document.blocks), HeadingBlock("end", 1)]
    pairs = [(one, after) for one, after in pairwise(blocks) if isinstance(one, HeadingBlock)]
    return [one.text for one, after in pairs if isinstance(after, HeadingBlock) and after.level <= one.level]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("area", "areas"), [("MK21", "level <> 'country'"), ("MK21", "true"), ("SSS", "true")])
def test_where_nothing_at_all_is_known_no_heading_stands_alone(language, area, areas):
    asked = nothing_at_all(area, language, areas)
    for document in (report_document(asked), brief_document(asked)):
        assert alone(document) == []
        assert all(block.items for block in document.blocks if isinstance(block, ListBlock))
    told = text(report_document(asked))
    assert word("nothing_known_none", language, area=asked.profile.area_name) in told


@pytest.mark.parametrize("area", AREAS)
def test_no_heading_stands_alone(published, area):
    assert alone(report(published, area, "fi")) == alone(brief(published, area, "fi")) == []


def test_without_an_action_plan_its_place_is_left_out(published):
    assert "Handlingsplan" not in text(report(published, "MK05", "sv"))


@pytest.mark.parametrize("area", AREAS)
def test_every_report_of_a_build_says_draft_and_synthetic_and_cites_its_edition(published, area):
    document = report(published, area, "fi")
    assert document.marks
    assert document.build in text(document)


def test_every_indicator_of_an_area_stands_in_the_tables_once(published):
    document = report(published, "MK01", "fi")
    links = [
        run.link
        for table in tables(document)[1:]
        for row in table.rows
        for run in row[0].runs
        if "indicator=" in run.link
    ]
    assert len(links) == len(set(links)) > 20


@pytest.mark.parametrize("area", AREAS)
def test_the_brief_has_questions_and_lines_for_decisions(published, area):
    document = brief(published, area, "sv")
    assert word("report_ask", "sv") in text(document)
    assert sum(isinstance(one, LinesBlock) for one in document.blocks) == 1


def test_the_brief_of_an_area_without_figures_says_why():
    assert word("nothing_why", "en") in text(brief_document(small("MK21", "en")))


def test_a_drawing_without_words_is_refused():
    with pytest.raises(ValueError, match="needs words"):
        Drawing("<svg/>", " ", 10, 10)


@pytest.mark.parametrize(("area", "language"), [("MK01", "sv"), ("EVK03", "en"), ("SSS", "fi"), ("MK21", "sv")])
def test_the_brief_is_one_page_and_the_first_page_of_a_report_stands_alone(published, area, language):
    assert len(PdfReader(BytesIO(pdf_file(brief(published, area, language)))).pages) == 1
    document = report(published, area, language)
    second = PdfReader(BytesIO(pdf_file(document))).pages[1].extract_text()
    assert next(one.text for one in headings(document) if one.new_page) in " ".join(second.split())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("make", [brief, report])
def test_differences_and_what_does_not_differ_add_up_to_all_that_was_compared(published, make, language):
    """Uusimaa differs in more indicators than a brief has room for: it must not seem that the others do not differ."""
    dataset = asked_of(published, "MK01", language).profile
    differs = len(differing_items(dataset))
    drawn = len(next(one for one in flat(make(published, "MK01", language).blocks) if isinstance(one, TableBlock)).rows)
    said = word("report_more_differences", language, count=differs - drawn)
    assert (said in text(make(published, "MK01", language))) == (differs > drawn)
    assert drawn < differs or make is report
