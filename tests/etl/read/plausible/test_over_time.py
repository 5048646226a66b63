"""Figures far from the period before: told for what chance does not explain, and for nothing else."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.config.catalogue.entries import Break
from geo.classification import read_classification
from tests.errors import assert_tells
from tests.etl.read.helpers import SAME as TEXT
from tests.etl.read.helpers import published
from tests.etl.read.plausible.helpers import REGIONS, areas, codes, find, series, with_break

POPULATION = [1_782_000.0, 500_000, 214_000, 170_000, 203_000, 545_000, 158_000, 127_000, 119_000, 131_000]


@pytest.mark.parametrize(
    ("values", "odd"),  # the period that is told, or none
    [
        ([294_000, 297_000, 310], "2022"),
        ([1_606, 1_808, 1.0], "2022"),
        ([860, 732, 1250, 1165, 910], None),
        ([30, 61, 128], None),  # a doubling is none of our business
        ([1, 5, 2], None),  # a small municipality
        ([3, 15, 4], None),
        ([0, 5, 0], None),
        ([0, 60], "2021"),
        ([5, 40], "2021"),
        ([294_000, 297, 299_000], "2021"),  # told where it is odd, not where it is back to what it was
        ([500, 50_000, 51_000, 52_000], "2021"),  # a step is told once
    ],
)
def test_a_count_is_told_where_chance_does_not_explain_its_change(values, odd):
    found = find(series(values))
    assert [one.error.parameters["cell"][1] for one in found] == ([] if odd is None else [odd])


@pytest.mark.parametrize(
    ("values", "odd"),
    [
        ([57.2, 56.0, 55.1], None),
        ([57.2, 71.0], None),
        ([57.2, 77.0], "2021"),
        ([4.2, 0.42, 4.3], "2021"),
        ([0.2, 0.7, 0.2], None),  # a small municipality's foreign-language speakers
        ([7.4, 9.2, 11.0], None),
    ],
)
def test_a_share_is_told_where_it_moves_by_many_points_or_many_times(values, odd):
    found = find(series(values, indicator="trust"))
    assert [one.error.parameters["cell"][1] for one in found] == ([] if odd is None else [odd])


@pytest.mark.parametrize(
    ("values", "odd"),
    [
        ([163.96, 205.19, 147.0], None),
        ([19_960.0, 21_473, 21_163], None),
        ([77.8, 260.0], "2021"),
        ([163.0, 1.63], "2021"),
    ],
)
def test_a_rate_is_told_where_it_moves_by_many_times_and_not_by_points(values, odd):
    trust, *others = published().indicators
    rates = replace(published(), indicators=(msgspec.structs.replace(trust, unit="points"), *others))
    found = find(series(values, indicator="trust"), rates)
    assert [one.error.parameters["cell"][1] for one in found] == ([] if odd is None else [odd])


@pytest.mark.parametrize(("n", "told"), [(None, 1), (2000, 1), (60, 0)])
def test_a_share_of_few_answers_may_move_by_many_points(n, told):
    assert len(find(series([50.0, 70.0], indicator="trust", n=n))) == told


@pytest.mark.parametrize(("low", "high", "told"), [(67.0, 73.0, 1), (45.0, 95.0, 0)])
def test_a_share_with_a_wide_interval_may_move_by_many_points(low, high, told):
    first, last = series([50.0, 70.0], indicator="trust")
    assert len(find([first, last | {"ci_low": low, "ci_high": high}])) == told


def test_the_finding_names_file_row_and_both_numbers_with_their_periods():
    (found,) = find(series([294_000, 297_000, 310]))
    assert_tells(found.error, "far_from_before", path="2022.csv", row=4, value=310.0, earlier=297_000.0, before="2021")
    assert "people, 2022, maakunta 01: the figure is 310, in 2021 it was 297,000" in str(found.error)
    assert found.figures.said().items() >= {"indicator": "people", "period": "2022", "area": "01"}.items()


def test_a_hundredth_of_a_share_is_certain():
    (found,) = find(series([56.1, 0.572], indicator="trust"))
    assert found.certain
    assert not find(series([56.1, 30.0], indicator="trust"))[0].certain
    assert not find(series([19.7, 0.2], indicator="trust"))[0].certain  # 0.2 per cent may be meant


def grown(by: float = 1.01) -> list[float]:
    return [round(value * by * (1 + 0.002 * at)) for at, value in enumerate(POPULATION)]


def both(now: list[float]) -> list[dict[str, object]]:
    return [*areas(POPULATION, period="2024"), *areas(now, period="2025")]


def test_two_areas_that_have_changed_places_are_told_though_neither_has_tripled():
    assert find(both(grown())) == []
    now = grown()
    now[2], now[4] = now[4], now[2]  # 214,000 and 203,000 are too near
    now[3], now[7] = now[7], now[3]  # 170,000 and 127,000
    assert {one.figures.area for one in find(both(now))} == {REGIONS[at] for at in (3, 7)}


@pytest.mark.parametrize(
    ("factor", "number", "code", "certain"),
    [
        (0.001, 10, "all_smaller_than_before", True),
        (1000, 10, "all_larger_than_before", True),
        (0.1, 10, "all_smaller_than_before", True),
        (0.01, 4, "all_smaller_than_before", False),  # few
        (0.2, 10, "all_smaller_than_before", False),  # no power of ten
    ],
)
def test_a_factor_that_all_have_in_common_is_told_once_and_named(factor, number, code, certain):
    before, now = POPULATION[:number], [value * factor for value in grown()[:number]]
    (found,) = find([*areas(before, period="2024"), *areas(now, period="2025")])
    assert (found.error.code, found.certain, found.error.parameters["number"]) == (code, certain, number)
    assert found.error.parameters["factor"] == pytest.approx(max(factor, 1 / factor), rel=0.05)


def test_a_whole_file_in_thousands_is_told_in_words():
    (found,) = find(both([round(value / 1000) for value in grown()]))
    assert "all 10 figures are about 1,000 times smaller than in 2024" in str(found.error)


def test_a_year_in_another_unit_is_told_where_it_stands_not_where_the_series_is_back():
    now = [round(value / 1000) for value in grown()]
    later = [*both(now), *areas(grown(1.02), period="2026")]
    assert [one.figures.period for one in find(later)] == ["2025"]


def test_a_declared_break_explains_a_share_and_no_factor_of_a_count():
    catalogue = published()
    for indicator in ("trust", "people"):
        catalogue = with_break(catalogue, indicator, Break(period="2021", reason=TEXT))
    assert find(series([50.0, 80.0], indicator="trust"), catalogue) == []
    assert codes(find(series([50_000, 50]), catalogue)) == ["far_from_before"]


def test_quarters_are_not_compared_with_years():
    year, quarter = series([4000, 900])
    assert find([year, quarter | {"period": "2020Q4"}]) == []


def test_an_area_whose_borders_changed_is_not_compared():
    before = {"level": "kunta", "geo_year": 2019, "period": "2019", "value": 1_000.0}
    merged = next(one for one in read_classification().mergers("kunta", date(2026, 1, 1)) if one.on.year > 2015)
    years = [{"geo_year": merged.on.year - 1}, {"geo_year": merged.on.year, "period": "2020", "value": 9_000.0}]
    assert find(before | year | {"code": merged.to_code} for year in years) == []
    assert len(find(before | year | {"code": "091"} for year in years)) == 1


@given(st.lists(st.integers(0, 30), min_size=2, max_size=12))
def test_counts_under_thirty_one_are_told_only_where_they_have_more_than_tripled(values):
    for one in find(series([float(value) for value in values])):
        now, before = one.error.parameters["value"], one.error.parameters["earlier"]
        assert max(now, before) + 0.5 > 3 * (min(now, before) + 0.5)
