"""Survey estimates and published figures -> one frame, with the marks that the catalogue declares."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from contract.codes import CELL_KEY
from contract.period import Period, in_order
from contract.status import ObsStatus
from etl.config.catalogue.catalogue import Catalogue
from etl.estimate.waves import Estimated
from etl.read.status import STATUS, with_status

MEASURES = ("value", "ci_low", "ci_high", "n", "kish_n", "effective_n", "df", "item_nonresponse", "weight")
MARKS = (*STATUS, "source", "quoted_by", "note")


def combine_results(surveys: Iterable[Estimated], published: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Stack all numbers with their `kind` and `decimals`; a series break is marked (B) on the first period after it."""
    kinds = {one.id: one.kind for one in catalogue.indicators}
    decimals = {one.id: one.decimals for one in catalogue.indicators}
    item = pl.col("indicator")
    kind = item.replace_strict(kinds, return_dtype=pl.String).alias("kind")
    frames = [published.with_columns(kind), *(one.table for one in surveys)]
    every = pl.concat(frames, how="diagonal_relaxed")
    gone = [pl.lit(None, pl.Float64).alias(name) for name in MEASURES if name not in every.columns]
    shown = item.replace_strict(decimals, return_dtype=pl.Int64).alias("decimals")
    return _with_breaks(
        every.with_columns(*gone, shown).select("kind", "decimals", *CELL_KEY, *MEASURES, *MARKS), catalogue
    )


def _with_breaks(every: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    periods = dict(every.group_by("indicator").agg(pl.col("period").unique()).iter_rows())
    first_after: list[tuple[str, str]] = []
    for one in catalogue.indicators:
        for at in one.breaks:
            begin = Period.parse(at.period)
            later = [period for period in periods.get(one.id, ()) if Period.parse(period) >= begin]
            first_after += [(one.id, in_order(later)[0])] if later else []
    marked = pl.DataFrame(first_after, schema={"indicator": pl.String, "period": pl.String}, orient="row").unique()
    joined = every.join(marked.with_columns(broken=True), on=["indicator", "period"], how="left", maintain_order="left")
    return joined.with_columns(with_status(ObsStatus.BREAK, pl.col("broken").is_not_null())).drop("broken")
