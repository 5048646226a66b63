"""Waves stacked into one sample; what differs by wave (strata, PSUs, margins, replicates) stays of its wave."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import polars as pl

from etl.config.card import Replicates
from etl.estimate.design import DESIGN_WEIGHT, MARGIN


def pool_waves(waves: Mapping[str, pl.DataFrame], *, panel: bool = False) -> pl.DataFrame:
    """Stack waves (period -> respondents) into one sample; margins are made distinct per wave.

    Strata and PSUs too, but of a panel: there a PSU of several waves is one, and its waves are not independent.
    """
    own = () if panel else ("stratum", "psu")
    pooled = pl.concat(
        (
            frame.with_columns(
                pl.format("{} {}", pl.lit(period), pl.col(name)).alias(name)
                for name in (*own, *(column for column in frame.columns if column.startswith(MARGIN)))
            )
            for period, frame in waves.items()
        ),
        how="diagonal_relaxed",
    )
    if DESIGN_WEIGHT in pooled.columns:  # a wave without calibration keeps its weights
        pooled = pooled.with_columns(pl.col(DESIGN_WEIGHT).fill_null(pl.col("weight")))
    return pooled


def pool_replicates(
    waves: Mapping[str, pl.DataFrame], replicates: Mapping[str, Replicates]
) -> tuple[pl.DataFrame, tuple[Replicates, ...]]:
    """Stack waves with replicate weights of their own, and return their columns in the stacked sample.

    Waves are drawn independently: while one wave is replicated the others keep their weights.
    """
    named = {period: _named(frame, period, replicates[period]) for period, frame in waves.items()}
    pooled = pool_waves({period: frame for period, (frame, _) in named.items()})
    declared = tuple(of_wave for _, of_wave in named.values())
    return pooled.with_columns(
        pl.col(one.columns).fill_null(pl.col("weight") if one.combined else pl.lit(1.0)) for one in declared
    ), declared


def _named(frame: pl.DataFrame, period: str, replicates: Replicates) -> tuple[pl.DataFrame, Replicates]:
    names = {column: f"{period} {column}" for column in replicates.columns}
    return frame.rename(names), msgspec.structs.replace(replicates, columns=tuple(names.values()))
