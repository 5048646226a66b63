"""Disclosure control of all estimates: suppress, audit, and suppress more until nothing is disclosed.

Primary suppression, then secondary suppression and audit in turns until nothing is disclosed. Source: Hundepool et al.
2012, Statistical Disclosure Control, ch. 4.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from contract.codes import DOMAIN_KEY, ESTIMATE_KEY, Level
from etl.estimate.arrays import Bools
from etl.read.status import normal
from etl.sdc.context import ReleaseContext
from etl.sdc.primary import OWN, Suppression, primary_suppression, suppress_and_round, with_scale
from etl.sdc.release_audit import (
    UNPUBLISHED,
    AuditInput,
    OwnKnowledge,
    disclosed_cells,
    read_published,
    split_unconnected,
)
from etl.sdc.release_history import refuse_hiding_released, released_earlier
from etl.sdc.secondary import ProtectionCut, protection_cut, secondary_suppression

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
    marked = with_empty_cells(
        primary_suppression(with_scale(_with_weight(estimates), context.scales), context.policy), context
    )
    own = pl.col("kind").is_in(OWN)
    refuse_hiding_released(marked.filter(own), context.history)
    with ThreadPoolExecutor(THREADS) as pool:
        surveys = pool.map(
            lambda rows: _protect_tables(rows, context), split_unconnected(marked.filter(own), context.additivity)
        )
    return pl.concat([*surveys, suppress_and_round(marked.filter(~own), context.policy)])


def with_empty_cells(marked: pl.DataFrame, context: ReleaseContext) -> pl.DataFrame:
    """Add the survey cells that nobody answered, hidden: leaving a cell out would disclose that it is empty."""
    own = marked.filter(pl.col("kind").is_in(OWN))
    of_indicator = ("indicator", "kind", "decimals", "period", "source", "scale_low", "scale_width")
    margins = own.select(*of_indicator, "level", "geo_year", "group_dim").unique(maintain_order=True)
    groups = own.select("indicator", "period", "group_dim", "group_code").unique(maintain_order=True)
    codes = list(context.additivity.unions[Level.MAAKUNTA])
    regions = pl.DataFrame({"code": codes}).select(pl.lit(Level.MAAKUNTA).alias("level"), "code")
    areas = pl.concat([own.select("level", "code"), regions]).unique(maintain_order=True)
    nobody = (
        margins.join(groups, on=["indicator", "period", "group_dim"])
        .join(areas, on="level")
        .join(own, on=["indicator", *DOMAIN_KEY], how="anti")
        .with_columns(normal(), hide=pl.lit(HIDDEN), doubtful=False, n=pl.lit(0, pl.Int64), weight=pl.lit(0.0))
    )
    return pl.concat([marked, nobody], how="diagonal")


def _with_weight(estimates: pl.DataFrame) -> pl.DataFrame:
    if "weight" in estimates.columns:
        return estimates
    return estimates.with_columns(pl.col("n").cast(pl.Float64).alias("weight"))


def _protect_tables(rows: pl.DataFrame, context: ReleaseContext) -> pl.DataFrame:
    """Suppress and audit in turns until the audit finds nothing: the last audit is of what is returned.

    Hiding more only widens what is possible, so that a cell proven safe once is not audited again.
    """
    rows = rows.with_columns(few=pl.col("hide") == HIDDEN)
    earlier = released_earlier(rows, context.history, context.additivity)
    in_history = rows.select(ESTIMATE_KEY).join(context.history, on=ESTIMATE_KEY, how="left", maintain_order="left")
    audited = _as_published(rows, earlier, context)
    locked = _locked(audited, in_history["edition"].is_not_null().to_numpy())
    knowledge = _own_knowledge(rows, audited)
    cuts: list[ProtectionCut] = []
    while True:
        rows = _mark_hidden(rows, audited, secondary_suppression(audited.tables, audited.published, locked, cuts))
        audited = _as_published(rows, earlier, context)
        disclosed = list(disclosed_cells(audited, context.policy, knowledge))
        if not disclosed:
            return suppress_and_round(rows, context.policy)
        for quantity, proven in knowledge.safe.items():
            proven[audited.published.targets(quantity)] = True
            proven[[p.cell for p in disclosed if p.quantity == quantity]] = False
        cuts = [protection_cut(audited.tables, p, audited.published, locked) for p in disclosed]


def _own_knowledge(rows: pl.DataFrame, audited: AuditInput) -> OwnKnowledge:
    """Take the true figures of the cells; nothing is proven safe yet."""
    share = (pl.col("value") - pl.col("scale_low")) / pl.col("scale_width") * 100
    figures = {"respondents": rows["n"].cast(pl.Float64), "share": rows.select(share).to_series()}
    place = audited.cell_of_row[: rows.height]
    safe = {quantity: np.zeros(len(audited.tables.cells), bool) for quantity in figures}
    truth = {quantity: np.zeros(len(audited.tables.cells)) for quantity in figures}
    for quantity, figure in figures.items():
        truth[quantity][place] = figure.fill_null(0.0).to_numpy()
    return OwnKnowledge(safe, truth)


def _as_published(rows: pl.DataFrame, earlier: pl.DataFrame, context: ReleaseContext) -> AuditInput:
    """Read rows as they would be published, and after them what earlier editions published."""
    public = suppress_and_round(rows, context.policy).with_columns(rows[name] for name in UNPUBLISHED)
    once = earlier.with_columns(
        pl.lit(public[name][0]).alias(name) for name in ("kind", "decimals", "scale_low", "scale_width")
    )
    return read_published(pl.concat([public, once.with_columns(few=False)], how="diagonal_relaxed"), context)


def _locked(audited: AuditInput, in_history: Bools) -> Bools:
    """Mark the cells that an earlier edition published; rows of `earlier` stand after those of the estimates."""
    locked = np.zeros(len(audited.tables.cells), bool)
    locked[audited.cell_of_row[: len(in_history)][in_history]] = True
    locked[audited.cell_of_row[len(in_history) :]] = True
    return locked


def _mark_hidden(rows: pl.DataFrame, audited: AuditInput, confidential: Bools) -> pl.DataFrame:
    hidden = pl.Series(confidential[audited.cell_of_row[: rows.height]])
    return rows.with_columns(pl.when(hidden).then(pl.lit(HIDDEN)).otherwise("hide").alias("hide"))
