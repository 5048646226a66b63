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
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack

from etl.policy import Policy
from etl.refused import Refused
from etl.relations import Block, Relation, System

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


def attack(system: System, program: Program, targets: NDArray[np.intp]) -> Iterator[Pinned]:
    """Find the targets that are given away.

    Two tables that both fit what is published and differ in a cell by more than `near` show it to be safe: nothing
    needs to be proven. One dimension at a time moves while everything else stands as in some fitting table, which is
    fast and settles most cells; what a dimension with its totals proves of the others, the whole system proves too;
    only what is left asks for the whole system.
    """
    if not len(targets):
        return
    toss = np.random.default_rng(0)  # any directions do; the same in every build
    whole = _Part(system.whole.cells, system.basis, np.zeros(len(system.basic)), program.slack[system.basic])
    base = whole.table(program.low, program.high, np.zeros(len(system.cells)))
    if base is None:
        raise _contradiction(system)
    spread = _Spread(base.copy(), base.copy())
    for block in system.blocks.values():
        stands = system.basis[block.sums] @ base - block.matrix @ base[block.cells]
        part = _Part(block.cells, block.matrix, -stands, whole.most[block.sums] - stands)
        spread.drive(part, program, np.intersect1d(targets, block.cells), ROUNDS, toss)
    undecided = []
    for cell in spread.near(program, targets):
        found = _bound(system, program, system.views[system.cells[cell].dim], int(cell))
        if _gives_away(program, found):
            yield found
        else:
            undecided.append(cell)
    spread.drive(whole, program, np.array(undecided, np.intp), 1, toss)
    for cell in spread.near(program, np.array(undecided, np.intp)):
        found = _bound(system, program, system.whole, int(cell))
        if _gives_away(program, found):
            yield found


def _gives_away(program: Program, found: Pinned) -> bool:
    near = program.near[found.cell] / program.unit[found.cell]
    return bool(found.high - found.low <= near + TOLERANCE)


@dataclass(frozen=True, slots=True)
class _Part:
    """Cells that may move, and the limits within which the sums they stand in must stay."""

    cells: NDArray[np.intp]
    matrix: csr_array
    least: Floats
    most: Floats

    def table(self, low: Floats, high: Floats, weight: Floats) -> Floats | None:
        """Find the table with the least weighted sum that fits."""
        found = milp(
            weight,
            constraints=LinearConstraint(self.matrix, self.least, self.most),
            bounds=Bounds(low, high),
            options={"presolve": False},
        )
        return found.x


@dataclass(frozen=True, slots=True)
class _Spread:
    """The least and the most that each cell held in the tables found so far."""

    low: Floats
    high: Floats

    def near(self, program: Program, cells: NDArray[np.intp]) -> NDArray[np.intp]:
        """List the cells that are not yet told apart."""
        return cells[(self.high - self.low)[cells] <= program.near[cells] * 1.01 + program.unit[cells] * 1e-4]

    def drive(
        self, part: _Part, program: Program, left: NDArray[np.intp], rounds: int, toss: np.random.Generator
    ) -> None:
        """Push cells one way in one table and the other way, no further than needed, in a second: many move at once."""
        low, high = program.low[part.cells], program.high[part.cells]
        for attempt in range(rounds):
            if not len(left):
                return
            way = np.zeros(len(self.low))
            way[left] = toss.choice([-1.0, 1.0], len(left)) if attempt else 1.0
            way = way[part.cells]
            step = np.where(way == 0, np.inf, ENOUGH * np.maximum(program.near, program.unit / 1000)[part.cells])
            one = part.table(low, high, way / step)
            if one is None:
                return
            down = np.where(way < 0, np.maximum(low, one - step), low)
            up = np.where(way > 0, np.minimum(high, one + step), high)
            other = part.table(down, up, -way / step)
            for table in (one, other if other is not None else one):
                self.low[part.cells] = np.minimum(self.low[part.cells], table)
                self.high[part.cells] = np.maximum(self.high[part.cells], table)
            left = self.near(program, left)


def _bound(system: System, program: Program, block: Block, cell: int) -> Pinned:
    """Prove the bounds of one cell; the dual values tell which published figures and sums prove them."""
    slack = program.slack[system.basic[block.sums]]
    rest = np.flatnonzero(slack)  # sums whose whole may exceed its parts get a column for the difference
    sums = hstack([block.matrix, -eye_array(len(slack), format="csr")[:, rest]], format="csr")
    low, high = np.append(program.low[block.cells], 0.0 * rest), np.append(program.high[block.cells], slack[rest])
    objective = np.zeros(len(low))
    objective[np.searchsorted(block.cells, cell)] = 1.0
    ends, cells, relations = [], set[int](), set[int]()
    for sign in (1.0, -1.0):
        found = linprog(
            sign * objective,
            A_eq=sums,
            b_eq=np.zeros(len(slack)),
            bounds=list(zip(low.tolist(), high.tolist(), strict=True)),
            method="highs",
        )
        if found.x is None:
            raise _contradiction(system)
        ends.append(float(objective @ found.x / program.unit[cell]))
        used = np.abs(found.lower.marginals) + np.abs(found.upper.marginals)
        cells |= set(block.cells[used[: len(block.cells)] > USED].tolist())
        relations |= set(system.basic[block.sums[np.abs(found.eqlin.marginals) > USED]].tolist())
    used_sums = tuple(system.relations[at] for at in sorted(relations))
    return Pinned(program.quantity, cell, ends[0], ends[1], frozenset(cells), used_sums)


def _contradiction(system: System) -> Refused:
    return Refused(
        "estimates",
        "the published figures contradict one another",
        stood=system.names[0],
        do="Check that groups, areas and waves were estimated from the same rows",
    )
