"""What happened in the whole country, with date and source (events.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from contract.codes import Language
from picture.query.model import Dataset, Event
from picture.query.series import midpoint, periods_of

HALF_A_YEAR = 0.5  # a year's number stands at its middle


@cache
def _events() -> list[dict[str, Any]]:
    table = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))
    return sorted(table["event"], key=lambda one: one["date"])


def national_events(language: Language) -> tuple[Event, ...]:
    """Return what happened in the whole country, oldest first, in one language."""
    return tuple(Event(one["date"], one[language], one["source"][language], one["url"]) for one in _events())


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """An event with its number in the picture and its place on the axis of years."""

    number: int
    place: float
    event: Event


def placed_events(dataset: Dataset) -> tuple[PlacedEvent, ...]:
    """Return, numbered, the events that lie between the first and the latest period of a trend."""
    periods = periods_of((*dataset.rows, *dataset.reference))
    if not periods:
        return ()
    first = midpoint(periods[0])
    last = midpoint(periods[-1])
    inside = [(_place(one.date), one) for one in dataset.events if first < _place(one.date) < last]
    return tuple(PlacedEvent(number, place, one) for number, (place, one) in enumerate(inside, 1))


def _place(day: date) -> float:
    """Return the place of a day on an axis on which a year's number stands at the middle of its year."""
    start = date(day.year, 1, 1)
    return day.year - HALF_A_YEAR + (day - start).days / (date(day.year + 1, 1, 1) - start).days
