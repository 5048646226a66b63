"""Secondary suppression: which further cells to hide, so that no hidden cell is disclosed.

The cell suppression problem as an integer program, one for all items of a wave: minimise the respondents hidden, sum
of c_i x_i over cells with x_i = 1 where hidden, so that in every sum with a confidential cell another cell is hidden
too, the hidden cells of a sum together hold the smallest number of respondents, and every cut that the audit found
loses a cell. Audit and program take turns. Sources: Fischetti & Salazar-González 2001 (Management Science 47:
1008-1027); Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, vstack

from contract.codes import EVERYBODY
from contract.errors import UserError
from etl.estimate.arrays import Bools, Floats
from etl.sdc.attack.moves import Disclosed
from etl.sdc.linear_program import MIP_GAP, Solver
from etl.sdc.shared_tables import SharedTables

SHOWN = 3  # sums in an error
SMALLEST_FRACTION = 1e-6  # a smaller fraction is arithmetic noise


class ProtectionCut(NamedTuple):
    """Cells that were disclosed, and the open cells of which one must be hidden for them."""

    members: tuple[int, ...]
    candidates: frozenset[int]


class Hiding(NamedTuple):
    """What is hidden in all items, and what else may be."""

    shared: SharedTables
    confidential: Bools
    smallest_together: float  # respondents of the hidden cells of a sum

    @property
    def hidden(self) -> Bools:
        """Mark the cells that are hidden in every item."""
        return self.confidential | self.shared.uncertain


def secondary_suppression(hiding: Hiding, cuts: Sequence[ProtectionCut]) -> Bools:
    """Choose which cells are confidential: those that are already, and the fewest respondents beside.

    Cells that were open in an earlier edition stay open; UserError where they allow no choice. One dimension is solved
    at a time, with the totals as they are; all tables together only where that allows no choice.
    """
    tables = hiding.shared.tables
    free = ~hiding.shared.locked
    for dim in sorted(tables.blocks, key=lambda dim: dim == EVERYBODY):  # totals last: most often nothing is left to do
        block = tables.blocks[dim]
        movable = np.zeros(len(tables.cells), bool)
        movable[block] = free[block]
        chosen = _choose_hidden(hiding, movable, [cut for cut in cuts if cut.members[0] in block])
        hiding = hiding if chosen is None else hiding._replace(confidential=chosen)
    chosen = _choose_hidden(hiding, free, cuts)
    if chosen is None:
        sums = [tables.relations[at] for at in np.flatnonzero(lacking_company(hiding))[:SHOWN]]
        raise UserError("no_cell_left_to_hide", sums="; ".join(tables.describe(relation) for relation in sums))
    return chosen


def lacking_company(hiding: Hiding) -> Bools:
    """Mark the sums in which a confidential cell is the only one hidden, or the hidden ones together are too few.

    Respondents without a group hide it too.
    """
    shared = hiding.shared
    members = abs(shared.tables.matrix)
    alone: Bools = (members @ hiding.hidden == 1) & (members @ hiding.confidential == 1) & (shared.ungrouped == 0)
    return alone | _too_few_together(hiding, hiding.hidden)


def _choose_hidden(hiding: Hiding, movable: Bools, cuts: Sequence[ProtectionCut]) -> Bools | None:
    """Solve the integer program over the movable cells; None where they allow no choice."""
    hidden = hiding.hidden
    open_cuts = [cut.candidates for cut in cuts if not hidden[list(cut.candidates)].any()]
    lacking = lacking_company(hiding)
    if not open_cuts and not (abs(hiding.shared.tables.matrix)[lacking] @ movable > 0).any():
        return hiding.confidential
    matrix, least = _constraints(hiding, movable, open_cuts)
    cells = np.flatnonzero(np.diff(matrix.tocsc().indptr))
    solver = Solver(csr_array(matrix[:, cells]), least, np.full(len(least), np.inf))
    low = hidden[cells].astype(float)
    high = (hidden | movable)[cells].astype(float)
    chosen = _cheapest_choice(solver, hiding.shared.cost[cells], low, high)
    if chosen is None:
        return None
    confidential = hiding.confidential.copy()
    confidential[cells] = (chosen > 0.5) & ~hiding.shared.uncertain[cells]  # noqa: PLR2004 - a rounded 0/1
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
    solver.require_integers()
    solver.set_bounds(low, np.where(fractions > SMALLEST_FRACTION, high, low))
    found = solver.minimise(cost)
    if found is not None and cost @ (found - low) <= (1.0 + MIP_GAP) * (cost @ (fractions - low)):
        return found
    solver.set_bounds(low, high)
    return solver.minimise(cost)


def _constraints(hiding: Hiding, movable: Bools, cuts: Sequence[frozenset[int]]) -> tuple[csr_array, Floats]:
    """Return A and b of A x >= b: company for hidden members, enough of it for small ones, and a cell of each cut."""
    shared = hiding.shared
    complements, relation, member = shared.tables.complement_constraints
    members = abs(shared.tables.matrix)
    hidden_alone = (members @ hiding.hidden.astype(float))[relation] == hiding.hidden[member]
    movable_sum = (members @ movable > 0) & (shared.ungrouped == 0)
    rows = complements[hidden_alone & movable_sum[relation] & ~shared.uncertain[member]]
    small = _too_few_together(hiding, shared.few | hiding.hidden) & (members @ (movable & ~shared.few) > 0)
    larger = members[small].multiply(~shared.few).tocsr()
    of_cuts = np.zeros((len(cuts), len(shared.tables.cells)))
    for at, candidates in enumerate(cuts):
        of_cuts[at, list(candidates)] = 1.0
    matrix = vstack([rows, csr_array(larger), csr_array(of_cuts)], format="csr")
    return matrix, np.repeat([0.0, 1.0], [rows.shape[0], larger.shape[0] + len(cuts)])


def _too_few_together(hiding: Hiding, hidden: Bools) -> Bools:
    """Mark the sums whose hidden members hold too few respondents: one that is no small cell must be hidden too.

    Any of those will do, since it holds enough by itself. A sum of small cells only tells nothing, being all hidden.
    """
    shared = hiding.shared
    members = abs(shared.tables.matrix)
    together = members @ np.where(hidden, shared.fewest, 0.0) + shared.ungrouped
    lacking: Bools = (members @ shared.few > 0) & (members @ ~shared.few > 0) & (together < hiding.smallest_together)
    return lacking


def protection_cut(shared: SharedTables, disclosed: Disclosed, visible: Bools) -> ProtectionCut:
    """List the open cells (`visible`) of which one must be hidden, so that the cell is no longer disclosed."""
    candidates = frozenset(cell for cell in disclosed.disclosing_cells if visible[cell] and not shared.locked[cell])
    if not candidates:
        tables = shared.tables
        sums = "; ".join(tables.describe(tables.relations[at]) for at in disclosed.sums)
        names = " + ".join(tables.names[cell] for cell in disclosed.members)
        raise UserError("cell_cannot_be_hidden", cell=names, sums=sums)
    return ProtectionCut(disclosed.members, candidates)
