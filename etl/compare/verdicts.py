"""Verdicts: contrasts, tested in families, with the words that may be said of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import polars as pl

from contract.codes import ESTIMATE_KEY, Kind, Verdict
from etl.compare.contrasts import CONTRAST, against_country, against_group, against_group_standardised, waves_table
from etl.compare.families import in_families
from etl.compare.published import published_contrasts
from etl.compare.rules import ComparisonRules
from etl.compare.tested import regressions_without_a_wave, shown_contrasts, with_intervals, with_p
from etl.compare.time_contrasts import time_contrasts
from etl.estimate.estimate import Estimates
from etl.sdc.rounding import rounded

SIZES = ("difference", "ci_low", "ci_high", "detectable")
FOUND = ("difference", "ci_low", "ci_high", "ci_level", "p_adjusted", "detectable", "verdict")  # of one ground, once
COLUMNS = (*ESTIMATE_KEY[:4], "geo_year", *ESTIMATE_KEY[4:], "kind", "reference", "approximate", *FOUND)
INVISIBLE = rounded(pl.col("difference") * pl.col("unit"), pl.col("decimals")) == 0  # a reader would see it as 0
P_DECIMALS = 4
LEVEL_DECIMALS = 6


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
    is_mean = pl.col("indicator").replace_strict(of_samples, default=None, return_dtype=pl.String) == Kind.SURVEY_MEAN
    contrasts = pl.concat([own.with_columns(approximate=False), published.with_columns(approximate=True)]).with_columns(
        decimals=pl.col("indicator").replace_strict(rules.decimals, default=0, return_dtype=pl.Int64),
        unit=pl.when(is_mean).then(1.0).otherwise(100.0),
    )
    years = protected.select(*ESTIMATE_KEY, "geo_year").unique(ESTIMATE_KEY, keep="last")
    judged = judge(contrasts, shown, rules)
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
        panels = [wave.earlier for wave in waves if wave.earlier is not None]
        earlier = pl.concat(panels) if panels else None
        parts.append(time_contrasts(cells, rules.breaks, rules.trend_waves, earlier))
    return pl.concat(parts) if parts else pl.DataFrame(schema=CONTRAST)


def judge(contrasts: pl.DataFrame, shown: pl.DataFrame, rules: ComparisonRules) -> pl.DataFrame:
    """Test every contrast, each ground once in its family; choose the verdict, and round what is published.

    `contrasts`: CONTRAST, with `unit` (100 for shares) and `decimals`; `shown`: the cells that are not hidden.
    """
    shown_only = shown_contrasts(contrasts, shown)
    without = regressions_without_a_wave(shown_only)
    tested = with_p(shown_only, without, INVISIBLE, rules)
    together = in_families(tested, rules.grounds, rules.headlines, rules.alpha)
    judged = with_intervals(together, without, rules)
    return with_verdict(judged, rules.alpha).with_columns(pl.col(FOUND).gather("representative"))


def with_verdict(judged: pl.DataFrame, alpha: float) -> pl.DataFrame:
    """Add `verdict` to what was tested (with_intervals), and round what is published of it."""
    return _rounded(judged.with_columns(verdict=_verdict(alpha)), alpha)


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
        .when(pl.col("p_alone") < pl.col("miss"))  # found by all waves together only
        .then(pl.lit(Verdict.NO_CLEAR_TREND))
        .otherwise(pl.lit(Verdict.NO_DIFFERENCE))
    )


def _rounded(judged: pl.DataFrame, alpha: float) -> pl.DataFrame:
    """Round sizes in their unit to the decimals that a reader sees of their indicator, and p and level to theirs.

    Rounding changes no finding: an end of a significant difference that would be rounded to 0 is the smallest number
    that is shown, and its p stays below alpha. A detectable difference is never rounded to nothing.
    """
    step = pl.lit(10.0).pow(-pl.col("decimals"))
    significant = pl.col("verdict").is_in([Verdict.HIGHER, Verdict.LOWER])
    sizes = judged.with_columns(rounded(pl.col(size) * pl.col("unit"), pl.col("decimals")) for size in SIZES)
    ends = pl.col("ci_low", "ci_high")
    p = pl.col("p_adjusted").round(P_DECIMALS)
    return sizes.with_columns(
        pl.when(~significant | (ends != 0)).then(ends).otherwise(pl.col("difference").sign() * step),
        detectable=pl.when(pl.col("detectable") == 0).then(step).otherwise("detectable"),
        p_adjusted=pl.when(significant).then(p.clip(upper_bound=alpha - 10**-P_DECIMALS)).otherwise(p),
        ci_level=(1 - pl.col("miss")).round(LEVEL_DECIMALS),
    )
