"""Confidence intervals of 95 %: logit for shares, t for means, exact bounds where a share is 0 or 1."""

from __future__ import annotations

import numpy as np
from scipy import special

from etl.estimate.arrays import Floats

LEVEL = 0.95


def t_quantile(probability: float, df: Floats) -> Floats:
    """Return Student's t quantile per df; NaN where df is 0 or less."""
    levels, place = np.unique(df, return_inverse=True)
    known = np.where(levels > 0, levels, np.nan)
    quantiles = np.asarray(special.stdtrit(known, probability), np.float64)
    return quantiles[place].reshape(df.shape)


def t_interval(mean: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Return mean ± t(0.975; df) · se."""
    half = t_quantile((1 + LEVEL) / 2, df) * se
    return mean - half, mean + half


def logit_interval(share: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Return the interval of a share 0 < p < 1 on the logit scale.

    expit(logit p ± t(0.975; df) · se / (p (1 - p))). Source: Korn & Graubard 1998, Survey Methodology 24: 193-201
    (R: svyciprop, method "logit").
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = special.logit(share)
        half = t_quantile((1 + LEVEL) / 2, df) * se / (share * (1 - share))
        return special.expit(centre - half), special.expit(centre + half)


def exact_interval(share: Floats, effective_n: Floats, n: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Return the Korn-Graubard interval: Clopper-Pearson on the effective n, corrected for the df.

    n* = n_eff (t(0.025; n - 1) / t(0.025; df))^2, x = n* p; bounds are beta quantiles: of (x, n* - x + 1) at 0.025 and
    of (x + 1, n* - x) at 0.975. With equal weights, one stratum and one respondent per PSU it is Clopper-Pearson.
    Source: Korn & Graubard 1998, Survey Methodology 24: 193-201 (R: svyciprop, method "beta").
    """
    tail = (1 - LEVEL) / 2
    with np.errstate(invalid="ignore"):
        size = effective_n * (t_quantile(tail, n - 1) / t_quantile(tail, df)) ** 2
        yes = size * share
        low = np.where(share > 0, special.betaincinv(yes, size - yes + 1, tail), 0.0)
        high = np.where(share < 1, special.betaincinv(yes + 1, size - yes, 1 - tail), 1.0)
    known = np.isfinite(size)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)
