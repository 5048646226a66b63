"""A first figure of an area that is far from those of the other areas: there is no period before to hold it against."""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl

from contract.codes import GROUP_KEY, SERIES_KEY
from etl.config.findings import Finding
from etl.read.plausible.cells import Cells, finding, told
from etl.read.plausible.marks import FAR, LEAST_SPREAD, MAD

MANY = 8  # areas that show how far they usually lie apart
TABLE = ("source", "indicator", "period", "level", *GROUP_KEY)


def far_from_others(cells: Cells) -> Iterator[Finding]:
    """Find figures far from the others of their table on a logarithmic scale, by the others' own spread.

    Populations of regions lie e-fold apart and are told only a thousandfold off; a turnout of 5.7 beside 56.0 is.
    """
    positive = cells.frame.filter(pl.col("value") > 0)
    log = pl.col("value").log()
    middle = log.median().over(TABLE)
    apart = positive.with_columns(middle=middle, off=(log - middle).abs(), number=pl.len().over(TABLE))
    spread = pl.max_horizontal(MAD * pl.col("off").median().over(TABLE), LEAST_SPREAD)
    noise = pl.when("counted").then(1 / pl.col("value") + 1 / pl.col("middle").exp()).otherwise(0.0)
    far = (pl.col("off") > FAR * (spread**2 + noise).sqrt()) & (pl.col("off") > math.log(cells.policy.edit_ratio.value))
    known = cells.pairs.select("source", *SERIES_KEY, "period")
    first = apart.filter(far, pl.col("number") >= MANY).join(known, on=known.columns, how="anti")
    for row in first.sort("file", "row").iter_rows(named=True):
        yield finding(
            "far_from_others",
            row,
            cell=told(row),
            value=row["value"],
            number=row["number"] - 1,
            middle=float(f"{math.exp(row['middle']):.3g}"),
        )
