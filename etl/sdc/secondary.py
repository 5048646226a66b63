"""Which further cells to hide, so that no hidden cell stands alone in a sum and none can be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, vstack

from contract.errors import UserError
from etl.sdc.audit import Flags, Floats, Pinned, Released, remainders
from etl.sdc.linear_program import Solver
from etl.sdc.table_structure import Relation, System

NEARLY = 0.1  # of the least cost; the last per cents take most of the time
SHOWN = 3  # sums in an error
TOUCHED = 1e-6  # a smaller fraction is arithmetic noise


class Cut(NamedTuple):
    """A cell that was given away, and the cells of which one must be hidden for it."""

    cell: int
    ways: frozenset[int]


def hide_more(system: System, released: Released, locked: Flags, cuts: Sequence[Cut]) -> Flags:
    """Choose which cells are confidential: those that are already, and the fewest respondents beside.

    No confidential cell stays the only hidden one in any sum, and every cut loses a cell. `locked` cells were open in
    an earlier edition and stay open; UserError where they leave no way. One dimension is solved at a time, with the
    totals as they are; the whole system only where that leaves no way.
    """
    for dim in sorted(system.blocks, key=lambda dim: dim == "all"):  # totals last: most often nothing is left to do
        block = system.blocks[dim]
        movable = np.zeros(len(system.cells), bool)
        movable[block.cells] = ~locked[block.cells]
        chosen = _choose(system, released, movable, [cut for cut in cuts if cut.cell in block.cells])
        released = released if chosen is None else replace(released, confidential=chosen)
    chosen = _choose(system, released, ~locked, cuts)
    if chosen is None:
        sums = alone(system, released, released.confidential)[:SHOWN]
        raise UserError("no_cell_left_to_hide", sums="; ".join(system.tell(relation) for relation in sums))
    return chosen


def _choose(system: System, released: Released, movable: Flags, cuts: Sequence[Cut]) -> Flags | None:
    """Solve the integer program over the movable cells; None where they leave no way."""
    hidden = released.confidential | released.unreliable
    open_cuts = [cut.ways for cut in cuts if not hidden[list(cut.ways)].any()]
    broken = alone(system, released, released.confidential)
    if not open_cuts and not any(movable[list(relation.members)].any() for relation in broken):
        return released.confidential
    matrix, least = _asked(system, released, movable, open_cuts)
    cells = np.flatnonzero(np.diff(matrix.tocsc().indptr))
    solver = Solver(csr_array(matrix[:, cells]), least, np.full(len(least), np.inf))
    low, high = hidden[cells].astype(float), (hidden | movable)[cells].astype(float)
    found = _cheapest(solver, released.n[cells] + 1.0, low, high)
    if found is None:
        return None
    confidential = released.confidential.copy()
    confidential[cells] = (found > 0.5) & ~released.unreliable[cells]  # noqa: PLR2004 - a rounded 0/1
    return confidential


def _cheapest(solver: Solver, cost: Floats, low: Floats, high: Floats) -> Floats | None:
    """Choose among the cells that a choice in fractions touches; among all where that costs much more than fractions.

    Whatever fractions keep company, the same cells hidden whole do too: the first choice always leaves a way.
    """
    solver.bound(low, high)
    fractions = solver.cheapest(cost)
    if fractions is None:
        return None
    solver.count(NEARLY)
    solver.bound(low, np.where(fractions > TOUCHED, high, low))
    found = solver.cheapest(cost)
    if found is not None and cost @ (found - low) <= (1.0 + NEARLY) * (cost @ (fractions - low)):
        return found
    solver.bound(low, high)
    return solver.cheapest(cost)


def _asked(
    system: System, released: Released, movable: Flags, cuts: Sequence[frozenset[int]]
) -> tuple[csr_array, Floats]:
    """Write what is asked for as rows: company wherever no other member of a sum is hidden yet, and a cell per cut."""
    company, relation, member = system.company
    hidden = released.confidential | released.unreliable
    members = abs(system.matrix)
    lonely = (members @ hidden.astype(float))[relation] == hidden[member]
    touched = (members @ movable > 0) & (remainders(system, released.weight) == 0)
    rows = company[lonely & touched[relation] & ~released.unreliable[member]]
    lose_one = np.zeros((len(cuts), len(system.cells)))
    for at, ways in enumerate(cuts):
        lose_one[at, list(ways)] = 1.0
    matrix = vstack([rows, csr_array(lose_one)], format="csr")
    return matrix, np.repeat([0.0, 1.0], [rows.shape[0], len(cuts)])


def alone(system: System, released: Released, confidential: Flags) -> list[Relation]:
    """List the sums in which a confidential cell is the only one hidden; respondents without a group hide it too."""
    members = abs(system.matrix)
    one = (members @ (confidential | released.unreliable) == 1) & (members @ confidential == 1)
    return [system.relations[at] for at in np.flatnonzero(one & (remainders(system, released.weight) == 0))]


def way_out(system: System, pinned: Pinned, released: Released, locked: Flags) -> Cut:
    """List the open cells of which one must go, so that the cell is no longer given away."""
    ways = frozenset(cell for cell in pinned.givers if released.open[cell] and not locked[cell])
    if not ways:
        sums = "; ".join(system.tell(relation) for relation in pinned.relations)
        raise UserError("cell_cannot_be_hidden", cell=system.names[pinned.cell], sums=sums)
    return Cut(pinned.cell, ways)
