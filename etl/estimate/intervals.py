"""95 % intervals and tests: logit for shares, t for means, exact bounds where a share is 0 or 1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy import special

from etl.estimate.arrays import Floats

LEVEL = 0.95


def t_quantile(probability: float, df: Floats) -> Floats:
    """Give Student's t quantile per df; NaN where df is 0 or less."""
    levels, place = np.unique(df, return_inverse=True)
    known = np.where(levels > 0, levels, np.nan)
    quantiles = np.asarray(special.stdtrit(known, probability), np.float64)
    return quantiles[place].reshape(df.shape)


def t_interval(mean: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Give mean ± t · se."""
    half = t_quantile((1 + LEVEL) / 2, df) * se
    return mean - half, mean + half


def logit_interval(share: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Give the interval of a share 0 < p < 1 on the logit scale (R: svyciprop, method "logit")."""
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = special.logit(share)
        half = t_quantile((1 + LEVEL) / 2, df) * se / (share * (1 - share))
        return special.expit(centre - half), special.expit(centre + half)


def exact_interval(share: Floats, effective_n: Floats, n: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Give the Korn-Graubard interval: Clopper-Pearson on the effective n, itself corrected for the df.

    With equal weights and one respondent per PSU it is Clopper-Pearson. Source: Korn & Graubard 1998.
    """
    tail = (1 - LEVEL) / 2
    with np.errstate(invalid="ignore"):
        size = effective_n * (t_quantile(tail, n - 1) / t_quantile(tail, df)) ** 2
        yes = size * share
        low = np.where(share > 0, special.betaincinv(yes, size - yes + 1, tail), 0.0)
        high = np.where(share < 1, special.betaincinv(yes + 1, size - yes, 1 - tail), 1.0)
    known = np.isfinite(size)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def t_test(difference: Floats, se: Floats, df: Floats) -> Floats:
    """Give the two-sided p value; NaN where df or se is 0 (no variance known)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(difference) / np.where(se > 0, se, np.nan)
        p: Floats = 2 * special.stdtr(np.where(df > 0, df, np.nan), -t)
    return p


def detectable(se: Floats, df: Floats, alpha: float, power: float) -> Floats:
    """Give the smallest true difference that a two-sided test at `alpha` finds with this power."""
    return (t_quantile(1 - alpha / 2, df) + t_quantile(power, df)) * se


def benjamini_hochberg(p: pl.Expr, family: Sequence[str]) -> pl.Expr:
    """Adjust p values for the false discovery rate within each family; null stays out of its family."""
    rank = p.rank("max").over(family)
    tests = p.count().over(family)
    largest_first = (p * tests / rank).clip(upper_bound=1.0)
    return largest_first.cum_min().over(family, order_by=p, descending=True)
