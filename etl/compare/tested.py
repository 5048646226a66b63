"""Contrasts -> p values and, at the level of their family, intervals and smallest detectable differences."""

from __future__ import annotations

from typing import NewType

import numpy as np
import polars as pl

from contract.codes import ESTIMATE_KEY
from etl.compare.contrasts import MEASURED, TESTED, WITHOUT
from etl.compare.rules import ComparisonRules
from etl.compare.tests import detectable_difference, half_width, t_test
from etl.estimate.arrays import Floats
from etl.estimate.domains import standard_error

REFERENCE_KEY = ("indicator", "reference_period", "reference_level", "reference_code", "group_dim", "reference_group")
NUMBERS = (*MEASURED, *TESTED, *WITHOUT)
NO_FINDING = 1.0  # the p of what is not claimed, whatever its t
ShownContrasts = NewType("ShownContrasts", pl.DataFrame)  # no number of a hidden cell is in it


def shown_contrasts(contrasts: pl.DataFrame, shown: pl.DataFrame) -> ShownContrasts:
    """Add `open`: whether both sides may be shown; where one is hidden, every number of the contrast goes.

    The one gate between estimates, which know hidden values, and what is tested: nothing else makes ShownContrasts.
    """
    cell = shown.select(ESTIMATE_KEY).unique().with_columns(side=True)
    reference = cell.rename(dict(zip(ESTIMATE_KEY, REFERENCE_KEY, strict=True)))
    is_open = pl.col("side").fill_null(value=False) & pl.col("reference_side").fill_null(value=False)
    marked = (
        contrasts.join(cell, on=ESTIMATE_KEY, how="left")
        .join(reference.rename({"side": "reference_side"}), on=REFERENCE_KEY, how="left")
        .with_columns(open=is_open)
        .with_row_index("row")
    )
    return ShownContrasts(marked.with_columns(pl.when("open").then(pl.col(NUMBERS))))


def regressions_without_a_wave(contrasts: ShownContrasts) -> pl.DataFrame:
    """List the trends that leave one wave out: `row` of the contrast, difference, se, df."""
    lists = contrasts.select("row", *WITHOUT).drop_nulls().explode(WITHOUT)
    return lists.rename({name: name.removeprefix("without_") for name in WITHOUT}).filter(
        pl.col("difference").is_not_nan()
    )


def with_p(
    contrasts: ShownContrasts, without: pl.DataFrame, invisible: pl.Expr, rules: ComparisonRules
) -> pl.DataFrame:
    """Add se, `p_alone` and `p` where a contrast can be tested; null elsewhere, as its difference is.

    `p_alone` is that of the difference itself. `p` is the same, but where a regression that leaves a wave out does not
    find the trend at `rules.alpha`, or points the other way, it is the largest of all: a trend is found only if every
    one of them finds it, each at `rules.alpha` by itself (an intersection-union test: Berger 1982, Technometrics 24:
    295-300). `invisible`: differences that a reader would see as 0; none is found.
    """
    difference = array(contrasts, "difference")
    answering = array(contrasts, "n_strata_answering")
    unknown = array(contrasts, "n_strata_unknown")
    se = standard_error(array(contrasts, "tested_variance"), answering, unknown, difference)
    p = t_test(difference, se, array(contrasts, "tested_df"))
    testable = (
        pl.col("open") & pl.col("comparable") & (pl.col("smallest_df") >= rules.min_df) & pl.col("p").is_not_null()
    )
    found = contrasts.with_columns(pl.Series("se", se, nan_to_null=True), pl.Series("p", p, nan_to_null=True))
    tested = found.with_columns(testable=testable.fill_null(value=False)).with_columns(
        pl.when("testable").then(pl.col("difference", "se", "p"))
    )
    largest = _largest_p_without(without, difference)
    return (
        tested.join(largest, on="row", how="left", maintain_order="left")
        .with_columns(p_alone=pl.when(invisible).then(NO_FINDING).otherwise("p"))
        .with_columns(
            p=pl.when(pl.col("p").is_null() | (pl.col("p_without").fill_null(0.0) < rules.alpha))
            .then("p_alone")
            .otherwise(pl.max_horizontal("p_alone", "p_without"))
        )
    )


def _largest_p_without(without: pl.DataFrame, difference: Floats) -> pl.DataFrame:
    """Return the largest p of the regressions without a wave, per row; one without known variance finds nothing."""
    of_row = without["row"].to_numpy()
    one = array(without, "difference")
    p = t_test(one, array(without, "se"), array(without, "df"))
    p = np.where(np.isnan(p) | (np.sign(one) != np.sign(difference[of_row])), NO_FINDING, p)
    return without.select("row", p_without=p).group_by("row").agg(pl.col("p_without").max())


def with_intervals(judged: pl.DataFrame, without: pl.DataFrame, rules: ComparisonRules) -> pl.DataFrame:
    """Add ci_low, ci_high and detectable at level 1 - `miss`.

    The interval of a trend spans those of the regressions that leave a wave out, at their own level, so that it too
    holds 0 unless all find the trend. That of a difference that is no finding whatever its t (p = 1) reaches to 0.
    """
    miss = array(judged, "miss")
    df = array(judged, "tested_df")
    se = array(judged, "se")
    difference = array(judged, "difference")
    half = half_width(se, df, miss)
    least = detectable_difference(se, df, miss, rules.power)
    own = {"ci_low": difference - half, "ci_high": difference + half, "detectable": least}
    one = array(without, "difference")
    alone = np.full(len(one), rules.alpha)
    half_of_one = half_width(array(without, "se"), array(without, "df"), alone)
    ends = without.select("row", low=one - half_of_one, high=one + half_of_one)
    spans = ends.group_by("row").agg(pl.col("low").min(), pl.col("high").max())
    no_finding = pl.col("p") == NO_FINDING
    return (
        judged.with_columns(pl.Series(name, values, nan_to_null=True) for name, values in own.items())
        .join(spans, on="row", how="left", maintain_order="left")
        .with_columns(ci_low=pl.min_horizontal("ci_low", "low"), ci_high=pl.max_horizontal("ci_high", "high"))
        .with_columns(
            ci_low=pl.when(no_finding).then(pl.min_horizontal("ci_low", 0.0)).otherwise("ci_low"),
            ci_high=pl.when(no_finding).then(pl.max_horizontal("ci_high", 0.0)).otherwise("ci_high"),
        )
        .with_columns(pl.when("testable").then(pl.col("ci_low", "ci_high", "detectable")))
    )


def array(frame: pl.DataFrame, name: str) -> Floats:
    """Return a column as numbers, NaN where it has none."""
    column: Floats = frame[name].fill_null(np.nan).to_numpy()
    return column
