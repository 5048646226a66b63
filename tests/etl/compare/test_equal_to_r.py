"""Differences, errors and p values equal to R's."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy import special, stats

from etl.compare.contrasts import against_country, against_group, waves_table
from etl.compare.rules import ComparisonRules
from etl.compare.tests import benjamini_hochberg, t_test
from etl.compare.time_contrasts import time_contrasts
from etl.compare.verdicts import compare
from tests.etl.compare.samples import (
    NO_BREAKS,
    adjusted,
    shown,
)
from tests.truth.cases import FINNISH_ITEMS, finnish, read


@pytest.mark.parametrize(("psu", "design"), [(None, "element"), ("psu_id", "cluster_lonely_adjust")])
def test_differences_equal_r_with_their_covariance(psu, design):
    waves = finnish(psu)
    found = pl.concat(
        [
            time_contrasts(waves_table(waves), NO_BREAKS, 4),
            *(against_country(one) for one in waves),
            *(against_group(one, {"language": "fi"}) for one in waves),
        ]
    ).with_columns(se=pl.col("variance").sqrt(), var="indicator", year="period")
    kinds = {"change_vs_prev_year": "previous", "region_vs_national": "country", "foreign_vs_fi": "group"}
    expected = read("10_finnish", "expected_differences_q1.csv").filter(pl.col("design") == design)
    expected = expected.with_columns(
        kind=pl.col("kind").replace_strict(kinds),
        code=pl.col("region").replace("_T", "SSS"),
        group_code=pl.col("group").replace("_T", "all"),
    )
    both = expected.join(found, on=["kind", "year", "code", "group_code", "var"], how="left", suffix="_found")
    assert both["difference"].null_count() == 0
    assert (both["diff"] - both["difference"]).abs().max() < 1e-9
    assert (both["se"] - both["se_found"]).abs().max() < 1e-9
    assert both["df"].to_list() == both["df_found"].to_list()

    known = both.with_columns(se_found=pl.when(pl.col("se_found") > 1e-12).then("se_found").otherwise(0.0))
    p = t_test(*(known[name].to_numpy() for name in ("difference", "se_found", "df_found")))
    tested = known.with_columns(mine=pl.Series(p, nan_to_null=True))
    tested = tested.with_columns(adjusted=benjamini_hochberg(pl.col("mine"), ["kind", "year", "var"]))
    for theirs, ours in (("p", "mine"), ("p_bh", "adjusted")):
        assert tested[theirs].null_count() == tested[ours].null_count()
        assert (tested[theirs] - tested[ours]).abs().max() < 1e-9


@pytest.mark.parametrize(("psu", "design"), [(None, "element"), ("psu_id", "cluster_lonely_adjust")])
def test_a_region_against_the_country_is_tested_from_rs_estimates_errors_and_df(psu, design):
    """R's own p has the df of the union and no logit: its estimates, errors and df of both sides are what counts here.

    The covariance is R's too: half of what the two variances are above that of the difference.
    """
    waves = finnish(psu)
    rules = ComparisonRules({}, min_df=0, decimals={item.indicator: 9 for item in FINNISH_ITEMS})
    found = compare(waves, [], shown(*waves), rules)
    found = found.filter(kind="country", level="maakunta", group_dim="all").rename({"indicator": "var"})
    side = ["year", "region", "var", "est", "df"]
    regions = (
        read("10_finnish", f"expected_{design}.csv")
        .filter(pl.col("group") == "_T")
        .select(*side, of_a=pl.col("se") ** 2)
    )
    whole = regions.filter(pl.col("region") == "_T").select("year", "var", b="est", of_b="of_a", whole="df")
    expected = (
        read("10_finnish", "expected_differences_q1.csv")
        .filter(pl.col("design") == design, pl.col("kind") == "region_vs_national", pl.col("se") > 1e-12)
        .drop("df")
        .join(regions, on=["year", "region", "var"])
        .join(whole, on=["year", "var"])
        .with_columns(df=pl.min_horizontal("df", "whole"), share=pl.col("var").str.ends_with("_d"))
        .filter(pl.col("df") > 0)
    )
    a, b, of_a, of_b, difference, se, df = (
        expected[name].to_numpy().astype(float) for name in ("est", "b", "of_a", "of_b", "diff", "se", "df")
    )
    share = expected["share"].to_numpy()
    assert ((a[share] > 0) & (a[share] < 1)).all()
    slope_a, slope_b = (1 / np.where(share, one * (1 - one), 1) for one in (a, b))
    s = np.sqrt(of_a * slope_a**2 + of_b * slope_b**2 - (of_a + of_b - se**2) * slope_a * slope_b)
    gap = special.logit(np.where(share, a, 0.5)) - special.logit(np.where(share, b, 0.5))
    z = np.where(share, gap / s, difference / se)
    expected = expected.with_columns(p=2 * stats.t.sf(abs(z), df), error=difference / z)
    families = [one.with_columns(p_bh=adjusted(one["p"].to_numpy())) for one in expected.partition_by("year", "var")]
    both = pl.concat(families).join(found, left_on=["year", "region", "var"], right_on=["period", "code", "var"])
    assert both.height == expected.height >= 36  # 18 regions or more, a mean and a share
    counted = both.with_columns(found=(pl.col("p_bh") < 0.05).sum().over("year", "var").clip(1))
    level = 1 - 0.05 * counted["found"].to_numpy() / counted.select(pl.len().over("year", "var")).to_series().to_numpy()
    half = stats.t.ppf((1 + level) / 2, both["df"].to_numpy()) * both["error"].to_numpy()
    unit = np.where(both["share"].to_numpy(), 100, 1)
    differences = both["diff"].to_numpy()
    assert (both["p_bh"] - both["p_adjusted"]).abs().max() < 6e-5  # stored with four decimals
    assert abs(level - both["ci_level"].to_numpy()).max() < 1e-6
    assert abs((differences - half) * unit - both["ci_low"].to_numpy()).max() < 1e-6
    assert abs((differences + half) * unit - both["ci_high"].to_numpy()).max() < 1e-6
