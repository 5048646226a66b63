"""Cutting a dataset into the parts that slides show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from picture.query.model import Dataset, Observation


def pieces(items: Sequence[Observation], size: int) -> list[Sequence[Observation]]:
    """Cut into even pieces no longer than a size."""
    count = -(-len(items) // size)
    return [items[len(items) * i // count : len(items) * (i + 1) // count] for i in range(count)]


def beside(dataset: Dataset, rows: Iterable[Observation]) -> list[Observation]:
    """Return the reference numbers of the same indicators and periods."""
    same = {(r.indicator, r.period) for r in rows}
    return [r for r in dataset.reference if (r.indicator, r.period) in same]
