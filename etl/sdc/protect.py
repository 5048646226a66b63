"""Disclosure control, the last step before loading: what is hidden, and that it stays hidden."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from contract.codes import DOMAIN_KEY, ESTIMATE_KEY
from etl.sdc.audit import Flags
from etl.sdc.context import ReleaseContext
from etl.sdc.primary import OWN, first_marks, publish, with_scale
from etl.sdc.release_audit import SECRET, Attacked, Inside, given_away, read, split
from etl.sdc.release_history import open_before, refuse_what_was_open
from etl.sdc.secondary import Cut, hide_more, way_out

THREADS = 4  # the solver computes outside Python's lock; systems of sums do not touch each other


def protect(estimates: pl.DataFrame, context: ReleaseContext) -> pl.DataFrame:
    """Turn estimates into rows of table `estimate` that may leave the house.

    `estimates`: the columns of table `estimate` and `kind`; of our own surveys (survey_share 0..1, survey_mean)
    also `effective_n df item_nonresponse`, `n` unrounded, and `weight`, the sum of weights of those who answered
    (without it every respondent weighs the same). Cells of a survey in which nobody answered are added as hidden.
    Raise UserError when a hidden cell can be worked out and nothing can be done, naming it and the sums.
    """
    marked = complete(first_marks(with_scale(_with_weight(estimates), context.scales), context.policy), context)
    own = pl.col("kind").is_in(OWN)
    refuse_what_was_open(marked.filter(own), context.ledger)
    with ThreadPoolExecutor(THREADS) as pool:
        surveys = pool.map(lambda rows: _withstand(rows, context), split(marked.filter(own), context.additivity))
    return pl.concat([*surveys, publish(marked.filter(~own), context.policy)])


def complete(marked: pl.DataFrame, context: ReleaseContext) -> pl.DataFrame:
    """Add the survey cells that nobody answered, hidden: a cell left out would tell that it is empty."""
    own = marked.filter(pl.col("kind").is_in(OWN))
    of_indicator = ("indicator", "kind", "period", "source", "scale_low", "scale_width")
    margins = own.select(*of_indicator, "level", "geo_year", "group_dim").unique(maintain_order=True)
    groups = own.select("indicator", "period", "group_dim", "group_code").unique(maintain_order=True)
    regions = pl.DataFrame({"code": list(context.additivity.unions["maakunta"])}).select(pl.lit("maakunta"), "code")
    areas = pl.concat([own.select("level", "code"), regions.rename({"literal": "level"})]).unique(maintain_order=True)
    nobody = (
        margins.join(groups, on=["indicator", "period", "group_dim"])
        .join(areas, on="level")
        .join(own, on=["indicator", *DOMAIN_KEY], how="anti")
        .with_columns(flag=pl.lit(""), hide=pl.lit("c"), doubtful=False, n=pl.lit(0, pl.Int64), weight=pl.lit(0.0))
    )
    return pl.concat([marked, nobody], how="diagonal")


def _with_weight(estimates: pl.DataFrame) -> pl.DataFrame:
    if "weight" in estimates.columns:
        return estimates
    return estimates.with_columns(pl.col("n").cast(pl.Float64).alias("weight"))


def _withstand(rows: pl.DataFrame, context: ReleaseContext) -> pl.DataFrame:
    """Publish, attack and hide more until the attack finds nothing: the last attack is on what is returned.

    Hiding more only widens what is possible, so that a cell proven safe once is not attacked again.
    """
    rows = rows.with_columns(few=pl.col("hide") == "c")
    earlier = open_before(rows, context.ledger, context.additivity)
    in_ledger = rows.select(ESTIMATE_KEY).join(context.ledger, on=ESTIMATE_KEY, how="left", maintain_order="left")
    attacked = _published(rows, earlier, context)
    locked = _locked(attacked, in_ledger["edition"].is_not_null().to_numpy())
    inside = _inside(rows, attacked)
    cuts: list[Cut] = []
    while True:
        rows = _hide(rows, attacked, hide_more(attacked.system, attacked.released, locked, cuts))
        attacked = _published(rows, earlier, context)
        pinned = list(given_away(attacked, context.policy, inside))
        if not pinned:
            return publish(rows, context.policy)
        for quantity, proven in inside.safe.items():
            proven[attacked.released.targets(quantity)] = True
            proven[[p.cell for p in pinned if p.quantity == quantity]] = False
        cuts = [way_out(attacked.system, p, attacked.released, locked) for p in pinned]


def _inside(rows: pl.DataFrame, attacked: Attacked) -> Inside:
    """Take the true figures of the cells; nothing is proven safe yet."""
    share = (pl.col("value") - pl.col("scale_low")) / pl.col("scale_width") * 100
    figures = {"respondents": rows["n"].cast(pl.Float64), "share": rows.select(share).to_series()}
    place = attacked.of_row[: rows.height]
    safe = {quantity: np.zeros(len(attacked.system.cells), bool) for quantity in figures}
    truth = {quantity: np.zeros(len(attacked.system.cells)) for quantity in figures}
    for quantity, figure in figures.items():
        truth[quantity][place] = figure.fill_null(0.0).to_numpy()
    return Inside(safe, truth)


def _published(rows: pl.DataFrame, earlier: pl.DataFrame, context: ReleaseContext) -> Attacked:
    """Read rows as they would be published, and after them what earlier editions told."""
    public = publish(rows, context.policy).with_columns(rows[name] for name in SECRET)
    once = earlier.with_columns(pl.lit(public[name][0]).alias(name) for name in ("kind", "scale_low", "scale_width"))
    return read(pl.concat([public, once.with_columns(few=False)], how="diagonal_relaxed"), context)


def _locked(attacked: Attacked, in_ledger: Flags) -> Flags:
    """Mark the cells that an earlier edition told; rows of `earlier` stand after those of the estimates."""
    locked = np.zeros(len(attacked.system.cells), bool)
    locked[attacked.of_row[: len(in_ledger)][in_ledger]] = True
    locked[attacked.of_row[len(in_ledger) :]] = True
    return locked


def _hide(rows: pl.DataFrame, attacked: Attacked, confidential: Flags) -> pl.DataFrame:
    hidden = pl.Series(confidential[attacked.of_row[: rows.height]])
    return rows.with_columns(pl.when(hidden).then(pl.lit("c")).otherwise(pl.col("hide")).alias("hide"))
