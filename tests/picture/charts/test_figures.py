"""Dots with intervals, groups side by side, lines over the years."""

import itertools
import json
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Against, Kind, Language, Unit, Verdict
from picture.charts.dot_plot import dot_plot
from picture.charts.group_plot import group_plot
from picture.charts.legend import overview_signs
from picture.charts.line_chart import labelled_periods, line_chart, line_chart_of_sheet, move_apart
from picture.charts.overview import overview
from picture.charts.palette import BREAK, COUNTRY, DOT, NEITHER, WHITE
from picture.charts.text_width import text_width
from picture.query.model import Break, Comparison
from picture.query.series import break_place, midpoint, segments
from picture.text.words import amount
from tests.picture.factory import (
    coded,
    front_dataset,
    groups_dataset,
    map_dataset,
    profile_beside_another,
    profile_dataset,
    row,
    trend_dataset,
)


def dots(figure):
    """Code -> colour of its dot."""
    return {
        code: trace["marker"]["color"]
        for trace in figure["data"]
        if trace["mode"] == "markers"
        for code in trace["customdata"]
    }


def notes(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


def lines(figure):
    return [trace for trace in figure["data"] if trace["mode"] == "lines+markers"]


@pytest.mark.parametrize("language", Language)
def test_plotly_accepts_every_figure(language):
    for figure in (
        dot_plot(map_dataset(language)),
        group_plot(groups_dataset(language)),
        line_chart(trend_dataset(language)),
        overview(profile_dataset(language)),
        overview(front_dataset(language)),
    ):
        go.Figure(figure)
        assert len(json.dumps(figure)) < 60_000


def test_a_filled_dot_differs_by_the_stored_test_and_an_open_one_does_not():
    colours = dots(dot_plot(map_dataset()))
    assert (colours["15"], colours["06"]) == (DOT, WHITE)


def test_an_interval_beside_the_country_is_not_taken_for_a_difference():
    dataset = map_dataset()
    untested = tuple(replace(r, comparisons=()) for r in dataset.rows)
    assert set(dots(dot_plot(replace(dataset, rows=untested))).values()) == {NEITHER}


def test_areas_stand_sorted_and_those_without_a_number_last_with_the_reason():
    figure = dot_plot(map_dataset("en"))
    names = figure["layout"]["yaxis"]["ticktext"]
    assert names[0] == "Ostrobothnia"
    assert names[-2:] == ["Kainuu [u]", "Åland [c]"]
    assert "not shown (too uncertain)" in notes(figure)


def test_the_chosen_area_is_bold():
    assert "<b>Egentliga Finland</b>" in dot_plot(map_dataset("sv"))["layout"]["yaxis"]["ticktext"]


def test_the_country_is_a_line_with_its_value():
    figure = dot_plot(map_dataset("sv"))
    assert figure["layout"]["shapes"][0]["x0"] == 58.9
    assert "Hela landet 59\u00a0%" in notes(figure)


def test_a_count_is_not_drawn_against_the_count_of_the_whole_country():
    dataset = map_dataset("en")
    count = replace(dataset.indicators[0], kind=Kind.REGISTER_COUNT, unit=Unit.PERSONS)
    figure = dot_plot(replace(dataset, indicators=(count,)))
    assert not figure["layout"]["shapes"]
    assert not [text for text in notes(figure) if text.startswith("Whole country")]


def test_counts_that_differ_much_are_drawn_from_zero():
    dataset = map_dataset("en")
    count = replace(dataset.indicators[0], kind=Kind.REGISTER_COUNT, unit=Unit.PERSONS)
    rows = (dataset.rows[0], replace(dataset.rows[1], value=5.0, ci_low=None, ci_high=None))
    assert dot_plot(replace(dataset, indicators=(count,), rows=rows))["layout"]["xaxis"]["range"][0] == 0


def test_the_words_over_the_line_turn_inwards_near_the_end_of_the_axis():
    dataset = map_dataset("en")
    far = replace(dataset, reference=(replace(dataset.reference[0], value=90.0, ci_low=None, ci_high=None),))
    (over,) = [n for n in dot_plot(far)["layout"]["annotations"] if n["text"].startswith("Whole country")]
    assert over["xanchor"] == "right"


def test_the_plot_grows_with_its_rows():
    dataset = map_dataset()
    few = replace(dataset, rows=dataset.rows[:5])
    assert dot_plot(few)["layout"]["height"] < dot_plot(dataset)["layout"]["height"]


def test_groups_stand_in_blocks_under_the_name_of_their_dimension():
    names = group_plot(groups_dataset("en"))["layout"]["yaxis"]["ticktext"]
    assert names == [
        "<b>Language</b>",
        "Finnish",
        "Swedish",
        "Other language [u]",
        "Sámi languages [c]",
        "<b>Sex</b>",
        "Men",
        "Women",
    ]


def test_groups_of_one_dimension_stay_together_however_they_are_ordered():
    dataset = groups_dataset("en")
    mixed = replace(dataset, rows=tuple(sorted(dataset.rows, key=lambda r: r.group.code)))
    names = group_plot(mixed)["layout"]["yaxis"]["ticktext"]
    assert names.count("<b>Language</b>") == 1


def test_one_line_a_block_stands_at_its_reference_group_which_is_drawn_in_ink_and_its_numbers_at_the_right():
    dataset = groups_dataset("en")
    against = Comparison(Against.GROUP, "fi", Verdict.HIGHER, 7.8, 3.0, 12.0, 5.0, approximate=False)
    rows = tuple(replace(r, comparisons=() if r.group.code == "fi" else (against,)) for r in dataset.rows[:4])
    found = group_plot(replace(dataset, rows=rows))
    (line,) = found["layout"]["shapes"]
    assert line["x0"] == line["x1"] == rows[0].value
    colours = {trace["marker"]["color"]: trace["y"] for trace in found["data"] if trace["mode"] == "markers"}
    assert colours[COUNTRY] == [1]
    notes = [note["text"] for note in found["layout"]["annotations"]]
    assert "58% (57–59)" in notes
    assert notes.count("<b>+8 (+3 … +12)</b>") == 2


def test_a_line_is_cut_at_a_break_a_hidden_number_and_a_year_left_out():
    own = [t for t in lines(line_chart(trend_dataset())) if t["line"]["color"] == DOT]
    assert [t["x"] for t in own] == [[2019, 2020], [2023], [2024, 2025, 2026]]


def test_a_break_is_a_dashed_line_between_two_periods_with_its_words():
    figure = line_chart(trend_dataset("en"))
    (shape,) = figure["layout"]["shapes"]
    assert (shape["x0"], shape["line"]["color"], shape["line"]["dash"]) == (2023.5, BREAK, "dash")
    assert "break: lines are not joined" in notes(figure)  # its reason stands under the picture
    assert "The question was reworded." in notes(line_chart_of_sheet(trend_dataset("en")))


def test_each_line_has_its_name_and_latest_value_at_its_end():
    assert "<b>Koko maa 59\u00a0%</b>" in notes(line_chart(trend_dataset("fi")))


def test_a_hidden_year_keeps_its_mark_on_the_axis():
    hidden, shown = [t for t in line_chart(trend_dataset())["data"] if t["mode"] == "text"]
    assert (hidden["x"], hidden["text"]) == ([2021], ["[c]"])
    assert (shown["x"], shown["text"]) == ([2024], ["[b]<br> "])


def test_similar_areas_are_drawn_thinner_than_the_chosen_one():
    dataset = trend_dataset()
    other = tuple(row("sv", period=r.period, code="06", value=55.0) for r in dataset.rows)
    widths = {
        t["line"]["color"]: t["line"]["width"] for t in lines(line_chart(replace(dataset, rows=dataset.rows + other)))
    }
    assert widths[DOT] == max(widths.values())
    assert len(widths) == 3


@pytest.mark.parametrize(
    ("period", "place"), [("2026", 2026), ("2018-2019", 2018.5), ("2014/15", 2014.5), ("2024-2026", 2025)]
)
def test_a_period_stands_in_the_middle_of_its_years(period, place):
    assert midpoint(period) == place


def test_elections_every_fourth_year_are_joined():
    rows = [row("en", period=p, value=50.0) for p in ("2008", "2012", "2017", "2021", "2025")]
    assert len(segments(rows, [r.period for r in rows], [])) == 1


def test_a_break_before_the_first_period_stands_before_it():
    assert break_place(Break("x", "2020", ""), ["2020", "2021"]) == 2019.5


def test_years_on_the_axis_are_thinned_from_the_newest():
    assert labelled_periods([str(y) for y in range(2000, 2027)])[-1] == "2026"
    assert len(labelled_periods([str(y) for y in range(2000, 2027)])) <= 9


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12).map(sorted))
def test_labels_moved_apart_keep_their_order_and_never_touch(values):
    places = move_apart(values, 5.0)
    assert len(places) == len(values)
    assert all(b - a >= 5.0 - 1e-9 for a, b in itertools.pairwise(places))


