"""Contrasts of published figures: independent samples whose variance is read back from the printed interval."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from etl.contrasts import CONTRAST, ITEM_CELL, shaped
from etl.over_time import over_time

Z = 1.959963984540054  # an interval of 95 % is the value +- Z standard errors


def published_contrasts(
    figures: pl.DataFrame, breaks: pl.DataFrame, references: Mapping[str, str], fewest: int
) -> pl.DataFrame:
    """Compare figures with the wave before, over the waves, and with the reference group of their dimension.

    `figures`: rows of table `estimate`; without an interval nothing is compared. A region is not compared with the
    country it lies in: how far the two samples overlap is not published. The regression over waves is weighted by
    the inverse of the variance.
    """
    known = figures.filter(pl.col("ci_low") < pl.col("ci_high")).unique(("period", *ITEM_CELL), keep="last")
    if known.is_empty():
        return pl.DataFrame(schema=CONTRAST)
    variance = ((pl.col("ci_high") - pl.col("ci_low")) / (2 * Z)) ** 2
    cells = known.select(
        *("period", *ITEM_CELL, "value"),
        variance=variance,
        weight=1 / variance,
        **{name: pl.lit(np.inf) for name in ("df", "df_answered")},
        met=pl.lit(1.0),
        **{name: pl.lit(0.0) for name in ("unknown", "with_weight", "of_weight")},
    )
    return pl.concat([over_time(cells, breaks, fewest), _against_group(cells, references)])


def _against_group(cells: pl.DataFrame, references: Mapping[str, str]) -> pl.DataFrame:
    same = ("indicator", "period", "level", "code", "group_dim")
    wanted = pl.DataFrame(
        {"group_dim": list(references), "reference": list(references.values())},
        schema_overrides={"group_dim": pl.String, "reference": pl.String},
    )
    held = cells.select(*same, pl.col("group_code").alias("reference"), "value", "variance")
    pairs = (
        cells.join(wanted, on="group_dim")
        .filter(pl.col("group_code") != pl.col("reference"))
        .join(held, on=[*same, "reference"], suffix="_held")
        .with_columns(
            difference=pl.col("value") - pl.col("value_held"),
            variance=pl.col("variance") + pl.col("variance_held"),
            smallest_df="df",
        )
    )
    return shaped(pairs, kind=pl.lit("group"), reference_group=pl.col("reference"), comparable=pl.lit(value=True))
