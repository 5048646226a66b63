"""The slides of groups: blocks with a line at the reference of each."""

from dataclasses import replace

import pytest

from contract.codes import Language
from picture.text.alt_text import groups_alt_text
from picture.text.words import word
from tests.picture import factory
from tests.picture.export.reread import charts, deck, series_of, words_in, words_on
from tests.picture.text.findings.test_groups import groups as groups_with_a_title
from tests.picture.text.findings.test_standardised import groups


def alts(slide):
    return [s.element.xpath(".//p:cNvPr")[0].get("descr") for s in slide.shapes if s.has_chart]


@pytest.mark.parametrize("language", Language)
def test_a_slide_of_some_groups_describes_those_groups_and_no_others(language):
    dataset = factory.groups_dataset(language)
    rows = (dataset.rows * 5)[:20]
    first, second = (tuple(rows[:10]), tuple(rows[10:]))
    slides = [slide for slide in deck(replace(dataset, rows=rows)).slides if alts(slide)]
    for slide, part in zip(slides, (first, second), strict=True):
        alt = groups_alt_text(replace(dataset, rows=part), "dots")
        assert alts(slide) == [alt]
        assert alt in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("language", Language)
def test_a_slide_of_groups_tells_the_differences_standardised_for_age_and_sex(language):
    text = words_on(deck(groups(31, 26, language)).slides[1])
    assert word("standardised_line", language, groups="Swedish speakers +31 → +26") in text
    assert word("standardised_line", language, groups="") not in words_on(
        deck(factory.groups_dataset(language)).slides[1]
    )


def test_each_block_has_its_heading_and_a_line_at_its_own_reference():
    dataset = groups_with_a_title("en")
    chart = charts(deck(dataset))[0]
    told = words_in(chart)
    assert {"Mother tongue", "Sex"} <= set(told)
    lines = [one for one in series_of(chart) if one.name.startswith(("Finnish speakers", "Women"))]
    assert len(lines) == 2
    for line in lines:
        values = {x for x, _ in line.points if x is not None}
        assert len(values) == 1
    assert word("slide_groups_difference", "en") in words_on(deck(dataset).slides[1])


def test_a_difference_stands_behind_the_number_without_running_into_it():
    told = words_in(charts(deck(groups_with_a_title("en")))[0])
    assert [text for text in told if text.endswith("(+7)")]


@pytest.mark.parametrize("language", Language)
def test_a_year_without_groups_names_the_year_that_has_them(language):
    dataset = factory.groups_dataset(language)
    older = tuple(replace(row, period="2023") for row in dataset.rows)
    text = words_on(deck(replace(dataset, rows=(), history=older)).slides[1])
    dimension = older[0].group.dim_name
    assert f"{dimension[0].lower()}{dimension[1:]} 2023" in text
