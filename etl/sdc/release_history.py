"""The release history: every survey figure that was ever open, and in which edition first. It only grows."""

from __future__ import annotations

import polars as pl

from contract.codes import CELL_KEY, ESTIMATE_KEY, Level
from contract.errors import UserError
from etl.read.status import normal
from etl.sdc.primary import Suppression
from etl.sdc.table_structure import Additivity

HISTORY_SCHEMA = pl.Schema(
    {
        "edition": pl.String,
        **dict.fromkeys(CELL_KEY, pl.String),
        "geo_year": pl.Int64,
        "value": pl.Float64,
        "n": pl.Int64,
    }
)


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


def released_earlier(rows: pl.DataFrame, history: pl.DataFrame, additivity: Additivity) -> pl.DataFrame:
    """List the earlier figures on the same periods that are not open in `rows`: an intruder still has them.

    Return the columns of table `estimate` with the sum of weights, taken from the regions in `rows`.
    """
    shown = rows.filter(pl.col("hide") == Suppression.NONE.value)
    earlier = history.join(rows.select("indicator", "period").unique(), on=["indicator", "period"], how="semi")
    missing = earlier.join(shown, on=ESTIMATE_KEY, how="anti")
    return missing.join(_weights(missing, rows, additivity), on=ESTIMATE_KEY, how="left").with_columns(normal())


def _weights(missing: pl.DataFrame, rows: pl.DataFrame, additivity: Additivity) -> pl.DataFrame:
    areas = missing.select("level", "code").unique()
    rows_of_areas = [(level, code, sorted(additivity.regions(level, code))) for level, code in areas.iter_rows()]
    schema = pl.Schema({"level": pl.String(), "code": pl.String(), "region": pl.List(pl.String())})
    parts = pl.DataFrame(rows_of_areas, schema=schema, orient="row").explode("region")
    regional = rows.filter(pl.col("level") == Level.MAAKUNTA).select(
        "indicator", "period", "group_dim", "group_code", "weight", region="code"
    )
    return (
        missing.select(ESTIMATE_KEY)
        .join(parts, on=["level", "code"])
        .join(regional, on=["indicator", "period", "group_dim", "group_code", "region"], how="left")
        .group_by(ESTIMATE_KEY)
        .agg(pl.col("weight").sum())
    )
