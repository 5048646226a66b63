"""Figures that are all the same, or last year's, or years."""

import pytest

from tests.etl.read.plausible.helpers import areas, codes, find, series

TURNOUT = [57.2, 56.0, 55.1, 61.3, 49.9]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([55.0] * 6, ["values_all_equal"]),
        ([55.0] * 4, []),
        ([0.0] * 6, []),  # nobody anywhere
        (TURNOUT, []),
    ],
)
def test_one_value_in_all_areas_is_told(values, told):
    assert codes(find(areas(values, indicator="trust"))) == told


@pytest.mark.parametrize(
    ("now", "told"),
    [(TURNOUT, ["values_copied"]), ([*TURNOUT[:4], 50.0], []), (TURNOUT[:4], ["areas_lost"])],
)
def test_last_years_values_under_a_new_year_are_told(now, told):
    before = areas(TURNOUT, indicator="trust", period="2024")
    assert codes(find([*before, *areas(now, indicator="trust", period="2025")])) == told


def test_years_in_the_place_of_values_stop_the_build():
    (found,) = find(series([2020.0, 2021.0, 2022.0], file="a.csv"))
    assert (found.error.code, found.certain) == ("values_are_years", True)
    assert find(series([2020.0, 2019.0], file="a.csv")) == []
