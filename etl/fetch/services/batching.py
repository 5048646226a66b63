"""Cut a selection into as few calls as the limit of cells allows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

Selection = Mapping[str, tuple[str, ...]]  # variable = the values asked for


def cells(selection: Selection) -> int:
    """Return how many cells a selection asks for."""
    return math.prod(len(values) for values in selection.values())


def batches(selection: Selection, most: int) -> Iterator[Selection]:
    """Cut a selection along the variable that needs the fewest calls; along a second where one alone does not do."""
    total = cells(selection)
    if total <= most:
        yield selection
        return
    name = min(selection, key=lambda name: _calls(selection, name, most))
    size = _at_once(selection, name, most)
    values = selection[name]
    for start in range(0, len(values), size):
        yield from batches({**selection, name: values[start : start + size]}, most)


def _at_once(selection: Selection, name: str, most: int) -> int:
    """Return how many values of a variable fit into one call; at least one."""
    return max(1, most * len(selection[name]) // cells(selection))


def _calls(selection: Selection, name: str, most: int) -> int:
    """Estimate how many calls it takes to cut along a variable, each cut further where it must be."""
    values = len(selection[name])
    size = _at_once(selection, name, most)
    if values == 1:  # there is nothing to cut
        return cells(selection) + 1
    return math.ceil(values / size) * math.ceil(cells(selection) // values * size / most)
