"""Disclosure control of all estimates: suppress, audit, and suppress more until nothing is disclosed.

Primary suppression, then secondary suppression and audit in turns until nothing is disclosed. The items of a wave share
one pattern of hiding. Source: Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain

import numpy as np
import polars as pl

from contract.codes import ESTIMATE_KEY, EVERYBODY, Level
from etl.estimate.arrays import Bools
from etl.estimate.design import ASKED_OF_ALL
from etl.read.status import normal
from etl.sdc.attack.from_truth import ItemAttack
from etl.sdc.context import ReleaseContext
from etl.sdc.earlier_cells import pooled_earlier
from etl.sdc.primary import OWN, Suppression, primary_suppression, suppress_and_round, with_scale
from etl.sdc.release_history import refuse_hiding_released
from etl.sdc.secondary import Hiding, ProtectionCut, protection_cut, secondary_suppression
from etl.sdc.shared_tables import SharedTables, shared_tables
from etl.sdc.table_structure import Cell, linked_periods

THREADS = 4  # the solver computes outside Python's lock; linked tables do not touch each other
HIDDEN = Suppression.CONFIDENTIAL.value


def protect(estimates: pl.DataFrame, context: ReleaseContext) -> pl.DataFrame:
    """Turn estimates into rows of table `estimate` that may be published.

    `estimates`: the columns of table `estimate`, `kind` and `decimals`; of our own surveys (survey_share 0..1,
    survey_mean) also `effective_n df item_nonresponse`, `n` unrounded, and `weight`, the sum of weights of those who
    answered (without it every respondent weighs the same). Cells of a survey in which nobody answered are added as
    hidden.
    Raise UserError when a hidden cell is disclosed and no further cell can be hidden, naming it and the sums.
    """
    marked = marked_cells(estimates, context)
    own = pl.col("kind").is_in(OWN)
    refuse_hiding_released(marked.filter(own), context.history)
    context = _with_earlier_periods(marked.filter(own), context)
    waves = split_unconnected(marked.filter(own), context)
    with ThreadPoolExecutor(THREADS) as pool:
        surveys = pool.map(lambda rows: _protect_wave(rows, context), waves)
    rows = pl.concat([*chain.from_iterable(surveys), marked.filter(~own)])
    return suppress_and_round(rows, context.policy)


def _with_earlier_periods(own: pl.DataFrame, context: ReleaseContext) -> ReleaseContext:
    """Add the pooled periods that earlier editions told of: they join their waves whether they are told now or not."""
    pooled = context.additivity.pooled
    waves = [period for period in own["period"].unique() if period not in pooled]
    once = pooled_earlier(context.history["period"].unique().to_list(), waves)
    return replace(context, additivity=replace(context.additivity, pooled={**once, **pooled}))


def marked_cells(estimates: pl.DataFrame, context: ReleaseContext) -> pl.DataFrame:
    """Mark estimates (see `protect`) by primary suppression; survey cells that nobody answered are added, hidden."""
    scaled = with_scale(_with_weight(estimates), context.scales)
    return _with_empty_cells(primary_suppression(scaled, context.policy), context)


def _with_empty_cells(marked: pl.DataFrame, context: ReleaseContext) -> pl.DataFrame:
    """Add the survey cells that nobody answered, hidden: leaving a cell out would disclose that it is empty."""
    own = marked.filter(pl.col("kind").is_in(OWN))
    of_indicator = ("indicator", "kind", "decimals", "period", "source", "scale_low", "scale_width")
    margins = own.select(*of_indicator, "level", "geo_year", "group_dim").unique(maintain_order=True)
    groups = own.select("source", "period", "group_dim", "group_code").unique(maintain_order=True)
    codes = list(context.additivity.unions.get(Level.MAAKUNTA, {}))
    regions = pl.DataFrame({"code": codes}).select(pl.lit(Level.MAAKUNTA).alias("level"), "code")
    areas = pl.concat([own.select("level", "code"), regions]).unique(maintain_order=True)
    nobody = (
        margins.join(groups, on=["source", "period", "group_dim"])
        .join(areas, on="level")
        .join(own, on=ESTIMATE_KEY, how="anti")
        .with_columns(normal(), hide=pl.lit(HIDDEN), doubtful=False, n=pl.lit(0, pl.Int64), weight=pl.lit(0.0))
    )
    return pl.concat([marked, nobody], how="diagonal")


def _with_weight(estimates: pl.DataFrame) -> pl.DataFrame:
    if "weight" in estimates.columns:
        return estimates
    return estimates.with_columns(pl.col("n").cast(pl.Float64).alias("weight"))


def split_unconnected(rows: pl.DataFrame, context: ReleaseContext) -> list[pl.DataFrame]:
    """Split rows into the waves of a source that pooled periods join; no sum connects one part with another."""
    block = linked_periods(rows["period"].unique().sort().to_list(), context.additivity)
    in_blocks = rows.with_columns(pl.col("period").replace(block).alias("block"))
    parts = in_blocks.partition_by("source", "block", maintain_order=True)
    return [part.drop("block") for part in parts]


def _protect_wave(rows: pl.DataFrame, context: ReleaseContext) -> list[pl.DataFrame]:
    """Hide cells of all items of linked waves alike.

    An item that only a part was asked follows, with cells of its own hidden beside those of the rest.
    """
    some = _asked_of_some(rows, context.additivity.widest)
    together = shared_tables(_asked_of_all(rows, some), context)
    hidden = _protect_items(together, frozenset(), context)
    protected = [*_marked(together, hidden)]
    above = frozenset(together.tables.cells[at] for at in np.flatnonzero(hidden))
    for part in some:
        alone = shared_tables([part], context)
        protected += _marked(alone, _protect_items(alone, above, context))
    return protected


def _asked_of_all(rows: pl.DataFrame, some: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    names = [part["indicator"][0] for part in some]
    return rows.filter(~pl.col("indicator").is_in(names)).partition_by("indicator", maintain_order=True)


def _asked_of_some(rows: pl.DataFrame, widest: str) -> list[pl.DataFrame]:
    """List the items that fewer people were asked than the others of the same wave, the most asked first."""
    asked = pl.col("n") / (1 - pl.col("item_nonresponse").fill_null(0.0)).clip(lower_bound=1e-9)
    whole = rows.filter(level=widest, group_dim=EVERYBODY).select("indicator", "period", asked=asked)
    part = whole.with_columns(part=pl.col("asked") / pl.col("asked").max().over("period"))
    smallest = part.group_by("indicator").agg(pl.col("part").min()).filter(pl.col("part") < ASKED_OF_ALL)
    names = smallest.sort("part", "indicator", descending=[True, False])["indicator"]
    return [rows.filter(indicator=name) for name in names]


def _protect_items(shared: SharedTables, above: frozenset[Cell], context: ReleaseContext) -> Bools:
    """Suppress and audit in turns until the audit finds nothing: the last audit is of what is returned.

    `above`: cells that are hidden already. Return which cells are hidden in all items.
    """
    given = np.array([cell in above for cell in shared.tables.cells])
    hiding = Hiding(shared, shared.few | (given & ~shared.locked), context.policy.min_respondents.value)
    attacks = [ItemAttack.on(item, shared, context.policy) for item in shared.items]
    cuts: list[ProtectionCut] = []
    while True:
        hiding = hiding._replace(confidential=secondary_suppression(hiding, cuts))
        cuts = list(_cuts(attacks, hiding, context))
        if not cuts:
            return hiding.confidential


def _cuts(attacks: Sequence[ItemAttack], hiding: Hiding, context: ReleaseContext) -> Iterator[ProtectionCut]:
    for attack in attacks:
        visible = attack.item.present & ~hiding.confidential & ~attack.item.uncertain
        for disclosed in attack.disclosed(hiding.shared, hiding.confidential, context.policy):
            yield protection_cut(hiding.shared, disclosed, visible)


def _marked(shared: SharedTables, confidential: Bools) -> Iterator[pl.DataFrame]:
    """Hide the rows of every item; what was open before stays as it is."""
    for item in shared.items:
        hidden = pl.Series((confidential & (item.few | ~item.locked))[item.place])
        yield item.rows.with_columns(pl.when(hidden).then(pl.lit(HIDDEN)).otherwise("hide").alias("hide"))
