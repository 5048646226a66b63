"""The numbers that an indicator can have, and so the targets that a goal can."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from contract.codes import Kind, Unit

MOST_PERCENT = 100.0
MOST_COUNT = 1e12  # more than anything here counts; a decimal holds it with its decimals


@dataclass(frozen=True, slots=True)
class ValueScale:
    """A scale from its least to its greatest number; None: without an end, as of counts."""

    least: float = 0.0
    most: float | None = None

    def holds(self, value: float) -> bool:
        """Return whether a number is on it."""
        return self.least <= value and (self.most is None or value <= self.most)


def value_scale(kind: Kind, unit: Unit, answers: Collection[int] = ()) -> ValueScale:
    """Return the scale of an indicator. answers: the codes of the question whose mean it is."""
    if unit == Unit.PERCENT:
        return ValueScale(most=MOST_PERCENT)
    if kind == Kind.SURVEY_MEAN and answers:
        return ValueScale(float(min(answers)), float(max(answers)))
    return ValueScale()
