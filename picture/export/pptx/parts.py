"""Cutting a dataset into the parts that slides show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contract.codes import Language
from picture.query.model import Dataset, Observation
from picture.text.labels import mark
from picture.text.outcomes import hidden_because
from picture.text.words import word


def pieces(items: Sequence[Observation], size: int) -> list[Sequence[Observation]]:
    """Cut into even pieces no longer than a size."""
    count = -(-len(items) // size)
    return [items[len(items) * i // count : len(items) * (i + 1) // count] for i in range(count)]


def beside(dataset: Dataset, rows: Iterable[Observation]) -> list[Observation]:
    """Return the reference numbers of the same indicators and periods."""
    same = {(r.indicator, r.period) for r in rows}
    return [r for r in dataset.reference if (r.indicator, r.period) in same]


def hidden_words(row: Observation, language: Language) -> str:
    """Write that a number is not shown: why, its mark tells, which the foot explains."""
    return word("slide_not_shown", language) if mark(row) else hidden_because(row, language)
