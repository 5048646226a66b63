"""Verdicts: contrasts, tested in families, with the words that may be said of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NewType

import numpy as np
import polars as pl

from contract.codes import ESTIMATE_KEY, EVERYBODY, Against, Kind, Level, Verdict
from etl.compare.contrasts import CONTRAST, against_country, against_group, against_group_standardised, waves_table
from etl.compare.published import published_contrasts
from etl.compare.rules import ComparisonRules
from etl.compare.tests import benjamini_hochberg, detectable_difference, t_test
from etl.compare.time_contrasts import time_contrasts
from etl.estimate.arrays import Floats
from etl.estimate.domains import standard_error
from etl.estimate.estimate import Estimates
from etl.estimate.intervals import t_interval
from etl.sdc.rounding import rounded

REFERENCE_KEY = ("indicator", "reference_period", "reference_level", "reference_code", "group_dim", "reference_group")
NUMBERS = ("difference", "variance", "n_strata_answering", "n_strata_unknown", "df", "smallest_df")
ShownContrasts = NewType("ShownContrasts", pl.DataFrame)  # no number of a hidden cell is in it
COLUMNS = (
    *ESTIMATE_KEY[:4],
    "geo_year",
    *ESTIMATE_KEY[4:],
    *("kind", "reference", "difference", "ci_low", "ci_high", "p_adjusted", "detectable", "approximate", "verdict"),
)
P_DECIMALS = 4
# A view, and so a family of tests: one picture that a reader scans. Over the whole country what is scanned are the
# items (`item` is empty), unless the comparison was announced beforehand: then it is a family of its own.
FAMILY = ("item", "period", "level", "group_dim", "kind")


def compare(
    waves: Sequence[Estimates], pooled: Sequence[Estimates], protected: pl.DataFrame, rules: ComparisonRules
) -> pl.DataFrame:
    """Compare every cell that may be shown, and say what may be said: table `comparison`.

    `waves`: single periods; `pooled`: periods over several waves (held against country and groups only).
    `protected`: table `estimate` after disclosure control; a cell without a value there is hidden, and every contrast
    it is a side of is `uncertain`, without a number. Published figures with intervals are compared by z-test,
    marked approximate. Differences are in percentage points (shares) or points, rounded.
    """
    shown = protected.filter(pl.col("value").is_not_null())
    items = chain.from_iterable(wave.items for wave in (*waves, *pooled))
    of_samples = {item.indicator: item.kind for item in items}
    figures = shown.filter(~pl.col("indicator").is_in(list(of_samples)))
    own = _of_samples(waves, pooled, shown, rules)
    published = published_contrasts(figures, rules.breaks, rules.trend_waves)
    is_share = pl.col("indicator").replace_strict(of_samples, return_dtype=pl.String) == Kind.SURVEY_SHARE
    contrasts = pl.concat(
        [
            own.with_columns(unit=pl.when(is_share).then(100.0).otherwise(1.0), approximate=False),
            published.with_columns(unit=pl.lit(1.0), approximate=True),
        ]
    )
    years = protected.select(*ESTIMATE_KEY, "geo_year").unique(ESTIMATE_KEY, keep="last")
    judged = _judged(_tested(_shown_contrasts(contrasts, shown), rules), rules)
    return judged.join(years, on=ESTIMATE_KEY).select(COLUMNS).sort("indicator", "level", "code", "period")


def _of_samples(
    waves: Sequence[Estimates], pooled: Sequence[Estimates], shown: pl.DataFrame, rules: ComparisonRules
) -> pl.DataFrame:
    """Contrast what our own surveys found; hidden cells take no part in what goes over time."""
    parts = [against_country(wave) for wave in (*waves, *pooled)]
    parts += [against_group(wave, rules.references) for wave in (*waves, *pooled)]
    parts += [against_group_standardised(wave, rules.references) for wave in (*waves, *pooled)]
    if waves:
        visible = shown.select(ESTIMATE_KEY).unique().with_columns(visible=True)
        cells = (
            waves_table(waves).join(visible, on=ESTIMATE_KEY, how="left").with_columns(pl.when("visible").then("value"))
        )
        parts.append(time_contrasts(cells, rules.breaks, rules.trend_waves))
    return pl.concat(parts) if parts else pl.DataFrame(schema=CONTRAST)


def _shown_contrasts(contrasts: pl.DataFrame, shown: pl.DataFrame) -> ShownContrasts:
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
    )
    return ShownContrasts(marked.with_columns(pl.when("open").then(pl.col(NUMBERS))))


def _tested(contrasts: ShownContrasts, rules: ComparisonRules) -> pl.DataFrame:
    """Add interval, p and detectable difference where the contrast can be tested, null elsewhere.

    An area against the whole country takes the df of the smaller side, not of the union as R does: nearly all the
    variance of the difference is the area's, known from its own few PSUs.
    """
    with_df = contrasts.with_columns(df=pl.when(kind=Against.COUNTRY).then("smallest_df").otherwise("df"))
    difference = _array(with_df, "difference")
    df = _array(with_df, "df")
    answering = _array(with_df, "n_strata_answering")
    unknown = _array(with_df, "n_strata_unknown")
    se = standard_error(_array(with_df, "variance"), answering, unknown, difference)
    low, high = t_interval(difference, se, df)
    p = t_test(difference, se, df)
    least = detectable_difference(se, df, rules.alpha, rules.power)
    found = {"ci_low": low, "ci_high": high, "detectable": least, "p": p}
    testable = (
        pl.col("open") & pl.col("comparable") & (pl.col("smallest_df") >= rules.min_df) & pl.col("p").is_not_null()
    )
    return (
        contrasts.with_columns(pl.Series(name, one, nan_to_null=True) for name, one in found.items())
        .with_columns(testable=testable.fill_null(value=False))
        .with_columns(pl.when("testable").then(pl.col("difference", *found)))
    )


def _array(frame: pl.DataFrame, name: str) -> Floats:
    column: Floats = frame[name].fill_null(np.nan).to_numpy()
    return column


def _judged(tested: pl.DataFrame, rules: ComparisonRules) -> pl.DataFrame:
    """Adjust p within each family, choose the verdict, and round what is published."""
    whole = (pl.col("level") == Level.COUNTRY) & (pl.col("group_dim") == EVERYBODY)
    promised = (pl.col("kind") == Against.PREVIOUS) & pl.col("indicator").is_in(list(rules.announced))
    item = pl.when(whole & ~promised).then(pl.lit("")).otherwise("indicator")
    adjusted = tested.with_columns(item=item).with_columns(p_adjusted=benjamini_hochberg(pl.col("p"), FAMILY))
    judged = adjusted.with_columns(verdict=_verdict(rules.alpha))
    return _rounded(judged, rules).with_columns(pl.col("p_adjusted").round(P_DECIMALS))


def _verdict(alpha: float) -> pl.Expr:
    significant = pl.col("p_adjusted") < alpha
    return (
        pl.when(~pl.col("comparable"))
        .then(pl.lit(Verdict.NOT_COMPARABLE))
        .when(~pl.col("testable"))
        .then(pl.lit(Verdict.UNCERTAIN))
        .when(significant & (pl.col("difference") > 0))
        .then(pl.lit(Verdict.HIGHER))
        .when(significant)
        .then(pl.lit(Verdict.LOWER))
        .otherwise(pl.lit(Verdict.NO_DIFFERENCE))
    )


def _rounded(judged: pl.DataFrame, rules: ComparisonRules) -> pl.DataFrame:
    """Round sizes in their unit to the decimals that a reader sees of their indicator."""
    decimals = pl.col("indicator").replace_strict(rules.decimals, default=0, return_dtype=pl.Int64)
    sizes = ("difference", "ci_low", "ci_high", "detectable")
    return judged.with_columns(rounded(pl.col(size) * pl.col("unit"), decimals) for size in sizes)
