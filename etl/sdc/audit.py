"""The suppression audit: within which bounds an intruder can compute a hidden cell from everything published.

For every sensitive cell x_i, the feasibility interval [min x_i, max x_i] over all tables x with M x = 0 (total minus
parts; or up to the weight of those in no part) and low <= x <= high (what is published, with its rounding). A cell is
disclosed when its interval is no wider than the sliding protection it needs. Two quantities are audited: the
respondents of a cell, and the share of yes. The intruder knows every published figure, every sum, the
smallest number of respondents, and the exact sum of weights of every cell (the worst case: population totals are
public). Sources: Fischetti & Salazar-González 2001 (Management Science 47: 1008-1027), where this is the attacker
problem; Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contract.errors import UserError
from etl.config.policy import Policy
from etl.estimate.arrays import Bools, Floats
from etl.sdc.linear_program import Solver
from etl.sdc.rounding import Rounding
from etl.sdc.table_structure import AdditiveRelation, Block, LinkedTables

WIDTH_MARGIN = 1.1  # how far apart two tables are driven, in units of the protection that the cell needs
PAIRS_OF_TABLES = 4  # of pairs of tables in which one block moves
TOLERANCE = 1e-6  # of a respondent or a per cent, for the solver's own rounding
SMALLEST_DUAL = 1e-7  # a smaller multiplier is arithmetic noise


@dataclass(frozen=True, slots=True)
class PublishedCells:
    """What is public about the cells of linked tables; arrays have one entry per cell.

    `n` respondents as published, `share` as published (0..1; means as part of their scale), `half` the half-width of
    its rounding; both are read only where the cell is open. `weight`: sum of weights.
    """

    n: Floats
    share: Floats
    half: float
    weight: Floats
    few: Bools  # sensitive: under the smallest number of respondents, must not be disclosed
    confidential: Bools  # hidden: the sensitive cells, and those hidden to protect them
    unreliable: Bools  # hidden: too uncertain, but not few

    @property
    def open(self) -> Bools:
        """Whether each cell carries a number."""
        return ~(self.confidential | self.unreliable)

    def targets(self, quantity: str) -> Bools:
        """Return which cells are audited: those with few respondents, and for a share with anybody at all."""
        return self.few & (self.weight > 0) if quantity == "share" else self.few


@dataclass(frozen=True, slots=True)
class IntruderProgram:
    """What an intruder knows of one quantity: bounds of the cells, and how far a sum may exceed its parts."""

    quantity: str
    low: Floats
    high: Floats
    slack: Floats  # per relation: total minus parts lies in 0..slack (respondents without a group)
    sliding_protection: Floats  # per cell: a feasibility interval of this width or less discloses it
    unit: Floats  # per cell: one respondent, or one per cent of the cell


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One hidden cell that is disclosed, within which bounds, and by which open cells and sums."""

    quantity: str
    cell: int
    low: float
    high: float
    disclosing_cells: frozenset[int]
    relations: tuple[AdditiveRelation, ...]


def intruder_programs(
    tables: LinkedTables, published: PublishedCells, policy: Policy
) -> tuple[IntruderProgram, IntruderProgram]:
    """Put what the intruder knows into two linear programs: respondents, and weight of those who said yes."""
    weight = published.weight / (published.weight.max(initial=1.0) / 1e4)  # far above the solver's absolute tolerance
    loose = remainders(tables, weight)
    few = policy.min_respondents.value
    shown = published.open
    n = np.where(shown, published.n, 0.0)
    share = np.where(shown, published.share, 0.0)
    fewest, most = Rounding.of(policy).bounds_of_n(n)
    count = IntruderProgram(
        quantity="respondents",
        low=np.where(shown, np.maximum(few, fewest), np.where(published.unreliable, few, 0.0)),
        high=np.where(shown, most, n.sum() + 100 * few),  # more than could matter
        slack=np.where(loose > 0, np.inf, 0.0),
        sliding_protection=np.full(len(n), 2 * policy.attack_respondents.value),
        unit=np.ones(len(n)),
    )
    yes = IntruderProgram(
        quantity="share",
        low=np.where(shown, weight * np.maximum(share - published.half, 0.0), 0.0),
        high=np.where(shown, weight * np.minimum(share + published.half, 1.0), weight),
        slack=loose,
        sliding_protection=weight * (2 * policy.attack_points.value / 100),
        unit=weight / 100,
    )
    return count, yes


def remainders(tables: LinkedTables, weight: Floats) -> Floats:
    """Return, per sum, the weight of those in its total and in none of its parts (group unknown); 0 without any."""
    rest = tables.matrix @ weight
    return np.where(rest > 1e-9 * weight.max(initial=1.0), rest, 0.0)


