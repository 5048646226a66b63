"""The slides of a profile: what differs on one scale with the country as the spine, then changes, then tables."""

from dataclasses import replace

import pytest

from contract.codes import Against, Language, Verdict
from picture.text.words import word
from tests.picture import factory
from tests.picture.export.reread import LINK, charts, deck, series_of, table_of, words_in, words_on
from tests.picture.presented import captions_of


def test_a_profile_begins_with_what_differs_under_the_title_of_its_page():
    dataset = factory.profile_dataset("en")
    first = deck(dataset).slides[1]
    (chart,) = [shape.chart for shape in first.shapes if shape.has_chart]
    assert first.shapes.title.text_frame.text == captions_of(dataset, LINK).title
    assert [text for text in words_in(chart) if "whole country" in text and "," in text] == [
        "64%, whole country 59%",
        "41%, whole country 47%",
    ]
    assert "Only significant differences are shown" in words_on(first)
    assert "the difference from the whole country" in first.notes_slide.notes_text_frame.text or (
        "percentage points" in first.notes_slide.notes_text_frame.text
    )


def test_the_interval_of_a_difference_is_the_stored_one():
    dataset = factory.profile_dataset("en")
    chart = charts(deck(dataset))[0]
    band = next(one for one in series_of(chart) if one.name == word("spine_key_band", "en"))
    stored = {(c.ci_low, c.ci_high) for r in dataset.rows if (c := r.against(Against.COUNTRY)) and c.ci_low is not None}
    drawn = [band.points[i : i + 2] for i in range(0, 6, 3)]
    assert {(low[0], high[0]) for low, high in drawn} <= stored


def test_the_middle_half_of_the_regions_lies_behind_the_dots():
    dataset = factory.profile_dataset("en")
    row = dataset.rows[0]
    regions = tuple(
        replace(row, value=value, area=replace(row.area, code=str(value))) for value in (40.0, 50.0, 60.0, 70.0)
    )
    chart = charts(deck(replace(dataset, regions=regions)))[0]
    assert series_of(chart)[0].name == word("slide_half", "en")


@pytest.mark.parametrize("language", Language)
def test_the_region_chosen_beside_is_on_the_spine_and_in_the_tables_and_named_there(language):
    dataset = factory.profile_beside_another(language)
    name = dataset.second[0].area.name
    opened = deck(dataset)
    assert name in [one.name for one in series_of(charts(opened)[0])]
    assert word("slide_second_untested", language, area=name) in words_on(opened.slides[1])
    tables = [shape.table for slide in opened.slides for shape in slide.shapes if shape.has_table]
    assert any(name in [cell.text for cell in table.rows[0].cells] for table in tables)


def test_a_profile_in_which_nothing_differs_shows_all_that_was_compared_as_open_dots():
    dataset = factory.judged(factory.profile_dataset("en"), Verdict.NO_DIFFERENCE, Against.COUNTRY)
    opened = deck(dataset)
    names = [one.name for one in series_of(charts(opened)[0])]
    assert word("spine_key_open", "en") in names
    assert word("slide_only_certain", "en") not in words_on(opened.slides[1])


def test_an_area_of_which_nothing_is_compared_is_a_table_and_one_of_which_nothing_is_shown_says_why():
    dataset = factory.profile_dataset("en")
    bare = tuple(replace(row, comparisons=()) for row in dataset.rows)
    assert any(s.has_table for s in deck(replace(dataset, rows=bare)).slides[1].shapes)
    hidden = tuple(
        replace(row, value=None, ci_low=None, ci_high=None, comparisons=(), **factory.coded("U")) for row in bare
    )
    with_country = deck(replace(dataset, rows=hidden)).slides[1]
    assert any(s.has_table for s in with_country.shapes)
    slide = deck(replace(dataset, rows=hidden, reference=())).slides[1]
    assert not any(s.has_table or s.has_chart for s in slide.shapes)
    assert slide.shapes.title.text_frame.text


def test_every_line_behind_the_spine_names_its_cell():
    table = table_of(charts(deck(factory.profile_dataset("en")))[0])
    assert all(line["key"].startswith(f"{line['code']}/") for line in table)


def test_the_notes_of_a_slide_tell_the_methods_of_its_own_sources():
    dataset = factory.profile_dataset("en")
    sources = tuple(replace(one, method=f"Method of {one.id}.") for one in dataset.sources)
    assert len(sources) == 2
    slides = list(deck(replace(dataset, sources=sources)).slides)[1:-1]
    told = [slide.notes_slide.notes_text_frame.text for slide in slides]
    used = [[one.id for one in sources if one.title in words_on(slide)] for slide in slides]
    assert [[one.id for one in sources if one.method in text] for text in told] == used
    assert any(len(one) == 1 for one in used)
