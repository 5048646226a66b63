"""Figures that are all the same: a constant that was filled down, or a column of last year under a new name."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from contract.period import Period
from etl.config.findings import Finding
from etl.read.plausible.cells import OF_TABLE, TABLE, Cells, finding, told

SOME = 5  # figures that hardly are the same by chance


def all_equal(cells: Cells) -> Iterator[Finding]:
    """Find tables whose areas all have one figure."""
    by = ("source", "indicator", "period", "level", "group_dim", "group_code")
    tables = (
        cells.frame.filter(pl.col("value").is_not_null())
        .sort("row")
        .group_by(by, maintain_order=True)
        .agg(pl.col("value", "row", "file").first(), areas=pl.len(), values=pl.col("value").n_unique())
        .filter(pl.col("areas") >= SOME, pl.col("values") == 1, pl.col("value") != 0)
    )
    for row in tables.iter_rows(named=True):
        names = (*OF_TABLE, "group_code")
        yield finding("values_all_equal", row, names, cell=told(row, names), areas=row["areas"], value=row["value"])


def copied(cells: Cells) -> Iterator[Finding]:
    """Find tables that have, figure for figure, the values of the period before."""
    tables = (
        cells.pairs.sort("row")
        .group_by(TABLE, maintain_order=True)
        .agg(
            pl.col("row", "file").first(),
            number=pl.len(),
            values=pl.col("value").n_unique(),
            same=(pl.col("value") == pl.col("value_before")).all(),
        )
        .filter(pl.col("same"), pl.col("number") >= SOME, pl.col("values") > 1)
    )
    for row in tables.iter_rows(named=True):
        cell = told(row, OF_TABLE)
        before = row["period_before"]
        yield finding("values_copied", row, OF_TABLE, cell=cell, number=row["number"], before=before)


def years_as_values(cells: Cells) -> Iterator[Finding]:
    """Find tables whose figures are the years of their own periods: a column too far to the left."""
    years = {period: float(Period.parse(period).first) for period in cells.frame["period"].unique(maintain_order=True)}
    own = pl.col("period").replace_strict(years, return_dtype=pl.Float64)
    tables = (
        cells.frame.filter(pl.col("value").is_not_null())
        .sort("row")
        .group_by("file", "indicator", maintain_order=True)
        .agg(
            pl.col("row", "value", "level", "group_dim").first(),
            number=pl.len(),
            years=(pl.col("value") == own).all(),
        )
        .filter(pl.col("years"), pl.col("number") > 1)
    )
    for row in tables.iter_rows(named=True):
        names = ("indicator",)
        yield finding("values_are_years", row, names, certain=True, cell=told(row, names), number=row["number"])
