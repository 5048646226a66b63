"""What comparisons tell of the shares of open cells."""

import numpy as np
import polars as pl
import pytest

from etl.config.policy import read_policy
from etl.sdc.attack.differences import Differences, OpenCells

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
