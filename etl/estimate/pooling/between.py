"""The sampling error of differences between the waves of a panel: by Taylor linearisation on the stacked sample.

V(later - earlier) = V(later) + V(earlier) - 2 Cov, the two being domains of one sample in which a PSU of both waves is
one PSU. Source: Särndal, Swensson & Wretman 1992, Model Assisted Survey Sampling, ch. 5 (R: svydesign of the stacked
waves, svycontrast).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import polars as pl

from contract.codes import EVERYBODY, SERIES_KEY
from etl.estimate.calibration.calibrate import calibrated_columns
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.domains import DomainEstimates
from etl.estimate.estimate import estimate
from etl.estimate.pooling.stack import pool_waves

IN_WAVE = "\t"  # between period and group


def differences_between(
    waves: Mapping[str, pl.DataFrame], columns: DesignColumns, items: Sequence[Item], margins: Sequence[Margin]
) -> pl.DataFrame:
    """Return the variance of every difference between two waves (period -> respondents, in their order).

    `period reference_period`, the cell (SERIES_KEY), `variance` of the mean less that of the earlier wave, and `df` of
    the PSUs that either has. Each wave keeps the calibration of its own.
    """
    dims = {margin.group_dim for margin in margins}
    stacked = pool_waves({period: _in_wave(frame, period, dims) for period, frame in waves.items()}, panel=True)
    of_waves = [replace(margin, group_dim=_column(margin.group_dim)) for margin in margins]
    design = replace(columns, calibration=calibrated_columns(stacked))
    found = estimate(stacked, design, items, of_waves, "panel")
    contrasts = product(found.margins(), combinations(waves, 2))
    return pl.concat(_difference(*margin, *pair) for margin, pair in contrasts)


def _column(dim: str) -> str:
    return f"{dim} in its wave"


def _in_wave(frame: pl.DataFrame, period: str, dims: set[str]) -> pl.DataFrame:
    groups = {dim: pl.lit(EVERYBODY) if dim == EVERYBODY else pl.col(dim) for dim in dims}
    return frame.with_columns(
        pl.format("{}{}{}", pl.lit(period), pl.lit(IN_WAVE), group).alias(_column(dim)) for dim, group in groups.items()
    )


def _difference(cells: DomainEstimates, table: pl.DataFrame, earlier: str, later: str) -> pl.DataFrame:
    """Subtract the cells of one wave from those of another."""
    names = cells.grid.groups
    before = {name: at for at, name in enumerate(names)}
    of_group = [_reference(before, name, earlier, later) for name in names]
    cell = np.arange(cells.grid.size)
    group = np.array(of_group)[cell % len(names)]
    pair = np.where(group < 0, -1, cell // len(names) * len(names) + group)
    shared = cells.error.covariance_with(cells.error, pair)
    variance = cells.error.variance + cells.error.variance[pair] - 2 * shared.covariance
    width = variance.shape[1]
    return (
        table.with_columns(
            period=pl.lit(later),
            reference_period=pl.lit(earlier),
            group_dim=pl.col("group_dim").str.strip_suffix(_column("")),
            group_code=pl.col("group_code").str.split(IN_WAVE).list.last(),
            variance=pl.Series(variance.ravel(), nan_to_null=True),
            df=pl.Series(np.repeat(shared.df, width), nan_to_null=True),
        )
        .filter(pl.Series(np.repeat(pair >= 0, width)))
        .select("period", "reference_period", *SERIES_KEY, "variance", "df")
    )


def _reference(before: Mapping[str, int], name: str, earlier: str, later: str) -> int:
    period, _, group = name.partition(IN_WAVE)
    return before.get(f"{earlier}{IN_WAVE}{group}", -1) if period == later else -1
