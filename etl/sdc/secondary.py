"""Secondary suppression: which further cells to hide, so that no hidden cell is disclosed.

The cell suppression problem as an integer program: minimise the respondents hidden, sum of (n_i + 1) x_i over cells
with x_i = 1 where hidden, so that in every sum with a confidential cell another cell is hidden too, and every cut that
the audit found loses a cell. Audit and program take turns. Sources: Fischetti & Salazar-González 2001 (Management
Science 47: 1008-1027); Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, vstack

from contract.codes import EVERYBODY
from contract.errors import UserError
from etl.estimate.arrays import Bools, Floats
from etl.sdc.audit import Disclosed, PublishedCells, remainders
from etl.sdc.linear_program import Solver
from etl.sdc.table_structure import AdditiveRelation, LinkedTables

MIP_GAP = 0.1  # a choice within this part of the least cost is taken; the last per cents take most of the time
SHOWN = 3  # sums in an error
SMALLEST_FRACTION = 1e-6  # a smaller fraction is arithmetic noise


class ProtectionCut(NamedTuple):
    """A cell that was disclosed, and the open cells of which one must be hidden for it."""

    cell: int
    candidates: frozenset[int]


def secondary_suppression(
    tables: LinkedTables, published: PublishedCells, locked: Bools, cuts: Sequence[ProtectionCut]
) -> Bools:
    """Choose which cells are confidential: those that are already, and the fewest respondents beside.

    No confidential cell stays the only hidden one in any sum, and every cut loses a cell. `locked` cells were open in
    an earlier edition and stay open; UserError where they allow no choice. One dimension is solved at a time, with the
    totals as they are; all tables together only where that allows no choice.
    """
    for dim in sorted(tables.blocks, key=lambda dim: dim == EVERYBODY):  # totals last: most often nothing is left to do
        block = tables.blocks[dim]
        movable = np.zeros(len(tables.cells), bool)
        movable[block.cells] = ~locked[block.cells]
        chosen = _choose_hidden(tables, published, movable, [cut for cut in cuts if cut.cell in block.cells])
        published = published if chosen is None else replace(published, confidential=chosen)
    chosen = _choose_hidden(tables, published, ~locked, cuts)
    if chosen is None:
        sums = without_complement(tables, published, published.confidential)[:SHOWN]
        raise UserError("no_cell_left_to_hide", sums="; ".join(tables.describe(relation) for relation in sums))
    return chosen


def _choose_hidden(
    tables: LinkedTables, published: PublishedCells, movable: Bools, cuts: Sequence[ProtectionCut]
) -> Bools | None:
    """Solve the integer program over the movable cells; None where they allow no choice."""
    hidden = published.confidential | published.unreliable
    open_cuts = [cut.candidates for cut in cuts if not hidden[list(cut.candidates)].any()]
    unprotected = without_complement(tables, published, published.confidential)
    if not open_cuts and not any(movable[list(relation.members)].any() for relation in unprotected):
        return published.confidential
    matrix, least = _constraints(tables, published, movable, open_cuts)
    cells = np.flatnonzero(np.diff(matrix.tocsc().indptr))
    solver = Solver(csr_array(matrix[:, cells]), least, np.full(len(least), np.inf))
    low = hidden[cells].astype(float)
    high = (hidden | movable)[cells].astype(float)
    chosen = _cheapest_choice(solver, published.n[cells] + 1.0, low, high)
    if chosen is None:
        return None
    confidential = published.confidential.copy()
    confidential[cells] = (chosen > 0.5) & ~published.unreliable[cells]  # noqa: PLR2004 - a rounded 0/1
    return confidential


def _cheapest_choice(solver: Solver, cost: Floats, low: Floats, high: Floats) -> Floats | None:
    """Choose among the cells that a choice in fractions touches; among all where that costs much more than fractions.

    Where fractions of cells satisfy the constraints, the same cells hidden entirely do too: the first program
    always has a solution.
    """
    solver.set_bounds(low, high)
    fractions = solver.minimise(cost)
    if fractions is None:
        return None
    solver.require_integers(MIP_GAP)
    solver.set_bounds(low, np.where(fractions > SMALLEST_FRACTION, high, low))
    found = solver.minimise(cost)
    if found is not None and cost @ (found - low) <= (1.0 + MIP_GAP) * (cost @ (fractions - low)):
        return found
    solver.set_bounds(low, high)
    return solver.minimise(cost)


def _constraints(
    tables: LinkedTables, published: PublishedCells, movable: Bools, cuts: Sequence[frozenset[int]]
) -> tuple[csr_array, Floats]:
    """Return A and b of A x >= b: a complement where a sum hides no other member, and a cell of each cut."""
    complements, relation, member = tables.complement_constraints
    hidden = published.confidential | published.unreliable
    members = abs(tables.matrix)
    hidden_alone = (members @ hidden.astype(float))[relation] == hidden[member]
    movable_sum = (members @ movable > 0) & (remainders(tables, published.weight) == 0)
    rows = complements[hidden_alone & movable_sum[relation] & ~published.unreliable[member]]
    of_cuts = np.zeros((len(cuts), len(tables.cells)))
    for at, candidates in enumerate(cuts):
        of_cuts[at, list(candidates)] = 1.0
    matrix = vstack([rows, csr_array(of_cuts)], format="csr")
    return matrix, np.repeat([0.0, 1.0], [rows.shape[0], len(cuts)])


def without_complement(tables: LinkedTables, published: PublishedCells, confidential: Bools) -> list[AdditiveRelation]:
    """List the sums in which a confidential cell is the only one hidden; respondents without a group hide it too."""
    members = abs(tables.matrix)
    one = (members @ (confidential | published.unreliable) == 1) & (members @ confidential == 1)
    return [tables.relations[at] for at in np.flatnonzero(one & (remainders(tables, published.weight) == 0))]


def protection_cut(
    tables: LinkedTables, disclosed: Disclosed, published: PublishedCells, locked: Bools
) -> ProtectionCut:
    """List the open cells of which one must be hidden, so that the cell is no longer disclosed."""
    candidates = frozenset(cell for cell in disclosed.disclosing_cells if published.open[cell] and not locked[cell])
    if not candidates:
        sums = "; ".join(tables.describe(relation) for relation in disclosed.relations)
        raise UserError("cell_cannot_be_hidden", cell=tables.names[disclosed.cell], sums=sums)
    return ProtectionCut(disclosed.cell, candidates)
