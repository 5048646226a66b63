"""Between which figures areas or groups lie; one is called the lowest or the highest only where that is certain."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from contract.codes import Language
from picture.query.model import Indicator, Observation
from picture.query.rounding import rounded
from picture.text.outcomes import NAMES, Outcome, hidden
from picture.text.words import amount, listing, number, numeral, word

Of = Literal["map", "groups"]


def spread_sentence(rows: Sequence[Observation], indicator: Indicator, of: Of, language: Language) -> str:
    """Write how the shown figures of areas or groups lie, in one text."""
    return " ".join(spread_parts(rows, indicator, of, language))


def spread_parts(rows: Sequence[Observation], indicator: Indicator, of: Of, language: Language) -> list[str]:
    """Write how the shown figures of areas or groups lie: one alone, all the same, or their range, then who ends it.

    Figures are compared as they are printed: what prints alike is never called lower or higher. Whose figure is the
    lowest or the highest is told only where that is certain: always for figures without sampling error (all that tie,
    or how many they are, and "of those shown" where others are hidden); for a sample's figures only where the interval
    touches no other's, and never without intervals. Then only the range stands.
    """
    shown = [r for r in rows if r.value is not None]
    if not shown:
        return []
    low, high = (rounded(end(r.value or 0.0 for r in shown), indicator.decimals) for end in (min, max))
    value = amount(low, indicator, language)
    if len(shown) == 1:
        return [word(f"{of}_one", language, name=_name(shown[0], of), value=value)]
    if low == high:
        return [word(f"{of}_same" if len(shown) == len(rows) else f"{of}_same_shown", language, value=value)]
    first = number(low, indicator.decimals, language)
    told = [word(f"{of}_range", language, low=first, high=amount(high, indicator, language))]
    for end, at in (("lowest", low), ("highest", high)):
        names = _named(_who(shown, indicator, at), of, language)
        key = f"ends_{end}_shown" if _any_hidden(rows) else f"ends_{end}"
        told += [word(key, language, names=names)] if names else []
    return told


def _any_hidden(rows: Sequence[Observation]) -> bool:
    """Return whether a row may have a number that is not shown; where none can be, as of no election, there is none."""
    return any(not r.shown and hidden(r) != Outcome.NOT_APPLICABLE for r in rows)


def _who(shown: Sequence[Observation], indicator: Indicator, at: Decimal) -> list[Observation]:
    """Return the rows at one end, as printed; none where a sample does not tell which they are."""
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
    """Write who stands at an end: by name, or how many; nothing where nobody does."""
    if len(rows) > NAMES:
        return word(f"{of}_count", language, count=numeral(len(rows), language))
    return listing([_name(r, of) for r in rows], language)


def _name(row: Observation, of: Of) -> str:
    return row.area.name if of == "map" else row.group.name
