"""The classes of a map: their edges are locked over all periods, so that a colour means the same value every year.

Edges, values and labels are all rounded as the numbers are printed, so that the colour of an area is always the class
whose label holds the number printed on it.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from picture.charts.palette import class_colours
from picture.query.model import Dataset
from picture.query.rounding import rounded
from picture.text.words import amount, number, word


def class_of(value: float, dataset: Dataset) -> int:
    """Return the class of a value, 0 the lowest."""
    decimals = dataset.indicators[0].decimals
    return bisect_right(_edges(dataset), rounded(value, decimals))


def class_colour(value: float, dataset: Dataset) -> str:
    """Return the colour of a value."""
    return class_colours(len(dataset.classes) + 1)[class_of(value, dataset)]


def class_labels(dataset: Dataset) -> tuple[str, ...]:
    """Write each class with the values it holds as a reader sees them: "under 50", "50–54", "65 or more"."""
    if not dataset.classes:
        return (_only_class(dataset),)
    decimals = dataset.indicators[0].decimals
    language = dataset.view.language
    edges = _edges(dataset)
    step = Decimal(1).scaleb(-decimals)
    low = [number(edge, decimals, language) for edge in edges]
    high = [number(edge - step, decimals, language) for edge in edges]
    between = (
        word("class_between", language, low=one, high=other) if one != other else one
        for one, other in zip(low, high[1:], strict=False)
    )
    return (word("class_under", language, edge=low[0]), *between, word("class_over", language, edge=low[-1]))


def _edges(dataset: Dataset) -> list[Decimal]:
    decimals = dataset.indicators[0].decimals
    return [rounded(edge, decimals) for edge in dataset.classes]


def _only_class(dataset: Dataset) -> str:
    """Write the value, or the span of values, of a map that has one class; nothing where no area has a number."""
    indicator = dataset.indicators[0]
    language = dataset.view.language
    shown = [row.value for row in dataset.rows if row.value is not None]
    if not shown:
        return ""
    low, high = (rounded(end, indicator.decimals) for end in (min(shown), max(shown)))
    ends = {"low": number(low, indicator.decimals, language), "high": amount(high, indicator, language)}
    return ends["high"] if low == high else word("class_between", language, **ends)
