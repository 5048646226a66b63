"""Tests of a difference: p value, interval, smallest detectable difference, and p values adjusted together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy import special

from etl.estimate.arrays import Floats
from etl.estimate.intervals import t_quantile


def t_test(difference: Floats, se: Floats, df: Floats) -> Floats:
    """Return the two-sided p value of t = difference / se; NaN where df or se is 0 (no variance known)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(difference) / np.where(se > 0, se, np.nan)
        p: Floats = 2 * special.stdtr(np.where(df > 0, df, np.nan), -t)
    return p


def half_width(se: Floats, df: Floats, miss: Floats) -> Floats:
    """Return half the width of an interval of level 1 - `miss`: t(1 - miss / 2; df) · se."""
    quantiles: Floats = -special.stdtrit(np.where(df > 0, df, np.nan), miss / 2)
    return quantiles * se


def detectable_difference(se: Floats, df: Floats, miss: Floats, power: float) -> Floats:
    """Return the smallest true difference that a two-sided test at `miss` finds with this power.

    (t(1 - miss / 2; df) + t(power; df)) · se: the minimum detectable effect. Source: Bloom 1995, Evaluation Review 19:
    547-556.
    """
    return half_width(se, df, miss) + t_quantile(power, df) * se


def benjamini_hochberg(p: pl.Expr, family: Sequence[str]) -> pl.Expr:
    """Adjust p values for the false discovery rate within each family; null stays out of its family.

    The k-th smallest of m becomes min over j >= k of p_(j) m / j, at most 1. Source: Benjamini & Hochberg 1995, Journal
    of the Royal Statistical Society B 57: 289-300 (R: p.adjust, method "BH").
    """
    rank = p.rank("max").over(family)
    tests = p.count().over(family)
    largest_first = (p * tests / rank).clip(upper_bound=1.0)
    return largest_first.cum_min().over(family, order_by=p, descending=True)
