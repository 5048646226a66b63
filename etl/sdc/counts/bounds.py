"""Within which bounds an intruder can work out the hidden counts of a table.

The feasibility interval of a cell: the least and the most that it holds in any table that fits the open counts and the
sums. Source: Fischetti & Salazar-González 2001 (Management Science 47: 1008-1027), the attacker problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from contract.errors import UserError
from etl.estimate.arrays import Bools
from etl.sdc.counts.count_table import CountTable, Sum
from etl.sdc.linear_program import Solver

TOLERANCE = 1e-6
MANY = 1e6  # more than any count could exceed the open ones by, in units of the smallest that may be shown


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of one hidden cell, and the cells and sums that they follow from."""

    cell: int
    low: int
    high: int
    cells: frozenset[int]
    sums: tuple[Sum, ...]


def is_protected(table: CountTable, found: Bounds) -> bool:
    """Return whether a hidden count stays hidden.

    Its bounds tell nothing that hiding does not tell anyway: they begin at the least that may be hidden and reach a
    count that may be shown. Or they are so wide that it is not known to within the smallest count that may be shown.
    """
    smallest = table.min_count[found.cell]
    says_nothing = found.low <= table.least_hidden[found.cell] and found.high >= smallest
    return bool(says_nothing or found.high - found.low >= 2 * smallest)


def bounds_of(table: CountTable, hidden: Bools, cells: Iterable[int]) -> Iterator[Bounds]:
    """Compute the bounds of hidden cells; raise UserError where the open counts contradict each other."""
    most = np.nansum(table.figure) + MANY * max(table.min_count.max(initial=1.0), 1.0)
    solver = Solver(table.matrix, table.low, table.high)
    solver.set_bounds(np.where(hidden, table.least_hidden, table.figure), np.where(hidden, most, table.figure))
    for cell in cells:
        only = np.zeros(len(table.figure))
        only[cell] = 1.0
        ends = []
        used = np.zeros(len(table.figure), bool)
        sums = np.zeros(len(table.sums), bool)
        for sign in (1.0, -1.0):
            found = solver.minimise(sign * only)
            if found is None:
                raise UserError("counts_contradict", cell=table.names[cell])
            ends.append(float(found[cell]))
            of_cells, of_sums = solver.duals()
            used |= np.abs(of_cells) > TOLERANCE
            sums |= np.abs(of_sums) > TOLERANCE
        told = tuple(table.sums[at] for at in np.flatnonzero(sums))
        least = ceil(ends[0] - TOLERANCE)
        yield Bounds(cell, least, floor(ends[1] + TOLERANCE), frozenset(np.flatnonzero(used).tolist()), told)
