"""How many answers are needed, by the formulas of textbooks.

An interval of ±d needs n0 = z² p q / d² answers, and among N people n = n0 / (1 + (n0 - 1) / N): Cochran, Sampling
Techniques (1977), 4.4. To find a change, each of two waves needs what R's power.prop.test computes: Fleiss, Levin and
Paik, Statistical Methods for Rates and Proportions (2003), 4.1. The effect of a design is a factor of the number of
answers: Kish, Survey Sampling (1965), 8.2.
"""

from __future__ import annotations

import math
from statistics import NormalDist

CONFIDENCE = 0.95
POWER = 0.8
LAST_DIGITS = 1e-9  # of what a computer adds to a whole number
HALF = 0.5  # the share of which most answers are needed


def _quantile(probability: float) -> float:
    return NormalDist().inv_cdf(probability)


_Z = _quantile((1 + CONFIDENCE) / 2)


def for_interval(margin: float, share: float = HALF, *, population: int | None = None, design: float = 1.0) -> int:
    """Return how many answers give an interval of ± margin. margin, share: parts of 1; design: effect of the design."""
    endless = design * _Z**2 * share * (1 - share) / margin**2
    return _whole(_of_population(endless, population))


def for_change(
    change: float, share: float = HALF, *, population: int | None = None, design: float = 1.0, power: float = POWER
) -> int:
    """Return how many answers each of two waves needs to find a change. change, share (in the first wave): parts of 1.

    The change goes towards one half, where more answers are needed than the other way.
    """
    later = share - change if share > HALF else share + change
    if not 0 < later < 1:
        raise ValueError("a share cannot change so much")
    middle = (share + later) / 2
    unchanged = _Z * math.sqrt(2 * middle * (1 - middle))
    changed = _quantile(power) * math.sqrt(share * (1 - share) + later * (1 - later))
    endless = design * (unchanged + changed) ** 2 / change**2
    return _whole(_of_population(endless, population))


def margin_of(answers: int, share: float = HALF, *, population: int | None = None, design: float = 1.0) -> float:
    """Return the half of the interval that so many answers give; nothing where all have answered."""
    left = 1.0 if population is None or population <= 1 else max(0.0, (population - answers) / (population - 1))
    return _Z * math.sqrt(design * share * (1 - share) / answers * left)


def to_invite(answers: int, response: float) -> int:
    """Return how many people to invite so that so many answer. response: part of the invited who answer."""
    return _whole(answers / response)


def _of_population(endless: float, population: int | None) -> float:
    return endless if population is None else endless / (1 + (endless - 1) / population)


def _whole(number: float) -> int:
    """Round up; what is whole but for the last digits of a computer stays."""
    return math.ceil(number - LAST_DIGITS)
