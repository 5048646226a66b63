"""Figures that others give as well: shares of counts, counts of a base, weights of a population."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from etl.config.catalogue.entries import Ratio
from etl.read.plausible.agreement import weights_of_population
from tests.errors import assert_tells
from tests.etl.read.helpers import DESIGN, card, csv, indicator, published, respondents
from tests.etl.read.plausible.helpers import codes, find


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (8.0, []),
        (8.3, []),  # of another day
        (9.0, ["share_not_of_its_counts"]),
        (0.08, ["share_not_of_its_counts"]),
        (80.0, ["share_not_of_its_counts"]),
    ],
)
def test_a_published_share_is_held_against_its_counts(share, told):
    base = indicator("base", 91, None, "register_count")
    ratio = Ratio(numerator="people", denominator="base")
    trust, *others = published().indicators
    catalogue = replace(published(), indicators=(msgspec.structs.replace(trust, ratio=ratio), *others, base))
    values = {"trust": share, "people": 80.0, "base": 1000.0}
    rows = [{"code": "01", "indicator": name, "value": value} for name, value in values.items()]
    assert codes(find(rows, catalogue)) == told
    assert find(rows[:2], catalogue) == []


@pytest.mark.parametrize(("n", "told"), [(100, []), (99, ["count_above_n"]), (None, []), (0, [])])
def test_a_count_is_no_larger_than_what_it_was_taken_from(n, told):
    assert codes(find([{"code": "01", "value": 100.0, "n": n}])) == told


@pytest.mark.parametrize(("population", "ratio"), [(4, None), (8, 0.5), (4000, 0.001)])
def test_weights_that_miss_the_population_are_told_with_their_ratio(
    tmp_path: Path, population: float, ratio: float | None
) -> None:
    rest = DESIGN.replace("geo_year = 2026", f"geo_year = 2026\npopulation = {population}")
    made = card(tmp_path, csv(respondents()), "answers.csv", "respondents", rest)
    found = list(weights_of_population(made, respondents().lazy()))
    assert [one.error.parameters["ratio"] for one in found] == ([] if ratio is None else [ratio])
    for one in found:
        assert_tells(one.error, "weights_not_population", path="answers.csv", column="weight", total=4.0)
