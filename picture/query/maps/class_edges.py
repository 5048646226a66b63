"""Where a map's classes meet: by one method over all periods, at numbers rounded as they are printed.

A colour therefore means the same in every year. `class_edges` takes the values of all periods; of the method "country"
they are differences from the whole country.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, count, pairwise

from picture.query.rounding import rounded

CLASSES = 5
AUTO = "auto"  # equal classes, or natural breaks where most areas would stand in one of equal width
EQUAL = "equal"
NATURAL = "natural"
AROUND = "country"  # around the whole country's number of the same period
METHODS = (AUTO, EQUAL, NATURAL, AROUND)
TAIL = 0.05  # share of the values at either end for which equal classes make no room of their own
CROWD = 0.6  # share of the values in one class from which on classes of equal width say too little
FEW = 120  # so many values are told apart when natural breaks are sought

Edges = tuple[float, ...]


def method_in_force(method: str, values: Sequence[float], decimals: int) -> str:
    """Return the method that a map has: what was chosen, or the one that fits the values."""
    if method != AUTO:
        return method
    edges = class_edges(values, decimals, EQUAL)
    places = Counter(bisect_right(edges, float(rounded(v, decimals))) for v in values)
    crowded = bool(edges) and max(places.values()) > CROWD * len(values)
    return NATURAL if crowded else EQUAL


def class_edges(values: Sequence[float], decimals: int, method: str = EQUAL) -> Edges:
    """Return inner class edges, of values or, around the country, of differences from it; none of too few values.

    No edge lies outside the printed values, so that no class at the ends is empty in all years; around the country the
    classes are the same on both sides.
    """
    if len(values) < CLASSES:
        return ()
    printed = sorted(rounded(v, decimals) for v in values)
    if method == AROUND:
        return tuple(map(float, _around(printed, decimals)))
    edges = _natural(printed) if method == NATURAL else _equal(printed, decimals)
    return tuple(float(edge) for edge in edges if printed[0] < edge <= printed[-1])


def _steps(decimals: int) -> Iterator[Decimal]:
    """Yield ever larger round steps, from the finest that is printed."""
    for power in count(-decimals):
        yield from (digit * Decimal(1).scaleb(power) for digit in (Decimal(1), Decimal(2), Decimal(5)))


def _equal(printed: Sequence[Decimal], decimals: int) -> list[Decimal]:
    """Cut into classes of one round width; what lies far out joins the class at its end."""
    outside = int(len(printed) * TAIL)
    low = printed[outside]
    high = printed[-1 - outside]
    for step in _steps(decimals):
        start = low // step * step
        if high < start + CLASSES * step:
            break
    return [start + place * step for place in range(1, CLASSES)]


def _around(printed: Sequence[Decimal], decimals: int) -> list[Decimal]:
    """Cut differences into a class around nothing and two on either side, as wide as it."""
    size = sorted(map(abs, printed))[-1 - int(len(printed) * TAIL)]
    finest = Decimal(1).scaleb(-decimals)
    for step in _steps(decimals):
        if size <= 5 * step + 2 * finest:
            break
    return [-3 * step - finest, -step, step + finest, 3 * step + 2 * finest]


def _natural(printed: Sequence[Decimal]) -> list[Decimal]:
    """Cut where the values leave the widest room: the least squared distance within classes (Fisher, 1958)."""
    kept = sorted(set(printed))
    if len(kept) > FEW:
        kept = sorted({printed[place * (len(printed) - 1) // (FEW - 1)] for place in range(FEW)})
    if len(kept) <= CLASSES:
        return [_roundest(low, high) for low, high in pairwise(kept)]
    weights = Counter(printed)
    return [_roundest(kept[first - 1], kept[first]) for first in _first_of_each([(v, weights[v]) for v in kept])]


def _first_of_each(weighted: Sequence[tuple[Decimal, int]]) -> list[int]:
    """Return the place of the first value of every class but the lowest."""
    sums = [list(accumulate((w * float(v) ** power for v, w in weighted), initial=0.0)) for power in range(3)]

    def spread(first: int, end: int) -> float:
        total, mass, square = (s[end] - s[first] for s in (sums[1], sums[0], sums[2]))
        return square - total * total / mass

    size = len(weighted)
    best = [spread(0, end) if end else 0.0 for end in range(size + 1)]
    cuts: list[list[int]] = []
    for classes in range(1, CLASSES):
        options = [
            min(((best[cut] + spread(cut, end), cut) for cut in range(classes, end)), default=(0.0, 0))
            for end in range(size + 1)
        ]
        best = [cost for cost, _ in options]
        cuts.append([cut for _, cut in options])
    firsts = [size]
    for places in reversed(cuts):
        firsts.append(places[firsts[-1]])
    return firsts[:0:-1]


def _roundest(low: Decimal, high: Decimal) -> Decimal:
    """Return the roundest number above one value and up to another: an edge that moves neither to another class."""
    for power in range(len(str(int(abs(high)))), -4, -1):
        for digit in (5, 1):
            step = digit * Decimal(1).scaleb(power)
            edge = high // step * step
            if low < edge <= high:
                return edge
    return high
