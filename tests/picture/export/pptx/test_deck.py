"""What a deck promises: native charts with the answer's numbers, nothing hidden inside, everything told in words."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE

from contract.codes import Against, Language, Verdict
from picture.charts.lines import trend_lines
from picture.export.pptx.bars import chunks
from picture.export.pptx.deck import make_deck
from picture.export.pptx.slide import type_size
from picture.query.model import Event, NotPooled
from picture.text.alt_text import groups_alt_text, map_alt_text
from picture.text.marks import row_marks
from picture.text.names import area_name
from picture.text.reading.spine import printed_points
from picture.text.words import word
from tests.picture import factory
from tests.picture.export.reread import LINK, C, cells_of, charts, deck, item, numbers_inside, words_on
from tests.picture.own_groups import trend_with_own_group
from tests.picture.presented import captions_of
from tests.picture.text.findings.test_groups import groups as groups_with_a_title
from tests.picture.text.findings.test_standardised import groups

POINT = 12700


def test_a_map_carries_one_native_shape_for_each_region():
    group = next(s for s in deck(factory.map_dataset("sv")).slides[1].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)
    regions = [s for s in group.shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert group.name == "Karta"
    assert len(regions) == 19
    assert {r.name for r in regions} >= {"Nyland", "Åland"}


def test_the_bars_beside_the_map_hold_exactly_the_shown_numbers():
    dataset = factory.map_dataset("en")
    shown = {row.value for row in (*dataset.rows, *dataset.reference) if row.shown}
    values = [value for _, value in cells_of(charts(deck(dataset))[0])[1:]]
    assert {v for v in values if v is not None} == shown
    assert values.count(None) == 2
    assert values[-2:] == [None, None]  # what is not shown stands last, not among the lowest


def test_a_hidden_region_says_why_in_place_of_its_bar():
    text = words_on(deck(factory.map_dataset("en")).slides[1])
    assert "not shown (too few answers or data protection)" in text
    assert "not shown (too uncertain)" in text


def test_error_bars_are_the_published_asymmetric_intervals():
    dataset = factory.groups_dataset("en")
    series = charts(deck(dataset))[0].element.find(f".//{C}ser")
    plus, minus = (
        {int(p.get("idx")): float(p.find(f"{C}v").text) for p in series.find(f".//{C}{side}").iter(f"{C}pt")}
        for side in ("plus", "minus")
    )
    for place, row in enumerate((*dataset.reference, *dataset.rows)):
        if row.shown:
            assert plus[place] == pytest.approx(row.ci_high - row.value)
            assert minus[place] == pytest.approx(row.value - row.ci_low)
        else:
            assert place not in plus


def test_a_register_count_gets_no_error_bar():
    dataset = factory.groups_dataset("en")
    bare = tuple(replace(row, ci_low=None, ci_high=None) for row in dataset.rows)
    chart = charts(deck(replace(dataset, rows=bare, reference=())))[0]
    assert chart.element.find(f".//{C}errBars") is None


def test_no_series_joins_two_sides_of_a_break_or_of_a_hidden_year():
    table = cells_of(charts(deck(factory.trend_dataset("en")))[0])
    years = [row[0] for row in table[1:]]
    stretches = {
        name: [y for y, row in zip(years, table[1:], strict=True) if row[i] is not None]
        for i, name in enumerate(table[0])
        if i
    }
    assert stretches == {
        "Southwest Finland 2019–2020": ["2019", "2020"],
        "Southwest Finland 2023–2023": ["2023"],
        "Southwest Finland 2024–2026": ["2024 [b]", "2025", "2026"],
        "Whole country 2019–2021": ["2019", "2020", "2021 [c]"],
        "Whole country 2023–2023": ["2023"],
        "Whole country 2024–2026": ["2024 [b]", "2025", "2026"],
    }
    assert "2022" in years  # a year in which nobody asked keeps its place on the axis


def test_a_break_is_drawn_and_told():
    slide = deck(factory.trend_dataset("en")).slides[1]
    lines = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.LINE]
    assert len(lines) == 1
    assert "The question was reworded." in words_on(slide)


def test_the_value_axis_has_fixed_ends_so_that_error_bars_are_not_cut():
    for chart in charts(deck(*factory.every_dataset("en"))):
        axis = chart.value_axis
        assert axis.minimum_scale is not None
        assert axis.maximum_scale is not None


def test_bars_start_at_zero_and_differences_reach_as_far_to_both_sides():
    bars = charts(deck(factory.map_dataset("en"), factory.profile_dataset("en"), factory.groups_dataset("en")))
    differences = [chart.value_axis for chart in bars if chart.value_axis.minimum_scale]
    assert [-axis.minimum_scale for axis in differences] == [axis.maximum_scale for axis in differences]
    assert len(differences) == 1


def test_a_profile_begins_with_what_differs_under_the_title_of_its_page():
    dataset = factory.profile_dataset("en")
    first = deck(dataset).slides[1]
    (chart,) = [shape.chart for shape in first.shapes if shape.has_chart]
    assert first.shapes.title.text_frame.text == captions_of(dataset, LINK).title
    assert list(chart.plots[0].categories) == [
        "Trust in people of another background: 64%, whole country 59%",
        "Friends of another background: 41%, whole country 47%",
    ]
    assert list(chart.plots[0].series[0].values) == [5, -6]
    assert "Only significant differences are shown" in words_on(first)
    assert "the difference from the whole country is 5 percentage points" in first.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("language", Language)
def test_the_region_chosen_beside_is_on_every_slide_of_a_profile_and_named_there(language):
    dataset = factory.profile_beside_another(language)
    name = dataset.second[0].area.name
    opened = deck(dataset)
    drawn = charts(opened)
    assert [name in [one.name for one in chart.plots[0].series] for chart in drawn] == [True] * 4 + [False]  # hidden
    assert word("slide_second_untested", language, area=name) in words_on(opened.slides[1])
    assert all(chart.has_legend for chart in drawn)
    shares = [chart for chart in drawn if len(chart.plots[0].series) == 3]
    values = {v for chart in shares for v in chart.plots[0].series[2].values if v is not None}
    known = {round(r.value, 6) for r in dataset.second if r.shown}
    assert values
    assert {round(v, 6) for v in values} <= known
    assert numbers_inside(make_deck([item(dataset)]))
    tables = [shape.table for slide in opened.slides for shape in slide.shapes if shape.has_table]
    assert any(name in [cell.text for cell in table.rows[0].cells] for table in tables)


def test_a_profile_in_which_nothing_differs_begins_with_its_domains():
    dataset = factory.judged(factory.profile_dataset("en"), Verdict.NO_DIFFERENCE, Against.COUNTRY)
    assert deck(dataset).slides[1].shapes.title.text_frame.text.startswith("Attitudes: ")


@pytest.mark.parametrize("language", Language)
def test_every_slide_says_its_sentence_source_edition_and_that_its_numbers_are_made_up(language):
    datasets = factory.every_dataset(language)
    mark = {"fi": "SYNTEETTISTÄ", "sv": "SYNTETISKA", "en": "SYNTHETIC"}[language]
    told = {
        captions_of(dataset, LINK).title for dataset in datasets if dataset.kind != "profile"
    }  # its slides have their own
    area = area_name(factory.profile_dataset(language))
    for slide in list(deck(*datasets).slides)[1:-1]:
        text = words_on(slide)
        assert mark in text
        assert datasets[0].stamp.build in text
        assert captions_of(datasets[0], LINK).source_line.split(":")[0] in text
        title = slide.shapes.title.text_frame.text
        assert title in told or area in title


def test_a_draft_is_called_a_draft():
    dataset = factory.map_dataset("en")
    text = words_on(deck(replace(dataset, stamp=replace(dataset.stamp, status="draft"))).slides[1])
    assert "DRAFT" in text


def test_real_numbers_carry_no_synthetic_mark():
    dataset = factory.map_dataset("en")
    real = replace(dataset, sources=tuple(replace(s, synthetic=False) for s in dataset.sources))
    assert "SYNTHETIC" not in words_on(deck(real).slides[1])


def test_every_picture_has_an_alt_text():
    for slide in deck(*factory.every_dataset("fi")).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type in {MSO_SHAPE_TYPE.GROUP, MSO_SHAPE_TYPE.LINE}:
                assert shape.element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


def alts(slide, *, charts_only):
    shapes = (s for s in slide.shapes if s.has_chart or (not charts_only and s.shape_type == MSO_SHAPE_TYPE.GROUP))
    return [shape.element.xpath(".//p:cNvPr")[0].get("descr") for shape in shapes]


@pytest.mark.parametrize("language", Language)
def test_the_alt_text_of_bars_beside_a_map_is_that_of_the_bars(language):
    dataset = factory.map_dataset(language)
    of_map, of_bars = map_alt_text(dataset), map_alt_text(dataset, "bars")
    assert of_map != of_bars
    assert {of_map, of_bars} <= set(alts(deck(dataset).slides[1], charts_only=False))


@pytest.mark.parametrize("language", Language)
def test_a_slide_of_some_groups_describes_those_groups_and_no_others(language):
    dataset = factory.groups_dataset(language)
    rows = (dataset.rows * 5)[:20]
    first, second = (tuple(rows[:10]), tuple(rows[10:]))
    slides = [slide for slide in deck(replace(dataset, rows=rows)).slides if alts(slide, charts_only=True)]
    for slide, part in zip(slides, (first, second), strict=True):
        alt = groups_alt_text(replace(dataset, rows=part), "bars")
        assert alts(slide, charts_only=True) == [alt]
        assert alt in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("language", Language)
def test_a_slide_of_groups_tells_the_differences_standardised_for_age_and_sex(language):
    text = words_on(deck(groups(31, 26, language)).slides[1])
    assert word("standardised_line", language, groups="Swedish speakers +31 → +26") in text
    assert word("standardised_line", language, groups="") not in words_on(
        deck(factory.groups_dataset(language)).slides[1]
    )


@pytest.mark.parametrize(
    ("language", "without"),
    [("fi", "ei kolmiota: ei tilasto"), ("sv", "utan triangel: ingen statist"), ("en", "no triangle: no stat")],
)
def test_a_difference_of_groups_does_not_follow_a_dash_that_runs_into_its_minus(language, without):
    """Where no difference is certain, a name has no mark: "– −2" would read as a range or a double minus."""
    rows = groups(-2, -1, language, Verdict.NO_DIFFERENCE, Verdict.NO_DIFFERENCE)
    opened = deck(rows)
    slide = opened.slides[1]
    names = [*charts(opened)[0].plots[0].categories]
    assert any("\u2212" in name for name in names)
    assert [name for name in names if re.search("[–-] ?[\u2212+]", name)] == []
    assert without in words_on(slide)


def test_every_run_says_its_language():
    for slide in deck(*factory.every_dataset("sv")).slides:
        assert {r.get("lang") for r in slide.element.xpath(".//a:r/a:rPr | .//a:fld/a:rPr")} == {"sv-FI"}


def test_the_speaker_finds_method_and_address_in_the_notes():
    notes = deck(factory.map_dataset("en")).slides[1].notes_slide.notes_text_frame.text
    assert "does not reach people living in institutions" in notes
    assert LINK in notes


def test_no_placeholder_is_left_empty():
    for slide in deck(*factory.every_dataset("en")).slides:
        for shape in slide.placeholders:
            assert shape.has_chart or shape.has_table or shape.text_frame.text, (shape.name, slide.slide_id)


def test_the_last_slide_explains_every_mark_of_the_deck():
    datasets = factory.every_dataset("en")
    text = words_on(list(deck(*datasets).slides)[-1])
    for mark in {mark for dataset in datasets for row in dataset.rows for mark in row_marks(row)}:
        assert f"[{mark}]" in text


def test_an_answer_that_carries_a_hidden_number_by_mistake_shows_up_in_the_numbers_inside():
    """The guard on the guard: a number planted in an answer is found, so that its absence means something."""
    dataset = factory.map_dataset("en")
    planted = tuple(replace(r, value=12.34) if r.area.code == "21" else r for r in dataset.rows)
    assert 12.34 in numbers_inside(make_deck([item(replace(dataset, rows=planted))]))


@pytest.mark.parametrize("dataset", factory.every_dataset("en"), ids=lambda a: a.kind)
def test_no_number_is_in_the_file_that_the_answer_does_not_show(dataset):
    rows = [*dataset.rows, *dataset.reference]
    shown = {round(row.value, 6) for row in rows if row.shown}
    ends = {round(abs(e - row.value), 6) for row in rows if row.ci_low is not None for e in (row.ci_low, row.ci_high)}
    assert numbers_inside(make_deck([item(dataset)])) <= shown | ends | differences(dataset)


def differences(dataset):
    """What a profile's slide shows of differences: as they are printed, and how far their stored intervals reach."""
    told = set()
    for row in dataset.rows if dataset.kind == "profile" else ():
        stored = row.against(Against.COUNTRY)
        country = next((r for r in dataset.reference if r.indicator == row.indicator), None)
        if row.shown and country and country.shown and stored:
            points = printed_points(row, country, dataset.indicator(row.indicator))
            told |= {points, *(round(abs(end - points), 6) for end in (stored.ci_low, stored.ci_high))}
    return told


