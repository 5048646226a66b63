"""The R-indicator: worked out by hand, as R computes it, and what it must do whatever the sample."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.estimate.fieldwork.response import Representativity, r_indicator


def computed(sampled: dict[tuple[str, ...], int], responded, population, by=("sex",)) -> Representativity | None:
    """Compute from counts by group; every respondent becomes a row."""
    counts = [pl.DataFrame([(*group, n) for group, n in of.items()], [*by, name], orient="row")
              for name, of in (("sampled", sampled), ("population", population))]  # fmt: skip
    people = pl.DataFrame([group for group, n in responded.items() for _ in range(n)], list(by), orient="row")
    return r_indicator(counts[0], people.lazy(), counts[1])


def test_two_groups_as_worked_out_by_hand():
    """Rates 0.2 and 0.6 of 100 each, equal populations: S^2 = 0.04, of which 0.001 is the noise of estimating.

    Variances of the rates: 0.16 / 100 and 0.24 / 100; each rate lies half their difference from the mean, whose
    variance is (0.0016 + 0.0024) / 4. S is half the difference: R = 1 - difference, its error sqrt(0.004).
    """
    found = computed({("f",): 100, ("m",): 100}, {("f",): 20, ("m",): 60}, {("f",): 500, ("m",): 500})
    assert found is not None
    assert found.value == pytest.approx(1 - 2 * math.sqrt(0.039))
    assert found.error == pytest.approx(math.sqrt(0.004))


# tests/etl/estimate/fieldwork/make_truth.R: twelve groups of three columns
GROUPS = [(area, language, age) for age in ("18-29", "65+") for language in ("fi", "sv") for area in ("01", "02", "21")]
SAMPLED = (120, 80, 20, 60, 40, 70, 90, 75, 15, 50, 45, 60)
RESPONDED = (40, 31, 9, 26, 17, 40, 55, 50, 12, 33, 24, 45)
PEOPLE = (50_000, 20_000, 900, 6_000, 3_000, 4_000, 45_000, 22_000, 1_100, 7_000, 3_500, 5_000)


def test_main_effects_of_three_columns_as_r_computes_them():
    tables = [dict(zip(GROUPS, counts, strict=True)) for counts in (SAMPLED, RESPONDED, PEOPLE)]
    found = computed(*tables, by=("area", "language", "age"))
    assert found is not None
    assert found.value == pytest.approx(0.7518085638, abs=1e-9)
    assert found.error == pytest.approx(0.0351780369, abs=1e-9)


def test_a_group_that_all_or_none_of_answered_has_no_propensity_to_fit():
    groups = {("f",): 50, ("m",): 50}
    assert computed(groups, {("f",): 50, ("m",): 20}, groups) is None
    assert computed(groups | {("x",): 0}, {("f",): 20, ("m",): 20}, groups | {("x",): 10}) is None


@given(st.integers(2, 40), st.integers(2, 40), st.integers(1, 9))
def test_where_all_groups_respond_alike_it_is_one(first: int, second: int, of_ten: int):
    sampled = {("f",): 10 * first, ("m",): 10 * second}
    responded = {("f",): of_ten * first, ("m",): of_ten * second}
    found = computed(sampled, responded, {("f",): 700, ("m",): 300})
    assert found is not None
    assert found.value == pytest.approx(1)


@given(st.integers(1, 99), st.integers(1, 99))
def test_it_is_lower_by_the_distance_of_two_groups(first: int, second: int):
    sampled = {("f",): 5_000, ("m",): 5_000}
    found = computed(sampled, {("f",): 50 * first, ("m",): 50 * second}, sampled)
    assert found is not None
    assert found.value == pytest.approx(1 - abs(first - second) / 100, abs=0.02)
