"""Secondary suppression of counts: the fewest further counts to hide, until no hidden one can be worked out.

The cell suppression problem as an integer program, as for survey cells (etl/sdc/secondary.py): minimise the persons
hidden so that no hidden cell is the only one in a sum and every cut that the intruder found loses a cell.
Source: Fischetti & Salazar-González 2001 (Management Science 47: 1008-1027).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from contract.errors import UserError
from etl.estimate.arrays import Bools
from etl.sdc.counts.bounds import Bounds, bounds_of, is_protected
from etl.sdc.counts.count_table import CountTable, Sum
from etl.sdc.linear_program import Solver, sparse_rows

HALF = 0.5  # of a rounded 0 or 1
SHOWN = 3  # sums in an error
PARTS = 5  # of a sum in an error
Constraint = dict[int, float]  # cell = factor; together at least 0, or 1 for a cut


def hidden_cells(table: CountTable) -> Bools:
    """Choose which cells carry no number: the sensitive ones, and others until no sensitive one can be worked out.

    Choice and intruder take turns. Hiding more only widens bounds, so a cell found safe is not asked again. Raise
    UserError where no cell is left that could be hidden.
    """
    hidden = _with_company(table, table.sensitive | np.isnan(table.figure), ())
    left: Sequence[int] = np.flatnonzero(table.sensitive).tolist()
    while left:
        exposed = [one for one in bounds_of(table, hidden, left) if not is_protected(table, one)]
        cuts = [_candidates(table, hidden, one) for one in exposed]
        hidden = _with_company(table, hidden, cuts) if cuts else hidden
        left = [one.cell for one in exposed]
    return hidden


def _may_be_hidden(table: CountTable, hidden: Bools) -> Bools:
    """Return the open cells; where 0 is always shown, a hidden 0 would belie that."""
    return table.told & ~hidden & (table.figure >= table.least_hidden)


def _candidates(table: CountTable, hidden: Bools, exposed: Bounds) -> frozenset[int]:
    """List the open cells that the bounds of a cell follow from; raise UserError where there are none to hide."""
    may = _may_be_hidden(table, hidden)
    found = frozenset(cell for cell in exposed.cells if may[cell])
    if not found:
        sums = "; ".join(_written(table, one) for one in exposed.sums[:SHOWN])
        raise UserError("count_cannot_be_hidden", cell=table.names[exposed.cell], sums=sums)
    return found


def _with_company(table: CountTable, hidden: Bools, cuts: Iterable[frozenset[int]]) -> Bools:
    """Hide the fewest persons more, so that no sum hides one cell alone and every cut loses a cell."""
    may = _may_be_hidden(table, hidden)
    alone = list(_constraints(table, hidden, may))
    of_cuts: list[Constraint] = [dict.fromkeys(sorted(cut), 1.0) for cut in cuts]
    rows = [*alone, *of_cuts]
    if not rows:
        return hidden
    least = np.repeat([0.0, 1.0], [len(alone), len(of_cuts)])
    solver = Solver(sparse_rows(rows, len(hidden)), least, np.full(len(rows), np.inf))
    solver.require_integers()
    solver.set_bounds(hidden.astype(float), (hidden | may).astype(float))
    chosen = solver.minimise(np.nan_to_num(table.figure) + 1.0)
    if chosen is None:  # company for all cannot be had at once: the intruder says for which it is needed
        return hidden | _smallest_of(table, of_cuts)
    return hidden | (chosen > HALF)


def _constraints(table: CountTable, hidden: Bools, may: Bools) -> Iterator[Constraint]:
    """Yield, for every member of a sum: where it is hidden, another one is too. Cells without a figure need nobody."""
    unknown = np.isnan(table.figure) & ~table.sensitive
    for one, low, high in zip(table.sums, table.low, table.high, strict=True):
        members = np.array([one.total, *one.parts])
        loose = high - low >= 2 * table.min_count[members].max(initial=1.0)
        if loose or (hidden & unknown)[members].any() or not (hidden | may)[members].any():
            continue
        for cell in members[(hidden | may)[members]].tolist():
            others = members[members != cell]
            if may[others].any() or hidden[others].any():
                yield {cell: -1.0} | dict.fromkeys(others.tolist(), 1.0)


def _smallest_of(table: CountTable, cuts: Iterable[Constraint]) -> Bools:
    chosen = np.zeros(len(table.figure), bool)
    for cut in cuts:
        chosen[min(cut, key=lambda cell: (table.figure[cell], cell))] = True
    return chosen


def _written(table: CountTable, one: Sum) -> str:
    """Write a sum as a person can check it."""
    parts = [table.names[part] for part in one.parts[:PARTS]]
    more = [f"… ({len(one.parts) - PARTS})"] if len(one.parts) > PARTS else []
    return f"{table.names[one.total]} = {' + '.join([*parts, *more])}"
