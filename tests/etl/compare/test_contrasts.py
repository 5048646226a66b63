"""Differences within one sample: covariance and degrees of freedom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from scipy import special, stats

from etl.compare.contrasts import against_country, against_group, waves_table
from etl.compare.rules import ComparisonRules
from etl.compare.time_contrasts import time_contrasts
from etl.compare.verdicts import compare
from etl.estimate.design import DesignColumns, Margin
from etl.estimate.estimate import estimate
from tests.etl.compare.samples import (
    NO_BREAKS,
    WHOLE,
    YES,
    adjusted,
    shown,
    unequal,
    wave,
)


def test_a_region_is_compared_with_a_country_that_contains_it():
    """Var(region - country) = Var over the whole sample of the difference of influences, worked out row by row."""
    one = wave("2026", 0.5, {"02": 0.2})
    found = against_country(one).filter(indicator="trust", code="02", group_dim="all").row(0, named=True)
    naive = {c: one.table.filter(indicator="trust", code=c, group_dim="all")["se"][0] ** 2 for c in ("02", "SSS")}
    share = 1 / 3
    as_if_independent = naive["02"] + naive["SSS"]
    # Cov(region, country) is about the region's part of the country times its own variance
    assert found["variance"] == pytest.approx(as_if_independent - 2 * share * naive["02"], rel=0.1)


def test_groups_that_share_psus_are_not_independent():
    # Two villages; in each, women and men agree: the difference between them never varies
    frame = pl.DataFrame(
        {
            "q1": [1, 1, 0, 0],
            "weight": [1.0] * 4,
            "stratum": ["1"] * 4,
            "psu": ["a", "a", "b", "b"],
            "area": ["01"] * 4,
            "sex": ["f", "m"] * 2,
        }
    )
    one = estimate(frame, DesignColumns(), [YES], [Margin("country", {"01": "SSS"}, "sex")], "2026")
    found = against_group(one, {"sex": "m"}).row(0, named=True)
    assert (found["difference"], found["reference"], found["df"]) == (0, "m", 1)
    assert found["variance"] == pytest.approx(0, abs=1e-15)


def test_independent_waves_add_their_variances():
    waves = [wave("2025", 0.4), wave("2026", 0.6)]
    found = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(kind="previous", indicator="trust", **WHOLE)
    se = [one.table.filter(indicator="trust", **WHOLE)["se"][0] for one in waves]
    assert found["variance"][0] == pytest.approx(se[0] ** 2 + se[1] ** 2)


def test_a_wave_of_few_psus_leaves_few_df_for_the_change_since_it():
    """Region 01 rests on 10 PSUs (df 9) in the first wave and on 600 people later: Satterthwaite, not the sum of df."""
    few = replace(unequal(), table=unequal().table.with_columns(period=pl.lit("2025")))
    waves = [few, wave("2026", 0.5)]
    found = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(
        kind="previous", indicator="trust", level="maakunta", code="01", group_dim="all"
    )
    rows = [one.table.filter(indicator="trust", level="maakunta", code="01", group_dim="all") for one in waves]
    variance = [one["se"][0] ** 2 for one in rows]
    df = [one["df"][0] for one in rows]
    expected = sum(variance) ** 2 / sum(v**2 / d for v, d in zip(variance, df, strict=True))
    assert df[0] == 9
    assert found["tested_df"][0] == pytest.approx(expected)
    assert found["tested_df"][0] < 40 < found["df"][0]


def test_a_region_against_the_country_is_tested_on_the_logit_scale_with_the_df_of_the_region():
    one = unequal()
    exact = against_country(one).sort("code")
    cell = one.table.sort("code").filter(pl.col("level") == "maakunta")
    whole = one.table.row(by_predicate=pl.col("level") == "country", named=True)
    a, b, df = cell["value"].to_numpy(), whole["value"], np.array([9, 99, 99])  # PSUs - strata; the country has 207
    of_a, of_b = cell["se"].to_numpy() ** 2, whole["se"] ** 2
    covariance = (of_a + of_b - exact["variance"].to_numpy()) / 2
    slope_a, slope_b = 1 / (a * (1 - a)), 1 / (b * (1 - b))
    s = np.sqrt(of_a * slope_a**2 + of_b * slope_b**2 - 2 * covariance * slope_a * slope_b)
    z = (special.logit(a) - special.logit(b)) / s
    assert exact["df"].to_list() == [207, 207, 207]
    rules = ComparisonRules({}, decimals={"trust": 9, "safe": 9})
    found = compare([one], [], shown(one), rules).filter(kind="country").sort("code")
    p = adjusted(2 * stats.t.sf(abs(z), df))
    assert found["p_adjusted"].to_list() == pytest.approx(p, abs=6e-5)
    level = 1 - max((p < 0.05).sum(), 1) * 0.05 / 3
    assert found["ci_level"].to_list() == pytest.approx([level] * 3, abs=1e-6)
    se = (a - b) / z
    half = stats.t.ppf((1 + level) / 2, df) * se
    assert found["ci_low"].to_list() == pytest.approx(100 * (a - b - half), abs=1e-6)
    assert found["ci_high"].to_list() == pytest.approx(100 * (a - b + half), abs=1e-6)
    least = (stats.t.ppf((1 + level) / 2, df) + stats.t.ppf(0.8, df)) * se
    assert found["detectable"].to_list() == pytest.approx(100 * least, abs=1e-6)


def test_a_group_against_a_group_is_tested_with_the_df_of_the_smaller_one():
    """Ten women and fifty men, each a PSU of their own in one stratum: df 9 and 49, of the union 59."""
    random = np.random.default_rng(4)
    frame = pl.DataFrame(
        {"q1": random.integers(0, 2, 60), "weight": 1.0, "stratum": "1", "area": "01", "sex": ["f"] * 10 + ["m"] * 50}
    )
    one = estimate(frame, DesignColumns(psu=None), [YES], [Margin("country", {"01": "SSS"}, "sex")], "2026")
    found = against_group(one, {"sex": "m"}).row(0, named=True)
    assert (found["df"], found["tested_df"]) == (59, 9)
