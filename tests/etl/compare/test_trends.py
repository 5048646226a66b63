"""Trends: what they are made of, and which survive."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from etl.compare.contrasts import waves_table
from etl.compare.rules import ComparisonRules
from etl.compare.time_contrasts import time_contrasts
from etl.compare.verdicts import compare
from etl.estimate.design import DesignColumns, Margin
from etl.estimate.estimate import estimate
from tests.etl.compare.samples import NO_BREAKS, WHOLE, YES, figures, shown, wave


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


def test_each_wave_is_left_out_once_and_the_rest_regressed_over_all_the_years():
    waves = [wave(str(year), share) for year, share in zip(range(2022, 2027), (0.3, 0.4, 0.6, 0.5, 0.7), strict=True)]
    table = waves_table(waves)
    last = {"kind": "trend", "indicator": "trust", "period": "2026", **WHOLE}
    found = time_contrasts(table, NO_BREAKS, 4).filter(**last).row(0, named=True)
    for place, (period, span) in enumerate({"2022": 3, "2023": 4, "2024": 4, "2025": 4}.items()):
        one = time_contrasts(table.filter(pl.col("period") != period), NO_BREAKS, 4).filter(**last).row(0, named=True)
        assert found["without_difference"][place] == pytest.approx(one["difference"] * 4 / span)
        assert found["without_se"][place] == pytest.approx(one["variance"] ** 0.5 * 4 / span)
        assert found["without_df"][place] == pytest.approx(one["tested_df"])


def of_country(shares: tuple[float, ...]) -> dict[str, object]:
    """Compare waves of these shares; return the last trend."""
    waves = [wave(str(2022 + year), share, size=1000) for year, share in enumerate(shares)]
    table = compare(waves, [], shown(*waves), ComparisonRules({}, decimals={"trust": 1}))
    period = str(2021 + len(shares))
    return table.filter(kind="trend", indicator="trust", period=period, **WHOLE).row(0, named=True)


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ((0.3, 0.4, 0.5, 0.6), "higher"),
        ((0.6, 0.5, 0.4, 0.3), "lower"),
        ((0.3, 0.5, 0.5, 0.5, 0.5), "no_clear_trend"),  # all rests on the first year
        ((0.5, 0.5, 0.5, 0.7), "no_clear_trend"),  # all rests on the last
        ((0.5, 0.5, 0.5, 0.5), "no_difference"),
        ((0.5, 0.5, 0.7), "higher"),  # three waves: last against first
    ],
)
def test_a_trend_is_told_only_if_it_is_found_without_any_one_wave(shares, verdict):
    found = of_country(shares)
    assert found["verdict"] == verdict
    assert (found["ci_low"] <= 0 <= found["ci_high"]) == (verdict in {"no_clear_trend", "no_difference"})
    assert found["ci_low"] <= found["difference"] <= found["ci_high"]


def test_a_wave_that_turns_the_trend_round_when_it_is_left_out_leaves_no_trend():
    found = of_country((0.5, 0.45, 0.4, 0.9))
    assert (found["verdict"], found["p_adjusted"]) == ("no_clear_trend", 1)


@pytest.mark.parametrize(("last", "verdict"), [(46, "higher"), (60, "no_clear_trend")])
def test_a_published_trend_too_survives_leaving_a_wave_out(last, verdict):
    values = (40, 42, 44, last) if verdict == "higher" else (40, 40, 40, last)
    rows = [(str(2019 + i), "m", float(value), value - 1.0, value + 1.0) for i, value in enumerate(values)]
    found = compare([], [], figures(*rows), ComparisonRules({})).filter(kind="trend", period="2022")
    assert found["verdict"].to_list() == [verdict]


def test_in_a_family_of_many_each_regression_without_a_wave_need_only_find_the_trend_by_itself():
    """A point a year: z = 3 over five waves, 2.1 without the first or the last, among nine that do not move."""
    half = 2.066
    flat = [(str(2019 + i), f"flat{area}", 40.0, 40.0 - half, 40.0 + half) for area in range(9) for i in range(5)]
    steady = [(str(2019 + i), "steady", 40.0 + i, 40.0 + i - half, 40.0 + i + half) for i in range(5)]
    found = compare([], [], figures(*flat, *steady), ComparisonRules({})).filter(kind="trend", period="2023")
    row = found.filter(group_code="steady").row(0, named=True)
    assert (row["verdict"], row["ci_low"] > 0) == ("higher", True)
    assert row["p_adjusted"] == pytest.approx(10 * 0.0027, abs=0.006)
    assert set(found.filter(pl.col("group_code") != "steady")["verdict"]) == {"no_difference"}
