"""The classes of a map: their edges are locked over all periods, so that a colour means the same value every year.

Edges, values and labels are all rounded as the numbers are printed, so that the colour of an area is always the class
whose label holds the number printed on it.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from picture.charts.palette import class_colours
from picture.query.model import Answer
from picture.query.rounding import rounded
from picture.text.words import amount, number, word


def class_of(value: float, answer: Answer) -> int:
    """Return the class of a value, 0 the lowest."""
    decimals = answer.indicators[0].decimals
    return bisect_right(_edges(answer), rounded(value, decimals))


def class_colour(value: float, answer: Answer) -> str:
    """Return the colour of a value."""
    return class_colours(len(answer.classes) + 1)[class_of(value, answer)]


def class_labels(answer: Answer) -> tuple[str, ...]:
    """Write each class with the values it holds as a reader sees them: "under 50", "50–54", "65 or more"."""
    if not answer.classes:
        return (_only_class(answer),)
    decimals, language, edges = answer.indicators[0].decimals, answer.view.language, _edges(answer)
    step = Decimal(1).scaleb(-decimals)
    low = [number(edge, decimals, language) for edge in edges]
    high = [number(edge - step, decimals, language) for edge in edges]
    between = (
        word("class_between", language, low=one, high=other) if one != other else one
        for one, other in zip(low, high[1:], strict=False)
    )
    return (word("class_under", language, edge=low[0]), *between, word("class_over", language, edge=low[-1]))


def _edges(answer: Answer) -> list[Decimal]:
    decimals = answer.indicators[0].decimals
    return [rounded(edge, decimals) for edge in answer.classes]


def _only_class(answer: Answer) -> str:
    """Write the value, or the span of values, of a map that has one class; nothing where no area has a number."""
    indicator, language = answer.indicators[0], answer.view.language
    shown = [row.value for row in answer.rows if row.value is not None]
    if not shown:
        return ""
    low, high = (rounded(end, indicator.decimals) for end in (min(shown), max(shown)))
    ends = {"low": number(low, indicator.decimals, language), "high": amount(high, indicator, language)}
    return ends["high"] if low == high else word("class_between", language, **ends)
