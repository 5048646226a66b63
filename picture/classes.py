"""The classes of a map: their edges are locked over all periods, so that a colour means the same value every year."""

from __future__ import annotations

from bisect import bisect_right

from picture.answer import Answer
from picture.palette import class_colours
from picture.words import number, word


def class_of(value: float, answer: Answer) -> int:
    """Return the class of a value, 0 the lowest; the value is taken as a reader sees it, rounded."""
    decimals = answer.indicators[0].decimals
    return bisect_right([round(edge, decimals) for edge in answer.classes], round(value, decimals))


def class_colour(value: float, answer: Answer) -> str:
    """Return the colour of a value."""
    return class_colours(len(answer.classes) + 1)[class_of(value, answer)]


def class_labels(answer: Answer) -> tuple[str, ...]:
    """Write each class with the values it holds as a reader sees them: "under 50", "50–54", "65 or more"."""
    if not answer.classes:
        return ("",)
    decimals, language = answer.indicators[0].decimals, answer.view.language
    step = 10**-decimals
    low = [number(edge, decimals, language) for edge in answer.classes]
    high = [number(edge - step, decimals, language) for edge in answer.classes]
    between = (
        word("class_between", language, low=one, high=other) if one != other else one
        for one, other in zip(low, high[1:], strict=False)
    )
    return (word("class_under", language, edge=low[0]), *between, word("class_over", language, edge=low[-1]))
