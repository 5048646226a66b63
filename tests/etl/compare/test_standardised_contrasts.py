"""Standardised differences among the contrasts: tested as raw ones are."""

import polars as pl
from polars.testing import assert_frame_equal

from etl.compare.contrasts import against_group, against_group_standardised
from etl.estimate.design import DesignColumns
from etl.estimate.estimate import estimate
from tests.etl.estimate.test_standardised import ITEMS, MARGINS, by_sex_and_age, respondents

ALL_IN_ONE = {
    "sex": dict.fromkeys(("female", "male"), "all"),
    "age": dict.fromkeys(("18-29", "30-44", "45-64", "65+"), "all"),
}


def test_with_one_class_for_all_the_standardised_difference_is_the_raw_one_in_every_column():
    """Difference, variance, df, and the variance with which shares are tested on the logit scale."""
    frame = respondents()
    standard = by_sex_and_age(frame, ALL_IN_ONE)
    one = estimate(frame, DesignColumns(), ITEMS, MARGINS, "2026", standards=(standard,))
    raw = against_group(one, {"language": "fi"}).drop("kind")
    alike = against_group_standardised(one, {"language": "fi"}).drop("kind")
    assert raw.height == alike.height == 16
    assert_frame_equal(alike, raw, rel_tol=1e-9)


def test_a_small_standardised_share_is_tested_on_the_logit_scale():
    frame = respondents().with_columns(q1=pl.when(pl.col("id") % 7 > 0).then(0).otherwise("q1"))
    one = estimate(frame, DesignColumns(), ITEMS, MARGINS, "2026", standards=(by_sex_and_age(frame, {}),))
    rows = against_group_standardised(one, {"language": "fi"}).filter(level="country").drop_nulls("difference")
    differs = rows.with_columns(ratio=pl.col("tested_variance") / pl.col("variance"))
    by_item = dict(differs.group_by("indicator").agg((pl.col("ratio") - 1).abs().max()).iter_rows())
    assert by_item["q1"] > 0.01
    assert by_item["q2"] < 1e-12