def test_an_overview_without_a_shown_share_has_no_axis():
    dataset = profile_dataset("en")
    assert overview(dataset)["layout"]["xaxis"]["visible"]
    nothing = {"value": None, "ci_low": None, "ci_high": None, **coded("U")}
    withheld = replace(dataset, rows=tuple(replace(r, **nothing) for r in dataset.rows))
    assert not overview(withheld)["layout"]["xaxis"]["visible"]


@pytest.mark.parametrize("language", Language)
def test_every_shown_value_is_printed_beside_its_dot_and_has_room(language):
    dataset = map_dataset(language)
    figure = dot_plot(dataset)
    printed = [n for n in figure["layout"]["annotations"] if n.get("xshift")]
    shown = [r for r in dataset.rows if r.value is not None]
    texts = sorted(amount(r.value, dataset.indicators[0], language) for r in shown)
    assert sorted(re.sub("</?b>", "", n["text"]) for n in printed) == texts
    chosen = [r for r in shown if dataset.view.chose(r.area)]
    assert sum(n["text"].startswith("<b>") for n in printed) == len(chosen)
    assert figure["layout"]["margin"]["r"] > max(text_width(text, 12) for text in texts)


def test_a_count_is_not_printed_twice():
    dataset = map_dataset("sv")
    count = replace(dataset.indicators[0], kind=Kind.REGISTER_COUNT, unit=Unit.PERSONS, decimals=0)
    assert not [n for n in dot_plot(replace(dataset, indicators=(count,)))["layout"]["annotations"] if n.get("xshift")]


