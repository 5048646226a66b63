"""Contrasts of published figures: independent waves whose variance is read back from the printed interval."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import polars as pl
from scipy import special

from contract.codes import SERIES_KEY
from etl.compare.time_contrasts import time_contrasts
from etl.estimate.intervals import LEVEL

Z = float(special.ndtri((1 + LEVEL) / 2))  # an interval of 95 % is the value ± Z standard errors


def published_contrasts(figures: pl.DataFrame, breaks: pl.DataFrame, fewest_waves: int) -> pl.DataFrame:
    """Compare figures with the wave before and over the waves; without an interval nothing is compared.

    `figures`: rows of table `estimate`, shares in per cent (nothing else is published with intervals). A region is not
    compared with the country, nor a group with another: how far their samples overlap is not published. The regression
    over waves is weighted by the inverse of the variance.
    """
    return time_contrasts(published_waves(figures), breaks, fewest_waves)


def published_waves(figures: pl.DataFrame, means: Collection[str] = ()) -> pl.DataFrame:
    """Return figures with an interval as rows of waves (see CellSeries); those of `means` are no shares in per cent."""
    known = figures.filter(pl.col("ci_low") < pl.col("ci_high")).unique(("period", *SERIES_KEY), keep="last")
    share = ~pl.col("indicator").is_in(list(means))
    unit = pl.when(share).then(100.0).otherwise(1.0)
    variance = ((pl.col("ci_high") - pl.col("ci_low")) / unit / (2 * Z)) ** 2
    return as_waves(known, value=pl.col("value") / unit, variance=variance, share=share)


def as_waves(figures: pl.DataFrame, value: pl.Expr, variance: pl.Expr, share: pl.Expr) -> pl.DataFrame:
    """Return figures whose variance is known as rows of waves, without a design: their df have no end."""
    return figures.select(
        *("period", *SERIES_KEY),
        value=value,
        share=share,
        variance=variance,
        weight=1 / variance,
        effective_n=pl.lit(np.nan),
        **{name: pl.lit(np.inf) for name in ("df", "df_answered")},
        n_strata_answering=pl.lit(1.0),
        **{name: pl.lit(0.0) for name in ("n_strata_unknown", "with_weight", "of_weight")},
    )
