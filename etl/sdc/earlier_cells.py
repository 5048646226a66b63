"""Figures of earlier editions that are no longer told: an intruder still has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from contract.codes import ESTIMATE_KEY, Level
from contract.period import Period, in_order
from etl.read.status import normal
from etl.sdc.primary import Suppression
from etl.sdc.table_structure import Additivity


def released_earlier(rows: pl.DataFrame, history: pl.DataFrame, additivity: Additivity) -> pl.DataFrame:
    """List the earlier figures on the same people that are not open in `rows`.

    They are of the same periods, or of periods pooled from them. With a pooled period come its cells that were hidden
    (`value` null): sums hold between all of them. Return the columns of table `estimate` with the sum of weights, taken
    from the regions and waves in `rows`.
    """
    shown = rows.filter(pl.col("hide") == Suppression.NONE.value)
    periods = set(rows["period"].unique())
    pooled = [period for period, waves in additivity.pooled.items() if periods.intersection(waves)]
    on_these = pl.col("period").is_in([*periods, *pooled])
    of_items = rows.select("indicator").unique()
    earlier = history.filter(on_these).join(of_items, on="indicator", how="semi")
    missing = earlier.join(shown, on=ESTIMATE_KEY, how="anti").unique(ESTIMATE_KEY, keep="first", maintain_order=True)
    every = pl.concat([missing, _hidden_then(missing, rows, pooled)], how="diagonal_relaxed")
    return every.join(_weights(every, rows, additivity), on=ESTIMATE_KEY, how="left").with_columns(normal())


def _hidden_then(earlier: pl.DataFrame, rows: pl.DataFrame, pooled: Collection[str]) -> pl.DataFrame:
    """List the cells of earlier pooled periods that were not open: those that have no figure in `earlier`."""
    told = set(rows["period"].unique())
    periods = (
        earlier.select("period").unique().filter(pl.col("period").is_in([one for one in pooled if one not in told]))
    )
    cells = rows.select(*(name for name in ESTIMATE_KEY if name != "period"), "geo_year").unique(maintain_order=True)
    return cells.join(periods, how="cross").join(earlier, on=ESTIMATE_KEY, how="anti").select(*ESTIMATE_KEY, "geo_year")


def _weights(missing: pl.DataFrame, rows: pl.DataFrame, additivity: Additivity) -> pl.DataFrame:
    areas = missing.select("level", "code").unique()
    rows_of_areas = [(level, code, sorted(additivity.regions(level, code))) for level, code in areas.iter_rows()]
    schema = pl.Schema({"level": pl.String(), "code": pl.String(), "region": pl.List(pl.String())})
    parts = pl.DataFrame(rows_of_areas, schema=schema, orient="row").explode("region")
    told = set(rows["period"].unique())
    of_periods = [
        (name, [name] if name in told else list(additivity.pooled[name])) for name in missing["period"].unique()
    ]
    schema = pl.Schema({"period": pl.String(), "wave": pl.List(pl.String())})
    waves = pl.DataFrame(of_periods, schema=schema, orient="row").explode("wave")
    regional = rows.filter(pl.col("level") == Level.MAAKUNTA).select(
        "indicator", "group_dim", "group_code", "weight", region="code", wave="period"
    )
    return (
        missing.select(ESTIMATE_KEY)
        .join(parts, on=["level", "code"])
        .join(waves, on="period")
        .join(regional, on=["indicator", "wave", "group_dim", "group_code", "region"], how="left")
        .group_by(ESTIMATE_KEY)
        .agg(pl.col("weight").sum())
    )


def pooled_earlier(history: Collection[str], waves: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the pooled periods of earlier editions with the waves they were pooled from.

    `history`: the periods that earlier editions told of. `waves`: single periods that are estimated now. A period of
    which a wave is no longer there is left out: what it was pooled from is not known.
    """
    single = {name: Period.parse(name) for name in waves}
    once = {name: Period.parse(name) for name in history if name not in single}
    found = {}
    for name, span in once.items():
        inside = in_order(wave for wave, one in single.items() if _lies_in(one, span))
        gone = any(_lies_in(one, span) for other, one in once.items() if other != name and not one.is_pooled)
        if span.is_pooled and len(inside) > 1 and not gone:
            found[name] = tuple(inside)
    return found


def _lies_in(one: Period, span: Period) -> bool:
    return span.first <= one.first and one.last <= span.last
