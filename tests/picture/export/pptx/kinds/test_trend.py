"""The slide of a trend: lines, intervals, breaks, events and tested changes as series of one chart."""

from dataclasses import replace
from datetime import date

from picture.charts.lines import trend_lines
from picture.query.model import Event, NotPooled
from picture.text.words import word
from tests.picture import factory
from tests.picture.export.reread import charts, deck, series_of, words_in, words_on
from tests.picture.own_groups import trend_with_own_group


def drawn(dataset):
    return {one.name: one for one in series_of(charts(deck(dataset))[0])}


def stretches(points):
    """Years between two gaps."""
    found = [[]]
    for year, value in points:
        if value is None:
            found.append([])
        else:
            found[-1].append(int(year))
    return [years for years in found if years]


def test_no_line_joins_two_sides_of_a_break_or_of_a_hidden_year():
    lines = drawn(factory.trend_dataset("en"))
    assert stretches(lines["Southwest Finland"].points) == [[2019, 2020], [2023], [2024, 2025, 2026]]
    assert stretches(lines["Whole country"].points) == [[2019, 2020, 2021], [2023], [2024, 2025, 2026]]


def test_a_break_is_an_upright_line_of_the_chart_and_its_reason_is_told():
    dataset = factory.trend_dataset("en")
    line = drawn(dataset)[word("series_break", "en")]
    places = {x for x, _ in line.points if x is not None}
    assert places == {2023.5}
    assert "The question was reworded." in words_on(deck(dataset).slides[1])


def test_a_trend_tells_its_tested_change_its_events_and_its_scale_as_the_page_does():
    dataset = replace(
        factory.trend_dataset("en"),
        events=(Event(date(2025, 1, 1), "An act enters into force", "Finlex", "https://x"),),
    )
    said = words_on(deck(dataset).slides[1])
    told = trend_lines(dataset).told
    assert told
    assert all(one.text in said for one in told)
    assert "(1) 1 January 2025 An act enters into force (Finlex)" in said
    assert word("trend_events", "en") in said
    assert drawn(dataset)["An act enters into force"].words[0] == "(1)"


def test_the_country_alone_is_a_line_too():
    dataset = factory.trend_dataset("en")
    alone = replace(dataset, view=factory.view("en", area="SSS"), rows=dataset.reference, reference=())
    assert stretches(drawn(alone)["Whole country"].points)[0] == [2019, 2020, 2021]


def test_periods_stand_under_the_axis_with_the_marks_of_the_chosen_line():
    words = words_in(charts(deck(factory.trend_dataset("en")))[0])
    assert "2026" in words
    assert "2024 [b]" in words


def test_an_own_group_of_areas_is_a_line_with_its_interval_and_where_nothing_is_shown_words_say_why():
    shown = trend_with_own_group("en")
    names = list(drawn(shown))
    assert [name for name in names if name.startswith("Itä-Suomi") and "interval" in name]
    assert "own group Itä-Suomi: pooled from regions" in words_on(deck(shown).slides[1])
    assert "Itä-Suomi: this figure cannot be pooled" in words_on(
        deck(trend_with_own_group("en", NotPooled.REGISTER)).slides[1]
    )
