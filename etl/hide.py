"""Which further cells to hide, so that no hidden cell stands alone in a sum and none can be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from etl.attack import Flags, Floats, Pinned, Released, remainders
from etl.refused import Refused
from etl.relations import Relation, System

TOTAL = 10.0  # hiding an area's total costs as much as hiding ten of the largest groups
Cut = frozenset[int]  # cells of which one must be hidden


def hide_more(system: System, released: Released, locked: Flags, cuts: Sequence[Cut]) -> Flags:
    """Choose which cells are confidential: those that are already, and the fewest respondents beside.

    No confidential cell stays the only hidden one in any sum, and every cut loses a cell. `locked` cells were open in
    an earlier edition and stay open; Refused where they leave no way. Sums enter the integer program as a choice
    breaks them: most never do.
    """
    confidential, active = released.confidential, set[Relation]()
    if cuts:
        confidential = _solve(system, released, locked, cuts, active)
    while broken := set(alone(system, released, confidential)) - active:
        active |= broken
        confidential = _solve(system, released, locked, cuts, active)
    return confidential


def alone(system: System, released: Released, confidential: Flags) -> list[Relation]:
    """List the sums in which a confidential cell is the only one hidden; respondents without a group hide it too."""
    count = abs(system.matrix)
    one = (count @ (confidential | released.unreliable) == 1) & (count @ confidential == 1)
    return [system.relations[at] for at in np.flatnonzero(one & (remainders(system, released.weight) == 0))]


def way_out(system: System, pinned: Pinned, released: Released, locked: Flags) -> Cut:
    """List the open cells of which one must go, so that the cell is no longer given away."""
    ways = frozenset(cell for cell in pinned.givers if released.open[cell] and not locked[cell])
    if not ways:
        raise Refused(
            "estimates",
            f"{system.names[pinned.cell]} must be hidden, and cannot be: its {pinned.quantity} follows from "
            + "; ".join(system.tell(relation) for relation in pinned.relations),
            do="Leave the smallest of these areas or groups out of the survey's margins",
        )
    return ways


def _solve(system: System, released: Released, locked: Flags, cuts: Sequence[Cut], active: Iterable[Relation]) -> Flags:
    hidden = released.confidential | released.unreliable
    conditions = [(r.members, cell) for r in active for cell in r.members if not released.unreliable[cell]]
    cells = np.array(sorted({cell for cut in cuts for cell in cut} | {c for r in active for c in r.members}), np.intp)
    place = np.zeros(len(system.cells), np.intp)
    place[cells] = np.arange(len(cells))
    matrix = np.zeros((len(conditions) + len(cuts), len(cells)))
    for at, (members, cell) in enumerate(conditions):
        matrix[at, place[list(members)]] = 1.0
        matrix[at, place[cell]] = -1.0
    for at, cut in enumerate(cuts, start=len(conditions)):
        matrix[at, place[list(cut)]] = 1.0
    found = milp(
        _cost(system, released)[cells],
        integrality=np.ones(len(cells), dtype=np.int8),
        bounds=Bounds(hidden[cells].astype(float), np.where(locked & ~hidden, 0.0, 1.0)[cells]),
        constraints=LinearConstraint(csr_array(matrix), np.repeat([0.0, 1.0], [len(conditions), len(cuts)]), np.inf),
    )
    if found.x is None:
        raise Refused(
            "estimates",
            "a cell must be hidden, and every cell that could be hidden beside it was open in an earlier edition",
            stood="; ".join(system.tell(relation) for relation in alone(system, released, released.confidential)[:3]),
            do="Leave the new areas or groups out of this edition",
        )
    confidential = released.confidential.copy()
    confidential[cells] = (found.x > 0.5) & ~released.unreliable[cells]  # noqa: PLR2004 - a rounded 0/1
    return confidential


def _cost(system: System, released: Released) -> Floats:
    total = np.array([cell.dim == "all" for cell in system.cells])
    return np.asarray((released.n + 1) / (released.n.max(initial=0.0) + 1) + TOTAL * total)
