"""A value axis with round ends, and the number format that office programs put on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, inf, log10

from picture.answer import Indicator, Language, Row

STEPS = (1, 2, 5, 10)
HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends and the step of a value axis."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """Tell how far along the axis a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def scale(rows: Iterable[Row], indicator: Indicator, *, from_zero: bool) -> Scale:
    """Fit an axis to values and intervals: about five steps; bars start at zero, percentages stay within 0 and 100."""
    seen = [v for r in rows for v in (r.value, r.ci_low, r.ci_high) if v is not None] or [0.0, 1.0]
    low, high = min(seen), max(seen)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _step((high - low) or abs(high) or 1.0)
    low, high = floor(low / step) * step, ceil(high / step) * step
    top = HUNDRED if indicator.unit == "percent" else inf
    bottom = 0.0 if indicator.unit == "percent" else -inf
    low, high = max(low, bottom), min(high, top)
    if low == high:  # one number, or none
        low, high = (low, high + step) if high + step <= top else (low - step, high)
    return Scale(low, high, step)


def number_format(indicator: Indicator, language: Language) -> str:
    """Write the Excel number format of an indicator; the office program puts the reader's own decimal mark."""
    digits = "#,##0" + ("." + "0" * indicator.decimals if indicator.decimals else "")
    if indicator.unit != "percent":
        return digits
    return digits + ('"%"' if language == "en" else '"\u00a0%"')


def _step(span: float) -> float:
    """Return a round step that divides a span into about five."""
    size = 10.0 ** floor(log10(span / 5))
    return float(next(s * size for s in STEPS if s * size * 5 >= span * 0.999))
