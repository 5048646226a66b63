"""Between which figures areas or groups lie; one is called the lowest or the highest only where that is certain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from contract.codes import Language
from picture.query.model import Indicator, Observation
from picture.query.rounding import rounded
from picture.text.words import amount, listing, word

Of = Literal["map", "groups"]
NAMES = 3  # more than these are counted, not named


def spread_sentence(rows: Sequence[Observation], indicator: Indicator, of: Of, language: Language) -> str:
    """Write how the shown figures of areas or groups lie: the same, one alone, or from the lowest to the highest.

    Figures are compared as they are printed: what prints alike is never called lower or higher. Whose figure stands at
    an end is told only where that is certain: always for figures without sampling error (all that tie, or how many
    they are); for a sample's figures only where the interval touches no other's, and never without intervals.
    """
    shown = [r for r in rows if r.value is not None]
    if not shown:
        return ""
    low, high = (rounded(end(r.value or 0.0 for r in shown), indicator.decimals) for end in (min, max))
    value = amount(low, indicator, language)
    if len(shown) == 1:
        return word(f"{of}_one", language, name=_name(shown[0], of), value=value)
    if low == high:
        return word(f"{of}_same" if len(shown) == len(rows) else f"{of}_same_shown", language, value=value)
    lowest = _who(shown, indicator, min)
    highest = _who(shown, indicator, max)
    ends = {"low": value, "high": amount(high, indicator, language)}
    if not lowest and not highest:
        return word(f"{of}_range", language, **ends)
    ends["low"] += _named(lowest, of, language)
    ends["high"] += _named(highest, of, language)
    return word(f"{of}_ends", language, **ends)


def _who(shown: Sequence[Observation], indicator: Indicator, end: Callable[[list[float]], float]) -> list[Observation]:
    """Return the rows at one end, as printed; none where a sample does not tell which they are."""
    at = rounded(end([r.value or 0.0 for r in shown]), indicator.decimals)
    there = [r for r in shown if rounded(r.value or 0.0, indicator.decimals) == at]
    if not indicator.sampled:
        return there
    others = [r for r in shown if r not in there]
    alone = len(there) == 1 and all(_disjoint(there[0], r, indicator.decimals) for r in others)
    return there if alone else []


def _disjoint(one: Observation, other: Observation, decimals: int) -> bool:
    """Return whether two intervals are known and do not touch, as they are printed."""
    if one.ci_low is None or one.ci_high is None or other.ci_low is None or other.ci_high is None:
        return False
    below = rounded(one.ci_high, decimals) < rounded(other.ci_low, decimals)
    return below or rounded(other.ci_high, decimals) < rounded(one.ci_low, decimals)


def _named(rows: Sequence[Observation], of: Of, language: Language) -> str:
    """Write who stands at an end, in brackets."""
    if not rows:
        return ""
    many = word(f"{of}_count", language, count=len(rows))
    return f" ({listing([_name(r, of) for r in rows], language) if len(rows) <= NAMES else many})"


def _name(row: Observation, of: Of) -> str:
    return row.area.name if of == "map" else row.group.name
