"""The thresholds of policy.toml decide what is told: each of them, where it is raised, lets its figures through."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from etl.config.policy import Policy, read_policy
from tests.etl.read.plausible.helpers import REGIONS, areas, codes, find, series

TURNOUT = [57.2, 56.0, 55.0, 58.1, 61.3, 52.4, 54.8, 59.9, 15.0]
BEFORE = [1000.0 * (at + 1) for at in range(10)]
EXCHANGED = [BEFORE[1], BEFORE[0], *BEFORE[2:]]  # the first two have changed places
SUM = sum(1000.0 for _ in REGIONS)


def two_periods(before: list[float], now: list[float]) -> list[dict[str, Any]]:
    return [*areas(before, period="2024"), *areas(now, period="2025")]


def with_threshold(name: str, value: float) -> Policy:
    shipped = read_policy()
    return msgspec.structs.replace(shipped, **{name: msgspec.structs.replace(getattr(shipped, name), value=value)})


@pytest.mark.parametrize(
    ("name", "value", "rows", "told"),
    [
        ("edit_ratio", 9, series([1000, 8000]), "far_from_before"),
        ("edit_ratio", 9, two_periods(BEFORE[:4], [8 * one for one in BEFORE[:4]]), "all_larger_than_before"),
        ("edit_ratio", 9, areas(TURNOUT, indicator="trust"), "far_from_others"),
        ("edit_points", 30, series([57.2, 77.0], indicator="trust"), "far_from_before"),
        ("edit_spreads", 1000, two_periods(BEFORE, EXCHANGED), "far_from_before"),
        (
            "edit_sum_percent",
            30,
            [
                {"level": "country", "code": "SSS", "value": 1.2 * SUM},
                *areas([1000.0 + at for at in range(len(REGIONS))]),
            ],
            "far_from_sum",
        ),
    ],
)
def test_a_figure_is_told_by_the_threshold_of_the_policy(
    name: str, value: float, rows: list[dict[str, Any]], told: str
) -> None:
    assert told in codes(find(rows))
    assert told not in codes(find(rows, policy=with_threshold(name, value)))
