"""What comparisons tell of the shares of open cells."""

import numpy as np
import polars as pl
import pytest

from etl.compare.contrasts import waves_table
from etl.compare.rules import ComparisonRules
from etl.compare.verdicts import compare
from etl.config.policy import read_policy
from etl.sdc.attack.differences import Differences, OpenCells
from tests.etl.compare.test_verdicts import shown, wave

WAVES = ("2022", "2023", "2024", "2026")
WHOLE = ("country", "SSS", "all", "all")
KEYS = [
    *((wave, *WHOLE) for wave in WAVES),
    ("2026", "maakunta", "05", "language", "fi"),
    ("2026", "maakunta", "05", "language", "sv"),
]
CELLS = OpenCells({key: at for at, key in enumerate(KEYS)}, np.array([10.0, 10, 10, 10, 4, 2]), WAVES)
SCHEMA = ("period", "level", "code", "group_dim", "group_code")


def row_of(key, kind, reference, difference=3.0, ends=(1.0, 5.0), **cells):
    row = dict(zip(SCHEMA, key, strict=True)) | {"kind": kind, "reference": reference, "difference": difference}
    row |= {"ci_low": ends[0], "ci_high": ends[1], "item_kind": "survey_share", "decimals": 0, "scale_width": 1.0}
    return Differences.of(pl.DataFrame([row]), CELLS._replace(**cells), read_policy())


@pytest.mark.parametrize(
    ("key", "kind", "reference", "expected"),
    [
        (KEYS[3], "previous", "2024", [0, 0, -1, 1, 0, 0]),
        (KEYS[2], "trend", "2022", [-1, 0, 1, 0, 0, 0]),  # three waves: last less first
        (KEYS[3], "trend", "2022", [-0.8, -3 / 8.75, 1 / 8.75, 9 / 8.75, 0, 0]),
        (KEYS[5], "group", "fi", [0, 0, 0, 0, -0.5, 1]),  # per weight of the lighter cell
        (KEYS[5], "group_standardised", "fi", None),
        (KEYS[5], "country", "SSS", None),  # the country's Swedish speakers are no cell
    ],
)
def test_a_comparison_is_a_sum_of_shares(key, kind, reference, expected):
    found = row_of(key, kind, reference)
    if expected is None:
        assert found.rows.shape[0] == 0
    else:
        smallest = 2.0 if kind == "group" else 10.0
        weight = CELLS.weight / smallest
        on_shares = found.rows.toarray()[0] * weight
        assert on_shares == pytest.approx(np.array(expected) * weight if kind == "group" else expected)
        assert found.least[0] == pytest.approx(0.025 * smallest)
        assert found.most[0] == pytest.approx(0.035 * smallest)


def test_the_middle_of_its_interval_is_a_second_reading_of_a_difference():
    found = row_of(KEYS[3], "previous", "2024", 3.0, (0.0, 5.0))
    assert (found.least[0] / 10, found.most[0] / 10) == pytest.approx((0.025, 0.03))


def test_the_interval_of_a_trend_spans_more_than_its_own_and_has_no_middle_to_read():
    found = row_of(KEYS[3], "trend", "2022", 3.0, (0.0, 5.0))
    assert (found.least[0] / 10, found.most[0] / 10) == pytest.approx((0.025, 0.035))


def test_an_end_of_one_step_may_have_been_moved_there_from_nothing():
    """A significant difference of 1.6 (0.4 to 2.8) is told as 2 (1 to 3): its middle may lie at 1.25."""
    found = row_of(KEYS[3], "previous", "2024", 2.0, (1.0, 3.0))
    assert found.least[0] / 10 <= 0.016 <= found.most[0] / 10
    assert found.least[0] / 10 == pytest.approx(0.015)


@pytest.mark.parametrize("decimals", [0, 1])
def test_what_is_compared_never_reads_a_true_difference_away(decimals):
    shares = {"2022": 0.4, "2023": 0.44, "2024": 0.47, "2025": 0.45, "2026": 0.52}
    waves = [wave(period, share, {"02": 0.1}) for period, share in shares.items()]
    rules = ComparisonRules({"sex": "m"}, decimals={"trust": decimals, "safe": decimals})
    told = compare(waves, [], shown(*waves), rules).filter(pl.col("difference").is_not_null(), indicator="trust")
    cells = waves_table(waves).filter(indicator="trust")
    place = {key: at for at, key in enumerate(cells.select(SCHEMA).iter_rows())}
    weight = cells["weight"].to_numpy()
    extra = told.with_columns(item_kind=pl.lit("survey_share"), decimals=decimals, scale_width=1.0)
    found = Differences.of(extra, OpenCells(place, weight, tuple(shares)), read_policy())
    true = found.rows @ (weight * cells["value"].to_numpy())
    assert found.rows.shape[0] == told.height
    assert (found.least - 1e-9 <= true).all()
    assert (true <= found.most + 1e-9).all()
