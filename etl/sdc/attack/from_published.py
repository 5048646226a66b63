"""The attack of a table as it was published: nothing is known beside its figures, the sums and the sums of weights.

The intruder knows every published figure within its rounding, the middle of its interval as a second reading, every
sum, the smallest number of respondents, and the exact sum of weights of every cell (the worst case: population totals
are public). Sources: Fischetti & Salazar-González 2001 (Management Science 47: 1008-1027), where this is the attacker
problem; Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import csr_array, vstack

from contract.errors import UserError
from contract.period import in_order
from etl.config.policy import Policy
from etl.estimate.arrays import Bools, Floats
from etl.sdc.attack.differences import Differences, OpenCells
from etl.sdc.attack.moves import Disclosed, PossibleMoves, disclosed_targets
from etl.sdc.attack.targets import Members, Targets
from etl.sdc.linear_program import Solver
from etl.sdc.rounding import Rounding
from etl.sdc.shared_tables import SCALE, remainders
from etl.sdc.table_structure import LinkedTables, Row


@dataclass(frozen=True, slots=True)
class PublishedCells:
    """What is public about the cells of linked tables; arrays have one entry per cell.

    `n` respondents as published; `least` and `most`: the share (0..1; means as part of their scale) that its figures
    leave possible. They are read only where the cell is open. `weight`: sum of weights.
    """

    place: Mapping[Row, int]  # key of a row -> its cell
    n: Floats
    least: Floats
    most: Floats
    weight: Floats
    few: Bools  # sensitive: under the smallest number of respondents, must not be disclosed
    confidential: Bools  # hidden: the sensitive cells, and those hidden to protect them
    unreliable: Bools  # hidden: too uncertain, but not few

    @property
    def open(self) -> Bools:
        """Whether each cell carries a number."""
        return ~(self.confidential | self.unreliable)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an intruder knows of one quantity: bounds of the cells, and how far a sum may exceed its parts."""

    quantity: str
    low: Floats
    high: Floats
    slack: Floats  # per sum: total minus parts lies in 0..slack (respondents without a group)

    def moves(self, tables: LinkedTables, differences: Differences | None = None) -> PossibleMoves:
        """Return the moves from a table that fits; raise UserError when none does."""
        rows = tables.independent_rows
        least = np.zeros(rows.shape[0])
        most = self.slack[tables.independent]
        if differences is not None:
            rows = csr_array(vstack([rows, differences.rows]))
            least = np.concatenate([least, differences.least])
            most = np.concatenate([most, differences.most])
        solver = Solver(rows, least, most)
        solver.set_bounds(self.low, self.high)
        base = solver.minimise(np.zeros(len(self.low))) if differences is None else solver.inside()
        if base is None:
            raise UserError("figures_contradict", cell=tables.names[0])
        sums = rows @ base
        return PossibleMoves(self.quantity, base, rows, least - sums, most - sums, self.low - base, self.high - base)


def disclosed_by_publication(
    tables: LinkedTables, published: PublishedCells, policy: Policy, comparisons: pl.DataFrame | None = None
) -> Iterator[Disclosed]:
    """Yield what is disclosed by what was published, respondents first.

    `comparisons`: of this indicator, with `item_kind`, `decimals` and `scale_width`. A sum that is named by a number
    beyond the independent sums is one of them.
    """
    fewest = policy.min_respondents.value
    weight = published.weight * (SCALE / published.weight.max(initial=1.0))
    respondents = known_respondents(tables, published, policy)
    together = certainly_too_few(tables, published, respondents, fewest)
    differences = None if comparisons is None else _differences(tables, published, comparisons, weight, policy)
    for knowledge in (respondents, known_shares(tables, published)):
        share = knowledge.quantity == "share"
        sensitive = published.few & (weight > 0) if share else published.few
        sets = (*((cell,) for cell in np.flatnonzero(sensitive).tolist()), *together)
        if not sets:
            continue
        targets = (
            Targets.of_shares(sets, weight, 2 * policy.attack_points.value)
            if share
            else Targets.of_respondents(sets, len(weight), 2 * policy.attack_respondents.value)
        )
        moves = knowledge.moves(tables, differences if share else None)
        hidden = np.flatnonzero(~published.open & (moves.low < moves.high))
        yield from disclosed_targets(moves, targets, np.ones(len(sets), bool), [hidden, *tables.blocks.values()])


def _differences(
    tables: LinkedTables, published: PublishedCells, comparisons: pl.DataFrame, weight: Floats, policy: Policy
) -> Differences:
    rows = comparisons.filter(pl.col("difference").is_not_null())
    place = {key: cell for key, cell in published.place.items() if published.open[cell] and weight[cell] > 0}
    pooled = {relation.total for relation in tables.relations if relation.kind == "waves"}
    several = {tables.cells[cell].period for cell in pooled}
    waves = in_order({cell.period for cell in tables.cells} - several)
    return Differences.of(rows, OpenCells(place, weight, tuple(waves)), policy)


def certainly_too_few(
    tables: LinkedTables, published: PublishedCells, respondents: Knowledge, fewest: float
) -> tuple[Members, ...]:
    """List, of every sum, the hidden cells that together hold too few respondents, as anybody can subtract."""
    found = dict[Members, None]()
    open_cells = published.open
    at_most = tables.matrix @ np.where(open_cells, respondents.high, 0.0)  # of open parts the least is subtracted
    spread = abs(tables.matrix) @ np.where(open_cells, respondents.high - respondents.low, 0.0)
    for place, relation in enumerate(tables.relations):
        hidden = tuple(sorted(cell for cell in relation.parts if not open_cells[cell]))
        total = relation.total
        most = at_most[place] + spread[place] - (respondents.high - respondents.low)[total]
        if len(hidden) > 1 and open_cells[total] and most < fewest:
            found[hidden] = None
    return tuple(found)


def known_respondents(tables: LinkedTables, published: PublishedCells, policy: Policy) -> Knowledge:
    """Return what is known of respondents: published n with its rounding, and at least the smallest number."""
    few = policy.min_respondents.value
    shown = published.open
    n = np.where(shown, published.n, 0.0)
    fewest, most = Rounding.of(policy).bounds_of_n(n)
    return Knowledge(
        quantity="respondents",
        low=np.where(shown, np.maximum(few, fewest), np.where(published.unreliable, few, 0.0)),
        high=np.where(shown, most, n.sum() + 100 * few),  # more than could matter
        slack=np.where(remainders(tables, published.weight) > 0, np.inf, 0.0),
    )


def known_shares(tables: LinkedTables, published: PublishedCells) -> Knowledge:
    """Return what is known of the weight of those who said yes."""
    weight = published.weight * (SCALE / published.weight.max(initial=1.0))
    return Knowledge(
        quantity="share",
        low=np.where(published.open, weight * np.maximum(published.least, 0.0), 0.0),
        high=np.where(published.open, weight * np.minimum(published.most, 1.0), weight),
        slack=remainders(tables, weight),
    )
