"""Bounds of hidden figures, by linear programs over the moves from one table that fits to another that fits too.

A move is a change of every cell. It is possible when every sum still holds and every cell stays within what is known
of it. A target is disclosed when no two possible tables differ in it by more than it needs. Source: Fischetti &
Salazar-González 2001 (Management Science 47: 1008-1027), where this is the attacker problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from contract.errors import UserError
from etl.estimate.arrays import Bools, Floats
from etl.sdc.attack.targets import Members, Targets
from etl.sdc.linear_program import Solver

WIDTH_MARGIN = 1.1  # how far apart two tables are driven, in units of the protection that the target needs
PAIRS_OF_TABLES = 4  # that are tried before bounds are computed one by one
TOLERANCE = 1e-6  # of a respondent or a per cent, for the solver's own rounding
SMALLEST_DUAL = 1e-7  # a smaller multiplier is arithmetic noise

Cells = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Cells that are disclosed, together, from the given figure on: bounds, and the cells and sums they follow from."""

    quantity: str
    members: Members
    low: float
    high: float
    disclosing_cells: frozenset[int]
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PossibleMoves:
    """How far each cell may move from a table that fits (`base`), and within which limits each sum must stay."""

    quantity: str
    base: Floats
    rows: csr_array  # sums x cells
    least: Floats  # per sum
    most: Floats
    low: Floats  # per cell; 0 and 0 where its figure is known
    high: Floats

    def solver(self, cells: Cells) -> tuple[Solver, Cells]:
        """Let only some cells move; return also the sums that they take part in."""
        inside = csr_array(self.rows[:, cells])
        sums = np.flatnonzero(np.diff(inside.indptr))
        solver = Solver(csr_array(inside[sums]), self.least[sums], self.most[sums])
        solver.set_bounds(self.low[cells], self.high[cells])
        return solver, sums

    @property
    def movable(self) -> Cells:
        """List the cells whose figure is not known."""
        return np.flatnonzero(self.low < self.high)


def disclosed_targets(
    moves: PossibleMoves, targets: Targets, left: Bools, blocks: Sequence[Cells]
) -> Iterator[Disclosed]:
    """Yield those of the targets marked `left` that are disclosed.

    Two possible tables that differ in a target by more than it needs show it to be safe. Such pairs are sought with
    one block of cells moving at a time, which is fast and settles most. Bounds are computed for the others only, over
    all cells; the dual values tell from which figures and sums they follow.
    """
    seen = _SeenBounds(moves, targets, np.zeros(len(targets.sets)), np.zeros(len(targets.sets)))
    for block in blocks:
        seen.push_apart(block, seen.undecided(left))
    undecided = seen.undecided(left)
    if not undecided.any():
        return
    cells = moves.movable
    solver, sums = moves.solver(cells)
    for target in np.flatnonzero(undecided).tolist():
        found = _bounds(moves, targets, target, (solver, cells, sums))
        if found.high - found.low <= targets.sliding_protection[target] / targets.unit[target] + TOLERANCE:
            yield found


@dataclass(frozen=True, slots=True)
class _SeenBounds:
    """The least and the most that each target was seen to move in the possible tables so far."""

    moves: PossibleMoves
    targets: Targets
    low: Floats
    high: Floats

    def undecided(self, left: Bools) -> Bools:
        """Mark the targets whose seen bounds are not yet wide enough to be safe."""
        apart = self.targets.sliding_protection * 1.01 + self.targets.unit * 1e-4
        return left & (self.high - self.low <= apart)

    def push_apart(self, cells: Cells, left: Bools) -> None:
        """Push targets one way in one table and the other way, no further than needed, in a second: many at once."""
        left = left & (self.targets.sums[:, cells].sum(axis=1) > 0)
        if not left.any():
            return
        solver, _ = self.moves.solver(cells)
        low = self.moves.low[cells]
        high = self.moves.high[cells]
        random = np.random.default_rng(0)  # any directions do; the same in every build
        for attempt in range(PAIRS_OF_TABLES):
            sign = random.choice([-1.0, 1.0], len(left)) if attempt else np.ones(len(left))
            direction, far = self._wanted(np.where(left, sign, 0.0))
            direction = direction[cells]
            step = np.where(direction == 0, np.inf, WIDTH_MARGIN * far[cells])
            solver.set_bounds(low, high)
            table = self._record(cells, solver.minimise(direction / step))
            if table is None:
                return
            down = np.where(direction < 0, np.maximum(low, table - step), low)
            solver.set_bounds(down, np.where(direction > 0, np.minimum(high, table + step), high))
            self._record(cells, solver.minimise(-direction / step))
            left = self.undecided(left)
            if not left.any():
                return

    def _wanted(self, sign: Floats) -> tuple[Floats, Floats]:
        """Return per cell in which direction it is pushed, and how far is enough."""
        direction = np.sign(self.targets.sums.T @ sign)
        needed = np.maximum(self.targets.sliding_protection, self.targets.unit / 1000)
        of_cells = abs(self.targets.sums).multiply((np.abs(sign) * needed)[:, None]).max(axis=0).toarray().ravel()
        return direction, np.where(of_cells > 0, of_cells, 1.0)

    def _record(self, cells: Cells, table: Floats | None) -> Floats | None:
        if table is not None:
            moved = self.targets.sums[:, cells] @ table
            np.minimum(self.low, moved, out=self.low)
            np.maximum(self.high, moved, out=self.high)
        return table


def _bounds(moves: PossibleMoves, targets: Targets, target: int, program: tuple[Solver, Cells, Cells]) -> Disclosed:
    solver, cells, sums = program
    solver.set_bounds(moves.low[cells], moves.high[cells])
    wanted = targets.sums[[target]].toarray().ravel()
    ends = list[float]()
    disclosing_cells = set[int]()
    used = set[int]()
    for sign in (1.0, -1.0):
        found = solver.minimise(sign * wanted[cells])
        if found is None:
            raise UserError("figures_contradict", cell=str(targets.sets[target]))
        ends.append(float(wanted @ moves.base + wanted[cells] @ found) / targets.unit[target])
        of_sums = solver.duals()[1]
        prices = np.abs(moves.rows[sums].T @ of_sums)
        disclosing_cells |= set(np.flatnonzero(prices > SMALLEST_DUAL).tolist())
        used |= set(sums[np.abs(of_sums) > SMALLEST_DUAL].tolist())
    members = targets.sets[target]
    return Disclosed(moves.quantity, members, ends[0], ends[1], frozenset(disclosing_cells), tuple(sorted(used)))
