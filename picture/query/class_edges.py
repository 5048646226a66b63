"""Where a map's classes meet: at quintiles of all periods, rounded as the numbers are printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import quantiles

from picture.query.rounding import rounded

CLASSES = 5
EXACT_DIGITS = 3  # whole numbers of more digits than these are cut into classes at their first two
LEADING_DIGITS = 2


def class_edges(values: Sequence[float], decimals: int) -> tuple[float, ...]:
    """Return inner class edges at the quintiles of all periods, so that a colour means the same in every year.

    None lies outside the printed values, so that no class is empty in all years.
    """
    if len(values) < CLASSES:
        return ()
    edges = {_edge(edge, decimals) for edge in quantiles(values, n=CLASSES, method="inclusive")}
    lowest = rounded(min(values), decimals)
    highest = rounded(max(values), decimals)
    return tuple(float(edge) for edge in sorted(edges) if lowest < edge <= highest)


def _edge(edge: float, decimals: int) -> Decimal:
    """Round an edge as numbers are printed, that of a large count to two digits."""
    size = len(str(int(abs(edge))))
    return rounded(edge, decimals if size <= EXACT_DIGITS else LEADING_DIGITS - size)
