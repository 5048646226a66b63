"""The items of a wave side by side: what they share is one pattern of hiding, so that no item tells of another.

Items that the same people were asked differ in their respondents only by those who did not answer. Hidden for one
item and open for another, a cell's respondents follow from the other item's (docs/decisions/0005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from contract.codes import DOMAIN_KEY, ESTIMATE_KEY
from etl.estimate.arrays import Bools, Floats
from etl.sdc.context import ReleaseContext
from etl.sdc.earlier_cells import released_earlier
from etl.sdc.primary import Suppression
from etl.sdc.table_structure import AdditiveRelation, Cell, LinkedTables, linked_tables

Places = NDArray[np.intp]
NO_WEIGHT = 1e-9  # part of the largest weight: less is arithmetic noise
SCALE = 1e4  # of the heaviest cell: far above the solver's absolute tolerance


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The true figures of one item; arrays have one entry per shared cell, 0 where the item has no such cell."""

    rows: pl.DataFrame
    place: Places  # row -> its cell
    present: Bools
    n: Floats
    weight: Floats
    yes: Floats  # weight of those who said yes; of a mean, the weight times its part of the scale
    few: Bools  # of this item: under the smallest number of respondents
    uncertain: Bools
    locked: Bools  # open in an earlier edition
    hidden_then: Bools  # of an earlier pooled period, and hidden in it
    sums: Places  # its sums, as positions in the shared tables
    independent: Places  # those of its sums that imply the others

    @property
    def indicator(self) -> str:
        """Return the indicator."""
        return str(self.rows["indicator"][0])


@dataclass(frozen=True)
class SharedTables:
    """The cells and sums of all items of some linked periods."""

    tables: LinkedTables
    items: tuple[ItemFigures, ...]

    @cached_property
    def fewest(self) -> Floats:
        """Return the smallest number of respondents of each cell over the items that have it."""
        found: Floats = np.minimum.reduce([np.where(item.present, item.n, np.inf) for item in self.items])
        return found

    @cached_property
    def few(self) -> Bools:
        """Mark the cells in which any item has too few respondents."""
        found: Bools = np.logical_or.reduce([item.few for item in self.items])
        return found

    @cached_property
    def locked(self) -> Bools:
        """Mark the cells that an earlier edition published for any item."""
        found: Bools = np.logical_or.reduce([item.locked for item in self.items])
        return found

    @cached_property
    def uncertain(self) -> Bools:
        """Mark the cells that are too uncertain in every item that has them: only these hide others in all items."""
        present = np.logical_or.reduce([item.present for item in self.items])
        hidden: Bools = np.logical_and.reduce([item.uncertain | ~item.present for item in self.items])
        hidden &= present & ~self.few & ~self.locked
        return hidden

    @cached_property
    def cost(self) -> Floats:
        """Return what hiding a cell takes away: respondents, as a mean over the items that would show it."""
        shown = [(item.n + 1.0) * (item.present & ~item.uncertain) for item in self.items]
        mean: Floats = np.add.reduce(shown) / len(shown)
        return mean + 1e-3  # a cell that nobody shows is not free

    @cached_property
    def ungrouped(self) -> Floats:
        """Return, per sum, the respondents in its total and in none of its parts: the fewest over the items."""
        found = np.full(len(self.tables.relations), np.inf)
        for item in self.items:
            rest = np.where(remainders(self.tables, item.weight) > 0, self.tables.matrix @ item.n, 0.0)
            found[item.sums] = np.minimum(found[item.sums], np.maximum(rest[item.sums], 0.0))
        return found


def remainders(tables: LinkedTables, weight: Floats) -> Floats:
    """Return, per sum, the weight of those in its total and in none of its parts (group unknown); 0 without any."""
    rest = tables.matrix @ weight
    return np.where(rest > NO_WEIGHT * weight.max(initial=1.0), rest, 0.0)


def shared_tables(items: Sequence[pl.DataFrame], context: ReleaseContext) -> SharedTables:
    """Put items (rows of estimates with `hide`, one frame each) and what was released of them on the same cells."""
    position: dict[Cell, int] = {}
    names: list[str] = []
    relations: dict[AdditiveRelation, int] = {}
    found = []
    for rows in items:
        earlier = released_earlier(rows, context.history, context.additivity)
        keys = pl.concat([rows.select(DOMAIN_KEY), earlier.select(DOMAIN_KEY)])
        own, of_row = linked_tables(tuple(keys.iter_rows()), context.additivity)
        for cell, name in zip(own.cells, own.names, strict=True):
            if cell not in position:
                position[cell] = len(names)
                names.append(name)
        to_shared = np.array([position[cell] for cell in own.cells], np.intp)
        moved = [
            replace(r, total=int(to_shared[r.total]), parts=tuple(sorted(to_shared[list(r.parts)].tolist())))
            for r in own.relations
        ]
        sums = np.array([relations.setdefault(one, len(relations)) for one in moved], np.intp)
        found.append(_Placed(rows, earlier, to_shared[np.array(of_row, np.intp)], sums, sums[own.independent]))
    tables = LinkedTables(tuple(position), tuple(names), tuple(relations))
    return SharedTables(tables, tuple(one.figures(len(names), context.history) for one in found))


class _Placed(NamedTuple):
    """Rows of one item, those that were released earlier after them, on shared cells."""

    rows: pl.DataFrame
    earlier: pl.DataFrame
    place: Places
    sums: Places
    independent: Places

    def figures(self, cells: int, history: pl.DataFrame) -> ItemFigures:
        """Gather the figures of the cells."""
        rows = self.rows
        own = self.place[: rows.height]
        share = (pl.col("value") - pl.col("scale_low")) / pl.col("scale_width")
        weight = by_cell(pl.concat([rows["weight"], self.earlier["weight"]]), self.place, cells)
        weight *= SCALE / max(weight.max(initial=0.0), NO_WEIGHT)
        locked = by_cell(_was_released(rows, history), own, cells) > 0
        then = self.place[rows.height :]
        was_open = self.earlier["value"].is_not_null().to_numpy()
        locked[then[was_open]] = True
        hidden_then = np.zeros(cells, bool)
        hidden_then[then[~was_open]] = True
        return ItemFigures(
            rows=rows,
            place=own,
            present=np.bincount(own, minlength=cells) > 0,
            n=by_cell(rows["n"], own, cells),
            weight=weight,
            yes=weight * by_cell(rows.select(share).to_series(), own, cells),
            few=by_cell(rows["hide"] == Suppression.CONFIDENTIAL.value, own, cells) > 0,
            uncertain=by_cell(rows["hide"] == Suppression.UNCERTAIN.value, own, cells) > 0,
            locked=locked,
            hidden_then=hidden_then & ~locked,
            sums=self.sums,
            independent=self.independent,
        )


def _was_released(rows: pl.DataFrame, history: pl.DataFrame) -> pl.Series:
    once = history.select(ESTIMATE_KEY).unique().with_columns(released=True)
    return rows.select(ESTIMATE_KEY).join(once, on=ESTIMATE_KEY, how="left", maintain_order="left")["released"]


def by_cell(values: pl.Series, place: Places, cells: int) -> Floats:
    """Put a value per row into the row's cell (`place`, of so many); 0 where there is none."""
    found = np.zeros(cells)
    found[place] = values.cast(pl.Float64).fill_null(0.0).to_numpy()
    return found
