"""A value axis with round ends, and the number format that office programs put on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, floor, log10

from contract.codes import Language
from picture.query.model import Indicator, Observation
from picture.text.words import percent_sign

SHARES = (0.0, 100.0)  # percent: shares of different indicators beside each other stand on one scale
STEPS = (1, 2, 5, 10)
HUNDRED, CALM = 100.0, 20.0  # percent; the narrowest axis of percentages, in points
FINEST = 0.01  # no published number is finer


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends and the step of a value axis."""

    low: float
    high: float
    step: float

    @property
    def decimals(self) -> int:
        """The decimals that tell its steps apart."""
        return max(0, -floor(log10(self.step) + FINEST / 1000))

    def share(self, value: float) -> float:
        """Tell how far along the axis a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def scale(rows: Iterable[Observation], indicator: Indicator, *, from_zero: bool) -> Scale:
    """Fit an axis to values and intervals: about five steps.

    Bars start at zero; percentages stay within 0 and 100 and never on less than 20 points.
    """
    seen = [v for r in rows for v in (r.value, r.ci_low, r.ci_high) if v is not None]
    if not seen:
        return Scale(0.0, HUNDRED, CALM) if indicator.unit == "percent" else Scale(0.0, 1.0, 1.0)
    low, high = min(seen), max(seen)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    elif indicator.unit == "percent":  # a change of a point or two must not fill the picture
        low, high = min(low, (low + high - CALM) / 2), max(high, (low + high + CALM) / 2)
    step = _step(max((high - low) or abs(high) or 1.0, FINEST))
    low, high = floor(low / step) * step, ceil(high / step) * step
    if indicator.unit == "percent":
        low, high = max(low, 0.0), min(high, HUNDRED)
    if low == high:  # all numbers are zero, or there are none
        high += step
    return Scale(low, high, step)


def number_format(indicator: Indicator, language: Language) -> str:
    """Write the Excel number format of an indicator; the office program puts the reader's own decimal mark."""
    digits = digits_format(indicator.decimals)
    return f'{digits}"{percent_sign(language)}"' if indicator.unit == "percent" else digits


def axis_format(axis: Scale, indicator: Indicator, language: Language) -> str:
    """Write the Excel number format of an axis: its steps decide its decimals, not the numbers drawn on it."""
    return number_format(replace(indicator, decimals=axis.decimals), language)


def digits_format(decimals: int) -> str:
    """Write the Excel number format of so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _step(span: float) -> float:
    """Return a round step that divides a span into about five."""
    size = 10.0 ** floor(log10(span / 5))
    return float(next(s * size for s in STEPS if s * size * 5 >= span * 0.999))
