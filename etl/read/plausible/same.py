"""Figures that are all the same: a constant that was filled down, or a file of last year under a new name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.config.findings import Figures, Finding

TABLE = ("source", "indicator", "period", "level", "group_dim", "group_code")  # the areas of one table
SOME = 5  # areas that hardly have the same figure by chance


def all_equal(cells: pl.DataFrame) -> Iterator[Finding]:
    """Find tables whose areas all have one figure. `cells`: observations with `row` and `file`."""
    first = pl.col("value", "row", "file").first()
    tables = (
        cells.filter(pl.col("value").is_not_null())
        .group_by(TABLE, maintain_order=True)
        .agg(first, areas=pl.len(), values=pl.col("value").n_unique())
        .filter(pl.col("areas") >= SOME, pl.col("values") == 1, pl.col("value") != 0)
    )
    for one in tables.iter_rows(named=True):
        error = UserError(
            "values_all_equal",
            path=Path(one["file"]),
            row=one["row"],
            indicator=one["indicator"],
            period=one["period"],
            areas=one["areas"],
            value=one["value"],
        )
        yield Finding(error, Figures(**{name: one[name] for name in TABLE[1:]}))
