"""The classes of a map: their edges are locked over all periods, so that a colour means the same value every year.

Edges, values and labels are all rounded as the numbers are printed, so that the colour of an area is always the class
whose label holds the number printed on it. Around the country the edges are differences from its printed number.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from contract.codes import Kind
from picture.charts.palette import class_colours, diverging_colours
from picture.query.maps.class_edges import AROUND, EQUAL
from picture.query.model import Dataset
from picture.query.rounding import rounded
from picture.text.words import amount, number, signed, word


def class_of(value: float, dataset: Dataset) -> int:
    """Return the class of a value, 0 the lowest."""
    decimals = dataset.indicators[0].decimals
    return bisect_right(_edges(dataset), rounded(value, decimals))


def colours_of(dataset: Dataset) -> tuple[str, ...]:
    """Return the colours of the classes, the lowest first."""
    count = len(dataset.classes) + 1
    return diverging_colours(count) if dataset.class_method == AROUND and dataset.classes else class_colours(count)


def class_colour(value: float, dataset: Dataset) -> str:
    """Return the colour of a value."""
    return colours_of(dataset)[class_of(value, dataset)]


def class_labels(dataset: Dataset) -> tuple[str, ...]:
    """Write each class with the values it holds as a reader sees them: "45–49", "50–54", "65 or more"."""
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
    return (*_lowest(edges, step, dataset), *between, *_highest(edges, step, dataset))


def difference_labels(dataset: Dataset) -> tuple[str, ...]:
    """Write classes around the country as differences from it: "−7…−3", "−2…+2", for maps of several periods."""
    decimals = dataset.indicators[0].decimals
    language = dataset.view.language
    edges = [rounded(edge, decimals) for edge in dataset.classes]
    step = Decimal(1).scaleb(-decimals)
    low = [signed(edge, decimals, language) for edge in edges]
    high = [signed(edge - step, decimals, language) for edge in edges]
    between = (f"{one}…{other}" for one, other in zip(low, high[1:], strict=False))
    over = word("class_over", language, edge=low[-1])
    return (word("class_under", language, edge=low[0]), *between, over)


def _lowest(edges: list[Decimal], step: Decimal, dataset: Dataset) -> tuple[str]:
    """Name the lowest class by its two ends, or leave it open where it holds values from far below."""
    ends = _ends(edges, step, dataset)
    if ends and ends[0] is not None:
        return (_between(ends[0], edges[0] - step, dataset),)
    decimals = dataset.indicators[0].decimals
    return (word("class_under", dataset.view.language, edge=number(edges[0], decimals, dataset.view.language)),)


def _highest(edges: list[Decimal], step: Decimal, dataset: Dataset) -> tuple[str]:
    """Name the highest class in the same way."""
    ends = _ends(edges, step, dataset)
    if ends and ends[1] is not None:
        return (_between(edges[-1], ends[1], dataset),)
    decimals = dataset.indicators[0].decimals
    return (word("class_over", dataset.view.language, edge=number(edges[-1], decimals, dataset.view.language)),)


def _ends(edges: list[Decimal], step: Decimal, dataset: Dataset) -> tuple[Decimal | None, Decimal | None] | None:
    """Return where the outer classes end, each as wide as the others; None where one holds values beyond that."""
    values = _of_all_periods(dataset)
    if dataset.class_method != EQUAL or not edges[1:] or not values:
        return None
    width = edges[1] - edges[0]
    low = edges[0] - width
    high = edges[-1] + width - step
    return (low if values[0] >= low else None), (high if values[-1] <= high else None)


def _between(low: Decimal, high: Decimal, dataset: Dataset) -> str:
    language = dataset.view.language
    ends = [number(end, dataset.indicators[0].decimals, language) for end in (low, high)]
    return ends[0] if low == high else word("class_between", language, low=ends[0], high=ends[1])


def _of_all_periods(dataset: Dataset) -> list[Decimal]:
    """List the values over all periods, as printed; none of counts, whose ends stay open."""
    indicator = dataset.indicators[0]
    if indicator.kind == Kind.REGISTER_COUNT:
        return []
    rows = (*dataset.history, *dataset.rows)
    return sorted(rounded(r.value, indicator.decimals) for r in rows if r.value is not None)


def _edges(dataset: Dataset) -> list[Decimal]:
    decimals = dataset.indicators[0].decimals
    base = _country(dataset) if dataset.class_method == AROUND else Decimal(0)
    return [base + rounded(edge, decimals) for edge in dataset.classes]


def _country(dataset: Dataset) -> Decimal:
    """Return the whole country's number as printed, around which the classes stand."""
    value = next((r.value for r in dataset.reference if r.value is not None), 0.0)
    return rounded(value, dataset.indicators[0].decimals)


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
