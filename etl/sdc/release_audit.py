"""The audit of what would be published, read as an intruder reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from contract.codes import DOMAIN_KEY
from contract.errors import UserError
from etl.config.policy import Policy
from etl.estimate.arrays import Bools, Floats
from etl.read.status import is_confidential
from etl.sdc.audit import Disclosed, PublishedCells, disclosed_targets, intruder_programs
from etl.sdc.context import ReleaseContext
from etl.sdc.rounding import part_of_scale
from etl.sdc.table_structure import Additivity, LinkedTables, linked_tables

UNPUBLISHED = (
    "kind",
    "decimals",
    "weight",
    "few",
    "scale_low",
    "scale_width",
)  # beside the published columns, never published


@dataclass(frozen=True, slots=True)
class AuditInput:
    """Linked tables of one indicator as they would be published."""

    indicator: str
    tables: LinkedTables
    cell_of_row: NDArray[np.intp]  # row -> its cell
    published: PublishedCells


@dataclass(frozen=True, slots=True)
class OwnKnowledge:
    """The true figures of the cells, by quantity; they make the audit faster and do not change what it finds."""

    safe: Mapping[str, Bools]  # proven before, when no more was hidden than now
    truth: Mapping[str, Floats]  # respondents, and per cent who said yes: one table that fits what is published


def refuse_disclosure(public: pl.DataFrame, context: ReleaseContext) -> None:
    """Audit survey rows as they would be published; raise UserError naming the cell and the sums that disclose it.

    `public`: rows of table `estimate` with the columns UNPUBLISHED: `few` marks the sensitive cells,
    `weight` is the sum of weights that the intruder is taken to know.
    """
    for rows in split_unconnected(public, context.additivity):
        audited = read_published(rows, context)
        for disclosed in disclosed_cells(audited, context.policy):
            raise _disclosure(audited, disclosed)


def disclosed_cells(audited: AuditInput, policy: Policy, knowledge: OwnKnowledge | None = None) -> Iterator[Disclosed]:
    """Yield the cells that are disclosed, by their respondents first."""
    for program in intruder_programs(audited.tables, audited.published, policy):
        targets = audited.published.targets(program.quantity)
        known = None
        if knowledge is not None:
            targets = targets & ~knowledge.safe[program.quantity]
            known = knowledge.truth[program.quantity] * program.unit
        yield from disclosed_targets(audited.tables, program, np.flatnonzero(targets), known)


def split_unconnected(rows: pl.DataFrame, additivity: Additivity) -> list[pl.DataFrame]:
    """Split rows into parts that no sum connects: indicators, and periods that no pooled period joins."""
    block = {period: period for period in rows["period"].unique().sort()}
    for period in block:
        connected = {block[wave] for wave in (period, *additivity.pooled.get(period, ())) if wave in block}
        block = {wave: period if name in connected else name for wave, name in block.items()}
    in_blocks = rows.with_columns(pl.col("period").replace(block).alias("block"))
    parts = in_blocks.partition_by("indicator", "block", maintain_order=True)
    return [part.drop("block") for part in parts]


def read_published(rows: pl.DataFrame, context: ReleaseContext) -> AuditInput:
    """Read published rows of linked tables, with the columns UNPUBLISHED, into one entry per cell."""
    tables, of_row = linked_tables(tuple(rows.select(DOMAIN_KEY).iter_rows()), context.additivity)
    place = np.array(of_row, np.intp)

    def by_cell(values: pl.Series) -> Floats:
        cells = np.zeros(len(tables.cells))
        cells[place] = values.cast(pl.Float64).fill_null(0.0).to_numpy()
        return cells

    share, half = part_of_scale(rows)
    hidden = rows["value"].is_null()
    confidential = rows.select(is_confidential()).to_series()
    published = PublishedCells(
        n=by_cell(rows["n"]),
        share=by_cell(share),
        half=half,
        weight=by_cell(rows["weight"]),
        few=by_cell(rows["few"]) > 0,
        confidential=by_cell(hidden & confidential) > 0,
        unreliable=by_cell(hidden & ~confidential) > 0,
    )
    return AuditInput(rows["indicator"][0], tables, place, published)


def _disclosure(audited: AuditInput, disclosed: Disclosed) -> UserError:
    return UserError(
        "share_disclosed" if disclosed.quantity == "share" else "respondents_disclosed",
        indicator=audited.indicator,
        cell=audited.tables.names[disclosed.cell],
        low=disclosed.low,
        high=disclosed.high,
        sums="; ".join(audited.tables.describe(relation) for relation in disclosed.relations),
    )
