"""The audit of what would be published, read as an intruder reads it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.codes import DOMAIN_KEY, ESTIMATE_KEY
from contract.errors import UserError
from etl.read.status import is_confidential
from etl.sdc.attack.from_published import PublishedCells, disclosed_by_publication
from etl.sdc.attack.moves import Disclosed
from etl.sdc.context import ReleaseContext
from etl.sdc.protect import THREADS, marked_cells
from etl.sdc.rounding import share_bounds
from etl.sdc.shared_tables import by_cell
from etl.sdc.table_structure import LinkedTables, linked_tables

UNPUBLISHED = ("kind", "decimals", "weight", "few", "scale_low", "scale_width")  # beside the published columns


@dataclass(frozen=True, slots=True)
class AuditInput:
    """Linked tables of one indicator as they would be published."""

    indicator: str
    tables: LinkedTables
    published: PublishedCells


def disclosures(
    own: pl.DataFrame, figures: pl.DataFrame, comparisons: pl.DataFrame | None, context: ReleaseContext
) -> list[str]:
    """List what a reader of a publication can work out: the first cell of every indicator, in words.

    `own`: survey estimates as `protect` takes them, of which only what an intruder is assumed to know is used: sums of
    weights, and which cells have few respondents. `figures`: survey rows of table `estimate` as they are served.
    """
    known = marked_cells(own, context).select(
        *ESTIMATE_KEY,
        *(name for name in UNPUBLISHED if name != "few"),
        few=pl.col("n").fill_null(0) < context.policy.min_respondents.value,
    )
    public = figures.join(known, on=ESTIMATE_KEY, maintain_order="left")
    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(
            lambda rows: _refusal(rows, context, comparisons), public.partition_by("indicator", maintain_order=True)
        )
    return [message for message in found if message is not None]


def _refusal(rows: pl.DataFrame, context: ReleaseContext, comparisons: pl.DataFrame | None) -> str | None:
    try:
        refuse_disclosure(rows, context, comparisons)
    except UserError as error:
        return str(error)
    return None


def refuse_disclosure(public: pl.DataFrame, context: ReleaseContext, comparisons: pl.DataFrame | None = None) -> None:
    """Audit survey rows as they would be published; raise UserError naming the cell and the sums that disclose it.

    `public`: rows of one indicator of table `estimate` with the columns UNPUBLISHED: `few` marks the sensitive cells,
    `weight` is the sum of weights that the intruder is taken to know. `comparisons`: table `comparison`.
    """
    audited = read_published(public, context)
    told = None if comparisons is None else _with_scale(comparisons, public)
    for disclosed in disclosed_by_publication(audited.tables, audited.published, context.policy, told):
        raise _disclosure(audited, disclosed)


def _with_scale(comparisons: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    of_item = rows.head(1).select("indicator", "decimals", "scale_width", item_kind="kind")
    return comparisons.join(of_item, on="indicator")


def read_published(rows: pl.DataFrame, context: ReleaseContext) -> AuditInput:
    """Read published rows of one indicator, with the columns UNPUBLISHED, into one entry per cell."""
    keys = tuple(rows.select(DOMAIN_KEY).iter_rows())
    tables, of_row = linked_tables(keys, context.additivity)
    place = np.array(of_row, np.intp)
    cells = len(tables.cells)
    least, most = share_bounds(rows)
    hidden = rows["value"].is_null()
    confidential = rows.select(is_confidential()).to_series()
    published = PublishedCells(
        place=dict(zip(keys, of_row, strict=True)),
        n=by_cell(rows["n"], place, cells),
        least=by_cell(least, place, cells),
        most=by_cell(most, place, cells),
        weight=by_cell(rows["weight"], place, cells),
        few=by_cell(rows["few"], place, cells) > 0,
        confidential=by_cell(hidden & confidential, place, cells) > 0,
        unreliable=by_cell(hidden & ~confidential, place, cells) > 0,
    )
    return AuditInput(rows["indicator"][0], tables, published)


def _disclosure(audited: AuditInput, disclosed: Disclosed) -> UserError:
    tables = audited.tables
    used = [tables.independent[at] for at in disclosed.sums if at < len(tables.independent)]  # not the comparisons
    return UserError(
        "share_disclosed" if disclosed.quantity == "share" else "respondents_disclosed",
        indicator=audited.indicator,
        cell=" + ".join(tables.names[cell] for cell in disclosed.members),
        low=disclosed.low,
        high=disclosed.high,
        sums="; ".join(tables.describe(tables.relations[at]) for at in used),
    )
