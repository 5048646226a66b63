"""Which further cells to hide, so that no hidden cell stands alone in a sum and none can be worked out."""

from __future__ import annotations

from collections.abc import Sequence

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
    an earlier edition and stay open; Refused where they leave no way.
    """
    if not cuts and not alone(system, released, released.confidential):
        return released.confidential
    hidden = released.confidential | released.unreliable
    company, relation, member = system.company
    binding = ~released.unreliable[member] & (remainders(system, released.weight) == 0)[relation]
    lose_one = np.zeros((len(cuts), len(system.cells)))
    for at, cut in enumerate(cuts):
        lose_one[at, list(cut)] = 1.0
    found = milp(
        _cost(system, released),
        integrality=np.ones(len(system.cells), dtype=np.int8),
        bounds=Bounds(hidden.astype(float), np.where(locked & ~hidden, 0.0, 1.0)),
        constraints=[
            LinearConstraint(company[binding], 0.0, np.inf),
            LinearConstraint(csr_array(lose_one), 1.0, np.inf),
        ],
    )
    if found.x is None:
        raise Refused(
            "estimates",
            "a cell must be hidden, and every cell that could be hidden beside it was open in an earlier edition",
            stood="; ".join(system.tell(relation) for relation in alone(system, released, released.confidential)[:3]),
            do="Leave the new areas or groups out of this edition",
        )
    return np.asarray((found.x > 0.5) & ~released.unreliable)  # noqa: PLR2004 - a rounded 0/1


def alone(system: System, released: Released, confidential: Flags) -> list[Relation]:
    """List the sums in which a confidential cell is the only one hidden; respondents without a group hide it too."""
    members = abs(system.matrix)
    one = (members @ (confidential | released.unreliable) == 1) & (members @ confidential == 1)
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


def _cost(system: System, released: Released) -> Floats:
    total = np.array([cell.dim == "all" for cell in system.cells])
    return np.asarray((released.n + 1) / (released.n.max(initial=0.0) + 1) + TOTAL * total)
