"""The value axis of a picture: one decision about ends and steps for the screen, the image and the slide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil, floor, log10
from typing import Any

from contract.codes import Kind, Language, Unit
from picture.query.model import Indicator, Observation
from picture.query.rounding import rounded
from picture.text.words import number, percent, percent_sign

STEPS = (1, 2, 5, 10)
HUNDRED = 100.0  # percent
NARROWEST = 0.2  # of an axis, in shares of 100 percent or of the highest mean: a small change must not fill the picture
FINEST = 0.01  # no published number is finer


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """The ends and the step of a value axis; both ends are steps."""

    low: float
    high: float
    step: float

    @property
    def decimals(self) -> int:
        """The decimals that tell its steps apart."""
        return _decimals(self.step)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Every step from the low end to the high end."""
        count = int(rounded((self.high - self.low) / self.step, 0))
        return tuple(float(rounded(self.low + place * self.step, self.decimals)) for place in range(count + 1))

    def share(self, value: float) -> float:
        """Return how far along the axis a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


SHARES = ValueAxis(0.0, HUNDRED, 20.0)  # percentages of different indicators beside each other stand on one axis


def value_axis(rows: Iterable[Observation], indicator: Indicator, *, bars: bool = False) -> ValueAxis:
    """Fit an axis to values and intervals: round ends, about five round steps.

    Bars and counts start at zero, as they are read by their length. Percentages drawn as dots or lines stand on at
    least 20 points between 0 and 100, means on at least a fifth of the highest.
    """
    shares = indicator.unit == Unit.PERCENT
    numbers = chain.from_iterable((r.value, r.ci_low, r.ci_high) for r in rows)
    seen = [number for number in numbers if number is not None]
    if not seen:
        return SHARES if shares else ValueAxis(0.0, 1.0, 1.0)
    low = min(seen)
    high = max(seen)
    if bars or indicator.kind == Kind.REGISTER_COUNT:
        low = min(low, 0.0)
        high = max(high, 0.0)
    else:
        low, high = _widened(low, high, top=HUNDRED if shares else high)
    step = _step(max((high - low) or abs(high) or 1.0, FINEST))
    decimals = _decimals(step)
    low = float(rounded(floor(low / step) * step, decimals))
    high = float(rounded(ceil(high / step) * step, decimals))
    if shares:
        low = max(low, 0.0)
        high = min(high, HUNDRED)
    if low == high:  # all numbers are zero
        high += step
    return ValueAxis(low, high, step)


def screen_axis(axis: ValueAxis, unit: str, language: Language, *, sparse: bool = False) -> dict[str, Any]:
    """Describe ends and labelled steps for a figure; sparse: long labels stand at the low end and in the middle."""
    labels = [tick_label(tick, axis, unit, language) for tick in axis.ticks]
    if sparse:
        labels = [label if place in {0, len(labels) // 2} else "" for place, label in enumerate(labels)]
    return {"range": [axis.low, axis.high], "tickvals": list(axis.ticks), "ticktext": labels}


def tick_label(tick: float, axis: ValueAxis, unit: str, language: Language) -> str:
    """Write a step of an axis: its steps decide its decimals, not the numbers drawn on it."""
    write = percent if unit == Unit.PERCENT else number
    return write(tick, axis.decimals, language)


def number_format(indicator: Indicator, language: Language) -> str:
    """Write the Excel number format of an indicator; the office program puts the reader's own decimal mark."""
    digits = digits_format(indicator.decimals)
    return f'{digits}"{percent_sign(language)}"' if indicator.unit == Unit.PERCENT else digits


def axis_format(axis: ValueAxis, indicator: Indicator, language: Language) -> str:
    """Write the Excel number format of an axis: its steps decide its decimals, not the numbers drawn on it."""
    return number_format(replace(indicator, decimals=axis.decimals), language)


def digits_format(decimals: int) -> str:
    """Write the Excel number format of so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _widened(low: float, high: float, top: float) -> tuple[float, float]:
    """Return ends that are at least a fifth of `top` apart, moved inwards where they would pass 0 or 100 percent."""
    half = NARROWEST * abs(top) / 2
    if high - low >= 2 * half:
        return low, high
    middle = (low + high) / 2
    if top == HUNDRED:
        middle = min(max(middle, half), HUNDRED - half)
    return middle - half, middle + half


def _decimals(step: float) -> int:
    return max(0, -floor(log10(step) + FINEST / 1000))


def _step(span: float) -> float:
    """Return a round step that divides a span into about five."""
    size = 10.0 ** floor(log10(span / 5))
    return float(next(s * size for s in STEPS if s * size * 5 >= span * 0.999))
