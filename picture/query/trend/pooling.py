"""Areas pooled to one, from what is published of each and from nothing else.

value = sum of w value_r with w = people_r / sum of people; the areas are strata of the survey, so that their errors are
independent: se^2 = sum of w^2 (se_r^2 + step^2 / 12). The error of an area is read back from its published interval;
the second term is that of its rounding. The interval of the whole is of the same kind as those of the areas
(etl/estimate/intervals.py): logit for shares, symmetric for means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cosh, exp, hypot, log, sqrt

from picture.query.rounding import rounded

Z = 1.959963984540054  # of an interval of 95 %
PERCENT = 100.0
ROUNDING = 12  # what is rounded lies anywhere within a step: variance step^2 / 12


@dataclass(frozen=True, slots=True)
class PooledPart:
    """What is published of one area, in the unit of its indicator, and how many people it stands for."""

    people: float  # in any unit: only the ratios of the parts matter
    value: float
    ci_low: float | None
    ci_high: float | None


@dataclass(frozen=True, slots=True)
class Pooled:
    """The number of all areas together, rounded as theirs are."""

    value: float
    ci_low: float | None  # None: the error of some area is not known, or all values are 0 or 100 %
    ci_high: float | None


def pooled(parts: Sequence[PooledPart], decimals: int, *, share: bool) -> Pooled:
    """Pool areas; share: their values are per cents, else means. The interval is not known without an error."""
    value, error = pooled_error(parts, decimals, share=share)
    if error is None or (share and not 0 < value < PERCENT):
        return Pooled(float(rounded(value, decimals)), None, None)
    ends = share_interval(value, error) if share else (value - Z * error, value + Z * error)
    low, value, high = (float(rounded(one, decimals)) for one in (ends[0], value, ends[1]))
    return Pooled(value, low, high)


def pooled_error(parts: Sequence[PooledPart], decimals: int, *, share: bool) -> tuple[float, float | None]:
    """Return the value of all areas together and its standard error, not rounded; None where one is not known."""
    people = sum(part.people for part in parts)
    value = sum(part.people / people * part.value for part in parts)
    errors = [_error(part, decimals, share=share) for part in parts]
    known = [error for error in errors if error is not None]
    if len(known) < len(parts):
        return value, None
    return value, sqrt(sum((part.people / people * one) ** 2 for part, one in zip(parts, known, strict=True)))


def share_interval(value: float, error: float) -> tuple[float, float]:
    """Return the interval of a share on the logit scale: expit(logit p -+ 1.96 se / (p (1 - p))), in per cents."""
    odds = value / (PERCENT - value)
    half = _half(value, error)
    low, high = (PERCENT / (1 + exp(-way * half) / odds) for way in (-1, 1))
    return low, high


def share_error(value: float, width: float) -> float:
    """Return the standard error of a share from the width of its interval on the logit scale, in per cents.

    Of an interval with half width h around logit p the width is sinh h / (cosh h + cosh logit p), solved for h.
    """
    part = min(width / PERCENT, 1 - 1e-9)
    middle = part * cosh(log(value / (PERCENT - value)))
    half = log((middle + sqrt(middle**2 + 1 - part**2)) / (1 - part))
    return half / Z * value * (PERCENT - value) / PERCENT


def _half(value: float, error: float) -> float:
    return Z * error * PERCENT / (value * (PERCENT - value))


def _error(part: PooledPart, decimals: int, *, share: bool) -> float | None:
    """Read the standard error back from the published interval, and add that of rounding the value."""
    if part.ci_low is None or part.ci_high is None:
        return None
    width = part.ci_high - part.ci_low
    inside = share and 0 < part.value < PERCENT  # the exact interval of 0 or 100 % lies on one side only
    read = share_error(part.value, width) if inside else width / 2 / Z
    return hypot(read, 10.0**-decimals / sqrt(ROUNDING))
