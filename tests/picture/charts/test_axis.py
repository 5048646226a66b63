"""One axis for a picture wherever it is seen: the same ends and steps on the page, in the image and on the slide."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contract.codes import Kind, Language, Unit
from picture.charts.axis import ValueAxis, number_format, screen_axis, value_axis
from picture.charts.line_chart import line_chart
from picture.export.image.draw import svg
from tests.picture.export.reread import charts, deck, item, seen_axis
from tests.picture.factory import indicator, row, trend_dataset

SVG = "{http://www.w3.org/2000/svg}"


def calm(language, *values):
    """A trend that hardly moves: one area, one number a year, intervals of one point either way."""
    periods = [str(2026 - len(values) + place) for place in range(1, len(values) + 1)]
    rows = [row(language, period=p, value=v, half=1.0, n=1000) for p, v in zip(periods, values, strict=True)]
    return replace(trend_dataset(language), rows=tuple(rows), reference=(), breaks=())


def counted(language, *values):
    dataset = calm(language, *values)
    kind = replace(dataset.indicators[0], kind=Kind.REGISTER_COUNT, unit=Unit.PERSONS)
    rows = tuple(replace(r, ci_low=None, ci_high=None, n=None) for r in dataset.rows)
    return replace(dataset, indicators=(kind,), rows=rows)


def mean(language, *values):
    dataset = calm(language, *values)
    return replace(
        dataset, indicators=(replace(dataset.indicators[0], kind=Kind.SURVEY_MEAN, unit=Unit.POINTS, decimals=1),)
    )


def on_page(dataset):
    axis = line_chart(dataset)["layout"]["yaxis"]
    return axis["range"], axis["ticktext"]


def in_image(dataset):
    """The lowest and the highest grid line of the drawing, and the words beside them."""
    drawing = etree.fromstring(svg(item(dataset)))
    words = [t for t in drawing.iter(f"{SVG}text") if t.get("text-anchor") == "end" and t.get("fill") != "#1b1f24"]
    return ["".join(t.itertext()) for t in words]


def on_slide(dataset):
    axis = seen_axis(charts(deck(dataset))[0])
    return [axis.minimum_scale, axis.maximum_scale], axis.major_unit


ANSWERS = {
    "a trend with a break": trend_dataset,
    "a trend that hardly moves": lambda language: calm(language, 58.0, 58.4, 59.1),
    "near all": lambda language: calm(language, 97.0, 98.0, 98.5),
    "a count": lambda language: counted(language, 5_400_000, 5_500_000, 5_563_970),
    "a small count": lambda language: counted(language, 1, 3, 2),
    "a mean": lambda language: mean(language, 6.9, 6.8, 7.1),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ANSWERS)
def test_the_same_trend_has_the_same_axis_on_page_image_and_slide(name, language):
    dataset = ANSWERS[name](language)
    ends, names = on_page(dataset)
    slide_ends, step = on_slide(dataset)
    assert ends == slide_ends
    assert len(names) == round((ends[1] - ends[0]) / step) + 1
    assert in_image(dataset) == names


def test_a_change_of_a_point_does_not_fill_the_page():
    low, high = on_page(calm("en", 58.0, 58.4, 59.1))[0]
    assert high - low >= 20


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20), st.booleans())
def test_an_axis_of_percentages_holds_every_value_on_twenty_points_or_more_and_stays_between_0_and_100(values, bars):
    axis = value_axis([row("en", value=v) for v in values], indicator("en"), bars=bars)
    assert 0 <= axis.low <= min(values)
    assert max(values) <= axis.high <= 100
    assert bars or axis.high - axis.low >= 20
    assert axis.ticks[0] == axis.low
    assert axis.ticks[-1] == axis.high


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=20))
def test_an_axis_of_counts_begins_at_zero_and_has_few_round_steps(values):
    count = replace(indicator("en"), kind=Kind.REGISTER_COUNT, unit=Unit.PERSONS)
    axis = value_axis([row("en", value=v) for v in values], count)
    assert axis.low == 0
    assert 2 <= len(axis.ticks) <= 8


def test_a_change_of_a_point_stands_on_round_ends_around_it():
    axis = value_axis([row("en", value=82.0), row("en", value=83.0)], indicator("en"))
    assert (axis.low, axis.high, axis.step) == (70, 95, 5)


def test_a_share_of_100_percent_alone_still_stands_on_twenty_points():
    axis = value_axis([row("en", value=100.0)], indicator("en"))
    assert axis.ticks == (80, 85, 90, 95, 100)


def test_means_stand_on_at_least_a_fifth_of_the_highest():
    mean = replace(indicator("en"), kind=Kind.SURVEY_MEAN, unit=Unit.POINTS, decimals=1)
    axis = value_axis([row("en", value=6.9, half=0.1), row("en", value=6.8)], mean)
    assert (axis.low, axis.high, axis.step) == (6, 8, 0.5)


def test_bars_begin_at_zero_and_have_round_steps():
    axis = value_axis([row("en", value=58.9, half=9)], indicator("en"), bars=True)
    assert (axis.low, axis.high, axis.step) == (0, 80, 20)


def test_an_axis_without_numbers_is_still_an_axis():
    axis = value_axis([row("en")], indicator("en"), bars=True)
    assert axis.low < axis.high


def test_steps_are_written_as_the_language_does_with_the_decimals_that_tell_them_apart():
    assert screen_axis(ValueAxis(0, 0.4, 0.2), "percent", "fi")["ticktext"] == [
        "0,0\u00a0%",
        "0,2\u00a0%",
        "0,4\u00a0%",
    ]
    counts = screen_axis(ValueAxis(0, 2e6, 1e6), "persons", Language.SV, sparse=True)
    assert counts["ticktext"] == ["0", "1\u202f000\u202f000", ""]


def test_number_formats_leave_the_decimal_mark_to_the_reader():
    percent = indicator("en")
    assert number_format(percent, "en") == '#,##0"%"'
    assert number_format(replace(percent, decimals=1), "fi") == '#,##0.0"\u00a0%"'
    assert number_format(indicator("en", "hate_crime"), "en") == "#,##0"