def test_the_chosen_region_is_drawn_last_so_that_its_outline_is_whole():
    group = next(s for s in deck(factory.map_dataset("sv")).slides[1].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)
    regions = [s.name for s in group.shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert regions[-1] == "Egentliga Finland"


def test_the_chosen_region_is_outlined_among_the_bars_too():
    chart = charts(deck(factory.map_dataset("sv")))[0]
    outlined = chart.element.xpath(".//c:dPt[c:spPr/a:ln]/c:idx/@val")
    assert [cells_of(chart)[int(i) + 1][0] for i in outlined] == ["Egentliga Finland ▲"]


def test_three_hundred_municipalities_are_a_map_without_a_wall_of_bars():
    dataset = factory.map_dataset("en")
    many = tuple(replace(dataset.rows[i % 17], area=replace(dataset.rows[0].area, code=str(i))) for i in range(300))
    chosen = next(r for r in dataset.rows if dataset.view.chose(r.area))
    values = cells_of(charts(deck(replace(dataset, rows=(*many, chosen))))[0])[1:]
    assert [v for _, v in values] == [64.2, 58.9]


def test_only_low_reliability_is_hatched():
    dataset = factory.groups_dataset("en")
    hatched = charts(deck(dataset))[0].element.xpath(".//c:dPt[c:spPr/a:pattFill]/c:idx/@val")
    rows = (*dataset.reference, *dataset.rows)
    assert [rows[int(i)].group.code for i in hatched] == ["other"]
    assert rows[int(hatched[0])].unreliable


@pytest.mark.parametrize("dataset", [factory.map_dataset("en"), factory.trend_dataset("en")], ids=lambda a: a.kind)
def test_an_answer_without_a_single_number_is_a_slide_that_says_so(dataset):
    hidden = tuple(replace(r, value=None, ci_low=None, ci_high=None, n=None, comparisons=()) for r in dataset.rows)
    slide = deck(replace(dataset, rows=hidden, reference=())).slides[1]
    assert slide.shapes.title.text_frame.text
    assert numbers_inside(make_deck([item(replace(dataset, rows=hidden, reference=()))])) == set()


def test_a_division_without_boundaries_is_bars_alone():
    opened = deck(replace(factory.map_dataset("en"), shapes=(), credit=""))
    assert len(charts(opened)) == 1
    assert not [s for s in opened.slides[1].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]


def test_a_number_for_the_country_only_is_a_bar_without_an_empty_map():
    opened = deck(replace(factory.map_dataset("en"), rows=()))
    assert [v for _, v in cells_of(charts(opened)[0])[1:]] == [58.9]
    assert not [s for s in opened.slides[1].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]


def test_the_country_alone_is_a_line_too():
    dataset = factory.trend_dataset("en")
    alone = replace(dataset, view=factory.view("en", area="SSS"), rows=dataset.reference, reference=())
    assert cells_of(charts(deck(alone))[0])[0][1] == "Whole country 2019–2021"


def test_many_rows_are_cut_evenly_over_slides():
    assert [len(c) for c in chunks(list(range(13)), 6)] == [4, 4, 5]
    assert [len(c) for c in chunks(list(range(6)), 6)] == [6]
    assert chunks([], 6) == []


def test_long_words_get_smaller_type_and_short_ones_do_not():
    assert type_size(["short"], 900 * POINT, 60 * POINT, 26) == 26
    assert type_size(["w" * 200], 900 * POINT, 60 * POINT, 26) < 26
    assert type_size(["w" * 9000], 900 * POINT, 60 * POINT, 26) == 8


def test_the_same_answers_make_the_same_deck():
    items = [item(dataset) for dataset in factory.every_dataset("en")]
    assert numbers_inside(make_deck(items)) == numbers_inside(make_deck(items))


def test_a_deck_opens_again_in_its_language():
    opened = deck(factory.map_dataset("fi"))
    assert opened.core_properties.language == "fi-FI"
    assert opened.core_properties.title == "Väestösuhteiden tilannekuva Suomessa"
    assert BytesIO(make_deck([item(factory.map_dataset("fi"))])).read(2) == b"PK"


def test_an_own_group_of_areas_is_a_series_with_its_interval_and_where_nothing_is_shown_a_line_of_words():
    shown = deck(trend_with_own_group("en"))
    assert [one.name for one in charts(shown)[0].plots[0].series if one.name.startswith("Itä-Suomi")]
    assert "own group Itä-Suomi: pooled from regions" in words_on(shown.slides[1])
    assert "Itä-Suomi: this figure cannot be pooled" in words_on(
        deck(trend_with_own_group("en", NotPooled.REGISTER)).slides[1]
    )


def test_each_block_of_groups_has_a_line_at_its_own_reference_and_everybody_has_no_bar():
    dataset = groups_with_a_title("en")
    slide = deck(dataset).slides[1]
    names = [row[0] for row in cells_of(charts(deck(dataset))[0])[1:]]
    assert names[0] == "Mother tongue: Finnish speakers (reference group)"
    assert names[1].endswith("Swedish speakers ▲ +7 (+5 … +9)")
    assert "All" not in names
    lines = [shape.name for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.LINE]
    assert lines == ["Finnish speakers", "Women"]
    assert word("groups_dashed", "en") in words_on(slide)


def test_a_trend_tells_its_tested_change_its_events_and_its_scale_as_the_page_does():
    dataset = replace(
        factory.trend_dataset("en"),
        events=(Event(date(2025, 1, 1), "An act enters into force", "Finlex", "https://x"),),
    )
    slide = deck(dataset).slides[1]
    said = words_on(slide)
    told = trend_lines(dataset).told
    assert told
    assert all(one.text in said for one in told)
    assert "(1) 1 January 2025 An act enters into force (Finlex)" in said
    assert word("trend_events", "en") in said
    assert "An act enters into force" in [s.name for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.LINE]
