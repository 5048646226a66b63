"""Trends: what they are made of, and which survive."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from etl.compare.contrasts import waves_table
from etl.compare.time_contrasts import time_contrasts
from etl.estimate.design import DesignColumns, Margin
from etl.estimate.estimate import estimate
from tests.etl.compare.samples import (
    NO_BREAKS,
    WHOLE,
    YES,
    wave,
)


def test_three_waves_are_first_against_last():
    waves = [wave("2024", 0.4), wave("2025", 0.9), wave("2026", 0.6)]
    found = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(
        kind="trend", indicator="trust", period="2026", **WHOLE
    )
    value = [one.table.filter(indicator="trust", **WHOLE)["value"][0] for one in waves]
    assert found["difference"][0] == pytest.approx(value[2] - value[0])
    assert found["reference"][0] == "2024"


def test_four_waves_are_a_weighted_regression_of_the_answers_with_its_design_based_error():
    """Worked out here from respondents: the sandwich of svyglm, PSU by PSU."""
    random = np.random.default_rng(7)
    frames, size = {}, 120
    for period in ("2022", "2023", "2024", "2025", "2026"):
        frames[period] = pl.DataFrame(
            {
                "q1": random.integers(0, 2, size),
                "weight": random.uniform(1, 9, size),
                "stratum": random.choice(["a", "b"], size),
                "psu": random.choice([*"stuvwxyz"], size),
                "area": ["01"] * size,
            }
        )
    margin = [Margin("country", {"01": "SSS"}, "all")]
    waves = [estimate(frame, DesignColumns(), [YES], margin, period) for period, frame in frames.items()]
    found = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(kind="trend", period="2026").row(0, named=True)

    rows = pl.concat(frame.with_columns(year=pl.lit(int(period))) for period, frame in frames.items())
    x, y, w = rows["year"].to_numpy(), rows["q1"].to_numpy(), rows["weight"].to_numpy()
    off = x - np.average(x, weights=w)
    slope = (w * off * y).sum() / (w * off**2).sum()
    score = w * off * (y - np.average(y, weights=w) - slope * off) / (w * off**2).sum()
    totals = rows.with_columns(u=score).group_by("year", "stratum", "psu").agg(pl.col("u").sum())
    strata = totals.group_by("year", "stratum").agg(pl.col("u").var(), n=pl.len())
    assert found["difference"] == pytest.approx(4 * slope, rel=1e-12)
    assert found["variance"] == pytest.approx(16 * (strata["u"] * strata["n"]).sum(), rel=1e-12)
    assert found["df"] == totals.height - strata.height - 1
