"""Rows as they were served: cells that keep their figure, and every comparison that has one of them as a side."""

from __future__ import annotations

import polars as pl

from contract.codes import CELL_KEY, COUNTRY, ESTIMATE_KEY, SERIES_KEY, Against, Level
from contract.period import Period
from contract.status import ObsStatus
from etl.read.status import CONF, OBS, conf, joined
from etl.read.status import code as letter

NOT_A_NUMBER = (*CELL_KEY, OBS, CONF, "source")


def hidden(figures: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Hide cells (rows of ESTIMATE_KEY) as confidential: nothing stays but key, source and a break."""
    of_cells = figures.join(cells, on=ESTIMATE_KEY, how="semi", maintain_order="left")
    others = figures.join(cells, on=ESTIMATE_KEY, how="anti", maintain_order="left")
    is_break = pl.col(OBS).str.contains(ObsStatus.BREAK.value, literal=True)
    nothing = [pl.lit(None, kind).alias(name) for name, kind in figures.schema.items() if name not in NOT_A_NUMBER]
    gone = of_cells.with_columns(
        *nothing, joined(letter(ObsStatus.BREAK, is_break)), conf(pl.lit(value=True)).alias(CONF)
    )
    return pl.concat([others, gone])


def figures_as_served(figures: pl.DataFrame, served: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Put the served row in the place of each of the cells (rows of ESTIMATE_KEY); a cell never served is hidden."""
    before = served.join(cells, on=ESTIMATE_KEY, how="semi").join(figures, on=ESTIMATE_KEY, how="semi")
    new = cells.join(before, on=ESTIMATE_KEY, how="anti")
    others = hidden(figures, new).join(before, on=ESTIMATE_KEY, how="anti", maintain_order="left")
    return pl.concat([others, _shaped(before, figures)])


def comparisons_as_served(comparisons: pl.DataFrame, served: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Put what was served in the place of every comparison that a kept cell takes part in; else it is left out.

    `comparisons` were made with the kept cells hidden, so that no other p value was adjusted by what they hold now.
    """
    others = comparisons.filter(~_touched(comparisons, cells))
    before = served.filter(_touched(served, cells)) if served.height else served
    return pl.concat([others, _shaped(before, comparisons)])


def _touched(comparisons: pl.DataFrame, cells: pl.DataFrame) -> pl.Series:
    """Return which comparisons have one of the cells as a side, or run through it."""
    named = comparisons.with_row_index("row")
    rows = pl.concat([_of_cell(named, cells), _of_reference(named, cells), _of_series(named, cells)])
    return named["row"].is_in(rows["row"].implode())


def _shaped(rows: pl.DataFrame, like: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the columns of another frame; what an older record does not hold is empty."""
    columns = [
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in like.schema.items()
    ]
    return rows.select(columns)


def _of_cell(named: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    return named.join(cells, on=ESTIMATE_KEY, how="semi").select("row")


def _of_reference(named: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Return the comparisons whose reference is one of the cells."""
    over_time = pl.col("kind").is_in([Against.PREVIOUS, Against.TREND])
    with_country = pl.col("kind") == Against.COUNTRY
    reference = named.select(
        "row",
        "indicator",
        pl.when(over_time).then("reference").otherwise("period").alias("period"),
        pl.when(with_country).then(pl.lit(Level.COUNTRY.value)).otherwise("level").alias("level"),
        pl.when(with_country).then(pl.lit(COUNTRY)).otherwise("code").alias("code"),
        "group_dim",
        pl.when(over_time | with_country).then("group_code").otherwise("reference").alias("group_code"),
    )
    return reference.join(cells, on=ESTIMATE_KEY, how="semi").select("row")


def _of_series(named: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Return the trends that run through one of the cells."""
    trends = named.filter(pl.col("kind") == Against.TREND).select("row", *SERIES_KEY, until="period", since="reference")
    through = trends.join(cells, on=SERIES_KEY)
    if through.is_empty():
        return through.select("row")
    ends = {period: Period.parse(period).last for period in {*through["until"], *through["since"], *through["period"]}}
    last = {name: pl.col(name).replace_strict(ends, return_dtype=pl.Int64) for name in ("until", "since", "period")}
    return through.filter(last["period"].is_between(last["since"], last["until"])).select("row").unique()
