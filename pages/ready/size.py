"""How much memory an answer takes, as far as it is not shared with the others of its build."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from pages.ready.finished_figure import FinishedFigure, template
from picture.query.choices import Choices
from picture.query.model import Area, Group, Indicator, Shape, Source, Stamp

SHARED = (Area, Group, Indicator, Shape, Source, Stamp, Choices, Enum, type, bool)  # one of each serves all answers
LEAF = (str, bytes, int, float)
NUMBERS = frozenset({float, int, type(None)})


def size_of(answer: object) -> int:
    """Add up the bytes of an answer and of all that it holds, each thing once.

    Of a list of coordinates only the list is counted: the numbers are those of the boundaries, which all maps share.
    """
    seen: set[int] = {id(template())}
    waiting = [answer]
    total = 0
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen or isinstance(one, SHARED) or callable(one):
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        if not isinstance(one, LEAF):
            waiting.extend(_parts(one))
    return total


def _parts(one: Any) -> Iterable[Any]:
    """Return what a value holds."""
    if isinstance(one, list):
        return () if NUMBERS.issuperset(map(type, one)) else one
    if isinstance(one, (tuple, set, frozenset)):
        return one
    if isinstance(one, dict):
        return [*one.keys(), *one.values()]
    if isinstance(one, FinishedFigure):
        return (one.to_dict(),)
    if is_dataclass(one) and not isinstance(one, type):
        held: tuple[Any, ...] = _fields(type(one))(one)
        return held
    return ()


@cache
def _fields(kind: type[Any]) -> attrgetter[Any]:
    """Return what reads all fields of a dataclass at once, as a tuple."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names, names[0])  # a single name would not give a tuple
