"""No sentence claims more than what is stored and printed: an oracle counts verdicts itself and reads the sentences."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Against, Kind, Language, Unit, Verdict
from picture.charts.dot_plot import dot_colour, dot_plot
from picture.charts.group_plot import group_plot
from picture.charts.line_chart import line_chart
from picture.charts.palette import DOT, NEITHER, WHITE
from picture.query.model import Comparison
from picture.query.rounding import rounded
from picture.text.findings.extremes import spread_sentence
from picture.text.findings.groups import groups_lead
from picture.text.findings.trend import trend_lead
from picture.text.outcomes import outcome
from picture.text.sentences import detectable_sentence
from picture.text.source_lines import boundaries_line
from picture.text.words import listing, numeral
from tests.picture.factory import (
    coded,
    front_dataset,
    groups_dataset,
    indicator,
    map_dataset,
    profile_dataset,
    row,
    trend_dataset,
)
from tests.picture.presented import alt_text, headline

# What is stored of one number: a verdict, none, or that the number itself is hidden by a status.
VERDICTS = [one for one in Verdict if one is not Verdict.NO_CLEAR_TREND]  # which is a trend's alone
STORED = st.one_of(st.sampled_from([*VERDICTS, None]), st.sampled_from("CUMO"))
DIFFERS = {Verdict.HIGHER, Verdict.LOWER}


def stored(one, found, against, reference):
    """Give a row what is stored: a verdict with it, none, or a hiding status in place of its number."""
    if isinstance(found, Verdict):
        verdict = Comparison(against, reference, found, None, None, None, None, approximate=False)
        return replace(one, value=50.0, **coded(), comparisons=(verdict,))
    if found is None:
        return replace(one, value=50.0, **coded(), comparisons=())
    hidden = Comparison(against, reference, Verdict.UNCERTAIN, None, None, None, None, approximate=False)
    return replace(one, value=None, ci_low=None, ci_high=None, n=None, **coded(found), comparisons=(hidden,))


def judged(dataset, drawn, against, reference):
    rows = tuple(stored(r, f, against, reference) for r, f in zip(dataset.rows, drawn, strict=True))
    return replace(dataset, rows=rows)


@given(drawn=STORED)
def test_an_open_dot_stands_only_for_a_test_that_found_no_difference(drawn):
    one = stored(row("en", value=50.0), drawn, Against.COUNTRY, "SSS")
    colour = dot_colour(one, Against.COUNTRY)
    assert (colour == WHITE) == (drawn == Verdict.NO_DIFFERENCE)
    assert (colour == DOT) == (drawn in DIFFERS)
    assert outcome(one, Against.COUNTRY).tested == (colour != NEITHER)


VALUES = st.tuples(st.integers(0, 40).map(lambda n: 50 + n / 4), st.sampled_from([0.0, 0.3, 2.0]), st.booleans())
ENDS = (
    (min, r"Lowest(?: of those shown)?: ([^:.]+)\."),
    (max, r"Highest(?: of those shown)?: ([^:.]+)\."),
)


@given(drawn=st.lists(VALUES, min_size=2, max_size=19), sampled=st.booleans())
def test_nobody_is_named_lowest_or_highest_where_figures_tie_or_intervals_meet(drawn, sampled):
    kind = Kind.SURVEY_SHARE if sampled else Kind.REGISTER_SHARE
    every = [
        replace(r, value=v, ci_low=v - half if half else None, ci_high=v + half if half else None)
        if is_shown
        else replace(r, value=None, ci_low=None, ci_high=None, **coded("C"))
        for r, (v, half, is_shown) in zip(map_dataset("en").rows, drawn, strict=False)
    ]
    rows = [r for r in every if r.shown]
    told = spread_sentence(every, replace(indicator("en"), kind=kind), "map", "en")
    printed = [rounded(r.value, 0) for r in rows]
    if len(set(printed)) < 2:
        assert not re.search("lowest|highest|from", told, re.IGNORECASE)
        return
    assert f"from {min(printed)} to {max(printed)}%." in told
    assert ("of those shown" not in told) or len(rows) < len(every)
    for end, pattern in ENDS:
        named = re.search(pattern, told)
        there = [r for r, p in zip(rows, printed, strict=True) if p == end(printed)]
        if not sampled:
            counted = f"{numeral(len(there), 'en')} areas"
            assert named[1] == (listing(_names(there), "en") if len(there) <= 3 else counted)
            assert ("of those shown" in named[0]) == (len(rows) < len(every))
        elif named:
            assert [named[1]] == _names(there)
            assert all(_disjoint(there[0], r) for r in rows if r is not there[0])


def test_the_end_that_is_not_certain_is_not_called_lowest_or_highest_either():
    rows = [
        replace(r, value=v, ci_low=v - 1.0, ci_high=v + 1.0)
        for r, v in zip(map_dataset("en").rows, (20.0, 30.0, 31.0), strict=False)
    ]
    assert spread_sentence(rows, indicator("en"), "map", "en") == "Varies by area from 20 to 31%. Lowest: Uusimaa."


def test_where_figures_are_hidden_the_lowest_is_the_lowest_of_those_shown():
    register = replace(indicator("en"), kind=Kind.REGISTER_COUNT, unit=Unit.REPORTS)
    values = (5.0, 9.0, 9.0, 9.0, 9.0, None)
    rows = [
        replace(r, value=v, ci_low=None, ci_high=None) for r, v in zip(map_dataset("en").rows, values, strict=False)
    ]
    assert spread_sentence(rows, register, "map", "en") == (
        "Varies by area from 5 to 9\u00a0reports. Lowest of those shown: Uusimaa. Highest of those shown: four areas."
    )


def _names(rows):
    return [r.area.name for r in rows]


def _disjoint(one, other):
    return one.ci_high < other.ci_low or other.ci_high < one.ci_low


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "Luku on kaikilla alueilla 55,0\u00a0%."),
        ("sv", "Siffran är 55,0\u00a0% i alla områden."),
        ("en", "The figure is 55.0% in every area."),
    ],
)
def test_where_all_areas_are_alike_that_is_the_sentence(language, told):
    dataset = map_dataset(language)
    register = replace(dataset.indicators[0], kind=Kind.REGISTER_SHARE, decimals=1)
    rows = tuple(replace(r, value=55.0, ci_low=None, ci_high=None, **coded(), comparisons=()) for r in dataset.rows)
    alike = replace(dataset, indicators=(register,), rows=rows, classes=())
    assert headline(alike) == f"{register.name}: {told[:1].lower()}{told[1:]}"
    assert told in alt_text(alike)


@pytest.mark.parametrize(("letter", "reason"), [("C", "too few answers or data protection"), ("U", "too uncertain")])
def test_a_map_of_which_everything_is_withheld_says_so_and_not_that_only_the_country_is_known(letter, reason):
    dataset = judged(map_dataset("en"), [letter] * 19, Against.COUNTRY, "SSS")
    assert headline(dataset).startswith(f"No area's figure is shown ({reason}).")
    assert headline(dataset).endswith("Whole country 2026: 59% (58–60).")


def test_a_division_without_figures_tells_the_country():
    dataset = replace(map_dataset("en"), rows=(), history=())
    assert headline(dataset) == (
        "There are no figures for this type of area and period. Whole country 2026: 59% (58–60)."
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("dataset", [map_dataset, groups_dataset, profile_dataset, front_dataset])
def test_an_alternative_text_speaks_of_intervals_only_where_there_are_some(dataset, language):
    words = {"fi": "luottamusväli", "sv": "konfidensintervall", "en": "confidence interval"}[language]
    drawn = "bars"
    with_some = dataset(language)
    without = replace(with_some, rows=tuple(replace(r, ci_low=None, ci_high=None) for r in with_some.rows))
    assert words in alt_text(with_some, drawn)
    assert words not in alt_text(without, drawn)


def test_each_drawing_of_an_answer_has_an_alternative_text_of_its_own():
    dataset = map_dataset("en")
    assert [alt_text(dataset, d).split(":")[0] for d in ("map", "dots", "bars", "tiles")] == [
        "Map",
        "Dot chart",
        "Bar chart",
        "Tile map",
    ]


def test_the_alternative_text_of_a_hidden_line_says_why_and_describes_the_country():
    dataset = trend_dataset("en")
    hidden = tuple(replace(r, value=None, ci_low=None, ci_high=None, **coded("U")) for r in dataset.rows)
    told = alt_text(replace(dataset, rows=hidden))
    assert "Southwest Finland: not shown (too uncertain)." in told
    assert "Whole country 2019: 57%; 2026: 59%." in told


def test_groups_of_a_register_are_not_blamed_on_missing_intervals():
    dataset = groups_dataset("en")
    count_of = replace(dataset.indicators[0], kind=Kind.REGISTER_COUNT, unit=Unit.REPORTS)
    rows = tuple(replace(r, ci_low=None, ci_high=None, comparisons=()) for r in dataset.rows)
    told = replace(dataset, indicators=(count_of,), rows=rows)
    assert headline(told).endswith(": varies by group from 56 to 66\u00a0reports")
    assert groups_lead(told) == "Lowest of those shown: Men. Highest of those shown: Swedish."


def test_a_region_known_from_registers_only_is_not_called_the_whole_country():
    dataset = profile_dataset("en")
    registers = tuple(r for r in dataset.rows if r.indicator == "hate_crime")
    assert headline(replace(dataset, rows=registers)) == (
        "Southwest Finland: register figures only, whose differences from the whole country are not tested"
    )


def test_a_figure_without_a_single_number_has_no_numbers_on_its_axis():
    areas = judged(map_dataset("en"), ["U"] * 19, Against.COUNTRY, "SSS")
    groups = judged(groups_dataset("en"), ["U"] * 6, Against.GROUP, "fi")
    for figure in (dot_plot(replace(areas, reference=())), group_plot(replace(groups, reference=()))):
        assert figure["layout"]["xaxis"]["visible"] is False


def test_a_line_of_which_nothing_is_shown_is_told_in_words_and_carries_no_marks():
    dataset = trend_dataset("en")
    hidden = tuple(replace(r, value=None, ci_low=None, ci_high=None, **coded("U")) for r in dataset.rows)
    figure = line_chart(replace(dataset, rows=hidden))
    assert not [t for t in figure["data"] if t["mode"] == "text"]
    notes = [n["text"] for n in figure["layout"]["annotations"]]
    assert "Southwest Finland: not shown (too uncertain)" in notes


def test_the_smallest_detectable_difference_is_that_of_the_year_the_sentence_tells():
    dataset = trend_dataset("en")
    own = {r.period: f"{i}0" for i, r in enumerate(dataset.rows, 1)}
    rows = tuple(
        replace(r, comparisons=(replace(one, detectable=float(own[r.period])),))
        for r in dataset.rows
        for one in [Comparison(Against.PREVIOUS, "x", Verdict.NO_DIFFERENCE, 0, 0, 0, None, approximate=False)]
    )
    told = detectable_sentence(replace(dataset, rows=rows, view=replace(dataset.view, period="2025")))
    assert f"{own['2025']} percentage points" in told


def test_a_map_with_one_class_is_not_called_classed():
    dataset = map_dataset("en")
    assert boundaries_line(dataset).startswith("Classes: equal width")
    assert boundaries_line(replace(dataset, classes=())) == "Regions 2026. Schematic boundaries: Natural Earth."


def test_a_series_without_intervals_says_why_no_change_is_told():
    dataset = trend_dataset("en")
    published = replace(dataset.indicators[0], kind=Kind.PUBLISHED_SHARE)
    rows = tuple(replace(r, ci_low=None, ci_high=None, comparisons=()) for r in dataset.rows)
    told = "Change is not tested: the publisher gave no confidence intervals."
    assert trend_lead(replace(dataset, rows=rows, indicators=(published,))) == f"Southwest Finland 2026: 64%. {told}"
    register = replace(published, kind=Kind.REGISTER_SHARE)
    assert told not in trend_lead(replace(dataset, rows=rows, indicators=(register,)))
    assert told not in trend_lead(dataset)