def disclosed_targets(
    tables: LinkedTables, program: IntruderProgram, targets: NDArray[np.intp], known: Floats | None = None
) -> Iterator[Disclosed]:
    """Yield the targets that are disclosed.

    Two feasible tables that differ in a cell by more than its sliding protection show it to be safe. Such pairs are
    sought first with one dimension moving at a time, which is fast and settles most cells. The interval of the others
    is computed within their dimension and its totals: where that discloses a cell, all tables together do too, since
    they leave no wider interval. Only what remains is computed over all tables. `known`: a table that is probably
    feasible, which saves the search for one.
    """
    if not len(targets):
        return
    base = _feasible_table(tables, program, known)
    seen = _SeenBounds(tables, program, base.copy(), base.copy())
    for block in tables.blocks.values():
        fixed = tables.independent_rows[block.sums] @ base - block.matrix @ base[block.cells]
        seen.push_apart(block, np.intersect1d(targets, block.cells), PAIRS_OF_TABLES, fixed)
    undecided = seen.undecided(targets)
    left = list[int]()
    for dim, view in tables.blocks_with_totals.items():
        for found in _feasibility_intervals(tables, program, view, np.intersect1d(undecided, tables.blocks[dim].cells)):
            if _is_disclosed(program, found):
                yield found
            else:
                left.append(found.cell)
    remaining = np.array(left, dtype=np.intp)
    seen.push_apart(tables.all_cells, remaining, 1)
    for found in _feasibility_intervals(tables, program, tables.all_cells, seen.undecided(remaining)):
        if _is_disclosed(program, found):
            yield found


def _is_disclosed(program: IntruderProgram, found: Disclosed) -> bool:
    needed = program.sliding_protection[found.cell] / program.unit[found.cell]
    return bool(found.high - found.low <= needed + TOLERANCE)


def _feasible_table(tables: LinkedTables, program: IntruderProgram, known: Floats | None) -> Floats:
    """Return a table that fits what is published: the known one if it does, or another."""
    slack = program.slack[tables.independent]
    if (
        known is not None
        and _within(known, program.low, program.high)
        and _within(tables.independent_rows @ known, 0.0, slack)
    ):
        return known
    found = _solver(tables, program, tables.all_cells).minimise(np.zeros(len(tables.cells)))
    if found is None:
        raise _contradiction(tables)
    return found


def _within(values: Floats, least: Floats | float, most: Floats) -> bool:
    return bool(((values >= least - TOLERANCE) & (values <= most + TOLERANCE)).all())


def _solver(tables: LinkedTables, program: IntruderProgram, block: Block, fixed: Floats | float = 0.0) -> Solver:
    """Let a block move within its sums; `fixed` is what the rest of each sum comes to."""
    slack = program.slack[tables.independent[block.sums]]
    solver = Solver(block.matrix, np.zeros(len(slack)) - fixed, slack - fixed)
    solver.set_bounds(program.low[block.cells], program.high[block.cells])
    return solver


@dataclass(frozen=True, slots=True)
class _SeenBounds:
    """The least and the most that each cell holds in the feasible tables seen so far."""

    tables: LinkedTables
    program: IntruderProgram
    low: Floats
    high: Floats

    def undecided(self, cells: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the cells whose seen bounds are not yet wide enough to be safe."""
        apart = self.program.sliding_protection[cells] * 1.01 + self.program.unit[cells] * 1e-4
        return cells[(self.high - self.low)[cells] <= apart]

    def push_apart(self, block: Block, left: NDArray[np.intp], rounds: int, fixed: Floats | float = 0.0) -> None:
        """Push cells one way in one table and the other way, no further than needed, in a second: many move at once."""
        if not len(left):
            return
        solver = _solver(self.tables, self.program, block, fixed)
        program = self.program
        low = program.low[block.cells]
        high = program.high[block.cells]
        far = (WIDTH_MARGIN * np.maximum(program.sliding_protection, program.unit / 1000))[block.cells]
        random = np.random.default_rng(0)  # any directions do; the same in every build
        for attempt in range(rounds):
            direction = np.zeros(len(self.low))
            direction[left] = random.choice([-1.0, 1.0], len(left)) if attempt else 1.0
            direction = direction[block.cells]
            step = np.where(direction == 0, np.inf, far)
            solver.set_bounds(low, high)
            table = self._record(block, solver.minimise(direction / step))
            if table is None:
                return
            down = np.where(direction < 0, np.maximum(low, table - step), low)
            solver.set_bounds(down, np.where(direction > 0, np.minimum(high, table + step), high))
            self._record(block, solver.minimise(-direction / step))
            left = self.undecided(left)
            if not len(left):
                return

    def _record(self, block: Block, table: Floats | None) -> Floats | None:
        if table is not None:
            self.low[block.cells] = np.minimum(self.low[block.cells], table)
            self.high[block.cells] = np.maximum(self.high[block.cells], table)
        return table


def _feasibility_intervals(
    tables: LinkedTables, program: IntruderProgram, block: Block, cells: NDArray[np.intp]
) -> Iterator[Disclosed]:
    """Compute the bounds of cells; the dual values tell which published figures and sums they follow from."""
    if not len(cells):
        return
    solver = _solver(tables, program, block)
    for cell in cells.tolist():
        only = (block.cells == cell).astype(float)
        ends = []
        disclosing_cells = set[int]()
        used = set[int]()
        for sign in (1.0, -1.0):
            found = solver.minimise(sign * only)
            if found is None:
                raise _contradiction(tables)
            ends.append(float(only @ found / program.unit[cell]))
            of_cells, of_sums = (np.abs(dual) > SMALLEST_DUAL for dual in solver.duals())
            disclosing_cells |= set(block.cells[of_cells].tolist())
            used |= set(tables.independent[block.sums[of_sums]].tolist())
        sums = tuple(tables.relations[at] for at in sorted(used))
        yield Disclosed(program.quantity, cell, ends[0], ends[1], frozenset(disclosing_cells), sums)


def _contradiction(tables: LinkedTables) -> UserError:
    return UserError("figures_contradict", cell=tables.names[0])