def test_an_overview_draws_the_region_chosen_beside_and_its_key_names_it():
    dataset = profile_beside_another("fi")
    (diamonds,) = [one for one in overview(dataset)["data"] if one.get("marker", {}).get("symbol") == "diamond"]
    shown = [r for r in dataset.second if r.shown and dataset.indicator(r.indicator).unit == Unit.PERCENT]
    assert set(diamonds["x"]) <= {r.value for r in shown}
    assert diamonds["x"]
    assert ("second", dataset.second[0].area.name) in overview_signs(dataset)
    assert "second" not in dict(overview_signs(profile_dataset("fi")))


def test_the_overview_says_every_verdict_in_words():
    told = notes(overview(profile_dataset("en")))
    assert "<b>64%</b> ▲ higher than in the whole country" in told  # which is not called better: only a change is
    assert "<b>12%</b> ▼ improved since 2025" in notes(overview(front_dataset("en")))
    assert any(text.startswith("not shown") for text in told)


def test_a_count_stands_beside_its_name_because_no_axis_of_millions_can_be_read_off():
    dataset = map_dataset("fi")
    counted = replace(dataset, indicators=(replace(dataset.indicators[0], kind=Kind.REGISTER_COUNT, decimals=0),))
    names = dot_plot(counted)["layout"]["yaxis"]["ticktext"]
    shown = sum(r.value is not None for r in dataset.rows)
    assert sum("\u2002" in name for name in names) == shown
    assert not any("\u2002" in name for name in dot_plot(dataset)["layout"]["yaxis"]["ticktext"])
