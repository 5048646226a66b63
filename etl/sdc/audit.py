"""The attacker: what can be worked out about hidden cells from everything that is published.

A linear program per system of sums. Two quantities are attacked: the respondents of a cell, and the share of yes.
The attacker knows every published figure with its rounding, every sum, the smallest number of respondents, and the
exact sum of weights of every cell (the worst case of "public population totals").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contract.errors import UserError
from etl.config.policy import Policy
from etl.sdc.linear_program import Solver
from etl.sdc.table_structure import Block, Relation, System

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ENOUGH = 1.1  # how far apart two tables are driven, in units of what would give the cell away
ROUNDS = 4  # of pairs of tables in which one block moves
TOLERANCE = 1e-6  # of a respondent or a per cent, for the solver's own rounding
USED = 1e-7  # a smaller multiplier is arithmetic noise


@dataclass(frozen=True, slots=True)
class Released:
    """What is public about the cells of one system; arrays have one entry per cell.

    `n` respondents as published, `share` as published (0..1; means as part of their scale), `half` the half-width of
    its rounding; both are read only where the cell is open. `weight`: sum of weights.
    """

    n: Floats
    share: Floats
    half: float
    weight: Floats
    few: Flags  # under the smallest number of respondents: what must not come out
    confidential: Flags  # hidden: these, and those hidden to protect them
    unreliable: Flags  # hidden: too uncertain, but not few

    @property
    def open(self) -> Flags:
        """Which cells carry a number."""
        return ~(self.confidential | self.unreliable)

    def targets(self, quantity: str) -> Flags:
        """Tell which cells are attacked: those with few respondents, and for a share with anybody at all."""
        return self.few & (self.weight > 0) if quantity == "share" else self.few


@dataclass(frozen=True, slots=True)
class Program:
    """One attacked quantity: bounds of the cells, how far a sum may exceed its parts, and how near is too near."""

    quantity: str
    low: Floats
    high: Floats
    slack: Floats  # per relation: whole minus parts lies in 0..slack (respondents without a group)
    near: Floats  # per cell: an interval of this width or less gives the cell away
    unit: Floats  # per cell: one respondent, or one per cent of the cell


@dataclass(frozen=True, slots=True)
class Pinned:
    """One hidden cell that is given away, within which bounds, and by which open cells and sums."""

    quantity: str
    cell: int
    low: float
    high: float
    givers: frozenset[int]
    relations: tuple[Relation, ...]


def programs(system: System, released: Released, policy: Policy) -> tuple[Program, Program]:
    """Put what the attacker knows into two linear programs: respondents, and weight of those who said yes."""
    weight = released.weight / (released.weight.max(initial=1.0) / 1e4)  # far above the solver's absolute tolerance
    loose = remainders(system, weight)
    step, few = policy.n_rounding.value, policy.min_respondents.value
    shown = released.open
    n = np.where(shown, released.n, 0.0)
    share = np.where(shown, released.share, 0.0)
    count = Program(
        "respondents",
        np.where(shown, np.maximum(few, n - step // 2), np.where(released.unreliable, few, 0.0)),
        np.where(shown, n + (step - 1) // 2, n.sum() + 100 * few),  # more than could matter
        np.where(loose > 0, np.inf, 0.0),
        np.full(len(n), 2 * policy.attack_respondents.value),
        np.ones(len(n)),
    )
    yes = Program(
        "share",
        np.where(shown, weight * np.maximum(share - released.half, 0.0), 0.0),
        np.where(shown, weight * np.minimum(share + released.half, 1.0), weight),
        loose,
        weight * (2 * policy.attack_points.value / 100),
        weight / 100,
    )
    return count, yes


def remainders(system: System, weight: Floats) -> Floats:
    """Weigh those who are in the whole of a sum and in none of its parts (no group told); 0 when there are none."""
    rest = system.matrix @ weight
    return np.where(rest > 1e-9 * weight.max(initial=1.0), rest, 0.0)


def attack(
    system: System, program: Program, targets: NDArray[np.intp], known: Floats | None = None
) -> Iterator[Pinned]:
    """Find the targets that are given away.

    Two tables that both fit what is published and differ in a cell by more than `near` show it to be safe: nothing
    needs to be proven. One dimension at a time moves while everything else stands as in some fitting table, which is
    fast and settles most cells; what a dimension with its totals proves of the others, the whole system proves too;
    only what is left asks for the whole system. `known`: a table thought to fit, which saves the search for one.
    """
    if not len(targets):
        return
    base = _fitting(system, program, known)
    spread = _Spread(system, program, base.copy(), base.copy())
    for block in system.blocks.values():
        stands = system.basis[block.sums] @ base - block.matrix @ base[block.cells]
        spread.drive(block, np.intersect1d(targets, block.cells), ROUNDS, stands)
    near, left = spread.near(targets), list[int]()
    for dim, view in system.views.items():
        for found in _bounds(system, program, view, np.intersect1d(near, system.blocks[dim].cells)):
            if _gives_away(program, found):
                yield found
            else:
                left.append(found.cell)
    undecided = np.array(left, dtype=np.intp)
    spread.drive(system.whole, undecided, 1)
    for found in _bounds(system, program, system.whole, spread.near(undecided)):
        if _gives_away(program, found):
            yield found


def _gives_away(program: Program, found: Pinned) -> bool:
    near = program.near[found.cell] / program.unit[found.cell]
    return bool(found.high - found.low <= near + TOLERANCE)


def _fitting(system: System, program: Program, known: Floats | None) -> Floats:
    """Give a table that fits what is published: the known one if it does, or another."""
    slack = program.slack[system.basic]
    if known is not None and _within(known, program.low, program.high) and _within(system.basis @ known, 0.0, slack):
        return known
    found = _solver(system, program, system.whole).cheapest(np.zeros(len(system.cells)))
    if found is None:
        raise _contradiction(system)
    return found


def _within(values: Floats, least: Floats | float, most: Floats) -> bool:
    return bool(((values >= least - TOLERANCE) & (values <= most + TOLERANCE)).all())


def _solver(system: System, program: Program, block: Block, stands: Floats | float = 0.0) -> Solver:
    """Let a block move within its sums; `stands` is what the rest of each sum comes to."""
    slack = program.slack[system.basic[block.sums]]
    solver = Solver(block.matrix, np.zeros(len(slack)) - stands, slack - stands)
    solver.bound(program.low[block.cells], program.high[block.cells])
    return solver


@dataclass(frozen=True, slots=True)
class _Spread:
    """The least and the most that each cell held in the tables found so far."""

    system: System
    program: Program
    low: Floats
    high: Floats

    def near(self, cells: NDArray[np.intp]) -> NDArray[np.intp]:
        """List the cells that are not yet told apart."""
        apart = self.program.near[cells] * 1.01 + self.program.unit[cells] * 1e-4
        return cells[(self.high - self.low)[cells] <= apart]

    def drive(self, block: Block, left: NDArray[np.intp], rounds: int, stands: Floats | float = 0.0) -> None:
        """Push cells one way in one table and the other way, no further than needed, in a second: many move at once."""
        if not len(left):
            return
        solver, program = _solver(self.system, self.program, block, stands), self.program
        low, high = program.low[block.cells], program.high[block.cells]
        far = (ENOUGH * np.maximum(program.near, program.unit / 1000))[block.cells]
        toss = np.random.default_rng(0)  # any directions do; the same in every build
        for attempt in range(rounds):
            way = np.zeros(len(self.low))
            way[left] = toss.choice([-1.0, 1.0], len(left)) if attempt else 1.0
            way = way[block.cells]
            step = np.where(way == 0, np.inf, far)
            solver.bound(low, high)
            one = self._saw(block, solver.cheapest(way / step))
            if one is None:
                return
            down = np.where(way < 0, np.maximum(low, one - step), low)
            solver.bound(down, np.where(way > 0, np.minimum(high, one + step), high))
            self._saw(block, solver.cheapest(-way / step))
            left = self.near(left)
            if not len(left):
                return

    def _saw(self, block: Block, table: Floats | None) -> Floats | None:
        if table is not None:
            self.low[block.cells] = np.minimum(self.low[block.cells], table)
            self.high[block.cells] = np.maximum(self.high[block.cells], table)
        return table


def _bounds(system: System, program: Program, block: Block, cells: NDArray[np.intp]) -> Iterator[Pinned]:
    """Prove the bounds of cells; the dual values tell which published figures and sums prove them."""
    if not len(cells):
        return
    solver = _solver(system, program, block)
    for cell in cells.tolist():
        only = (block.cells == cell).astype(float)
        ends, givers, used = [], set[int](), set[int]()
        for sign in (1.0, -1.0):
            found = solver.cheapest(sign * only)
            if found is None:
                raise _contradiction(system)
            ends.append(float(only @ found / program.unit[cell]))
            of_cells, of_sums = (np.abs(dual) > USED for dual in solver.duals())
            givers |= set(block.cells[of_cells].tolist())
            used |= set(system.basic[block.sums[of_sums]].tolist())
        sums = tuple(system.relations[at] for at in sorted(used))
        yield Pinned(program.quantity, cell, ends[0], ends[1], frozenset(givers), sums)


def _contradiction(system: System) -> UserError:
    return UserError("figures_contradict", cell=system.names[0])
