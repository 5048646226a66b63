"""The release history: every survey figure that was ever open, and in which edition first. It only grows."""

from __future__ import annotations

import polars as pl

from contract.codes import CELL_KEY, ESTIMATE_KEY
from contract.errors import UserError
from etl.sdc.primary import Suppression

HISTORY_SCHEMA = pl.Schema(
    {
        "edition": pl.String,
        **dict.fromkeys(CELL_KEY, pl.String),
        "geo_year": pl.Int64,
        "value": pl.Float64,
        "n": pl.Int64,
    }
)

LOCAL_HISTORY_SCHEMA = pl.Schema(
    [("source", pl.String), *HISTORY_SCHEMA.items()]
)  # of places' own surveys, each by itself


def extend_local_history(history: pl.DataFrame, published: pl.DataFrame, edition: str) -> pl.DataFrame:
    """Append what an edition opens of places' own surveys for the first time, source by source.

    `published`: rows of table `local_estimate`.
    """
    opened = published.filter(pl.col("value").is_not_null()).with_columns(
        pl.lit(edition).alias("edition"), pl.lit(None).alias("geo_year")
    )
    new = opened.join(history, on=["source", *ESTIMATE_KEY], how="anti").select(
        pl.col(name).cast(kind) for name, kind in LOCAL_HISTORY_SCHEMA.items()
    )
    return pl.concat([history, new])


def extend_history(history: pl.DataFrame, published: pl.DataFrame, edition: str) -> pl.DataFrame:
    """Append what an edition opens for the first time; earlier rows stay as they are.

    `published`: the survey rows of table `estimate` as published. For editions that are published, not for drafts.
    """
    opened = published.filter(pl.col("value").is_not_null()).with_columns(pl.lit(edition).alias("edition"))
    new = opened.join(history, on=ESTIMATE_KEY, how="anti").select(
        pl.col(name).cast(kind) for name, kind in HISTORY_SCHEMA.items()
    )
    return pl.concat([history, new])


def refuse_hiding_released(rows: pl.DataFrame, history: pl.DataFrame) -> None:
    """Refuse survey rows that must be hidden now (`hide`: confidential) and stand open in an earlier edition."""
    few = rows.filter(pl.col("hide") == Suppression.CONFIDENTIAL.value)
    for row in few.join(history, on=ESTIMATE_KEY).iter_rows(named=True):
        raise UserError(
            "cell_published_before",
            indicator=row["indicator"],
            cell=f"{row['period']}, {row['level']} {row['code']}, {row['group_dim']} {row['group_code']}",
            respondents=row["n"],
            edition=row["edition"],
        )
