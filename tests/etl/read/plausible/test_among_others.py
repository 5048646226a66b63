"""A first figure is held against those of the other areas."""

import pytest

from tests.errors import assert_tells
from tests.etl.read.plausible.helpers import areas, codes, find

TURNOUT = [57.2, 56.0, 55.0, 58.1, 61.3, 52.4, 54.8, 59.9]
POPULATION = [1_782_000.0, 500_000, 214_000, 170_000, 203_000, 545_000, 158_000, 127_000, 119_000, 131_000]


@pytest.mark.parametrize(
    ("values", "indicator", "told"),
    [
        ([*TURNOUT, 5.72], "trust", ["far_from_others"]),
        ([*TURNOUT, 35.0], "trust", []),
        ([*TURNOUT[:5], 5.72], "trust", []),  # few say nothing
        ([0.4, 2.1, 9.9, 30.1, 0.9, 3.0, 1.2, 6.1, 0.1], "trust", []),  # foreign-language speakers
        ([*POPULATION, 30_000], "people", []),  # Åland
        ([*POPULATION, 203], "people", ["far_from_others"]),
        ([1, 3, 0, 2, 5, 1, 9, 2, 30, 1], "people", []),  # reports in municipalities
    ],
)
def test_a_figure_is_told_where_it_is_far_by_the_spread_of_the_others(values, indicator, told):
    found = find(areas(values, indicator=indicator))
    assert codes(found) == told
    for one in found:
        assert_tells(one.error, "far_from_others", row=len(values) + 1, value=values[-1], number=len(values) - 1)


def test_an_area_that_always_lies_far_from_the_others_is_told_once():
    values = [*TURNOUT, 5.72]
    years = [areas(values, indicator="trust", period=str(year)) for year in (2024, 2025)]
    later = [one | {"value": one["value"] + 0.1} for one in years[1]]
    assert [one.figures.period for one in find([*years[0], *later])] == ["2024"]
