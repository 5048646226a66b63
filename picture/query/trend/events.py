"""What happened while an indicator was measured: in the whole country, and what an area did to move it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import duckdb

from contract.actions.codes import DatePrecision, RegisterKind
from contract.codes import COUNTRY
from picture.query.choices import Choices
from picture.query.model import Dataset, Event, View
from picture.query.register.entries import Party, parties_of
from picture.query.register.near import rings_of
from picture.query.register.told import texts_of, told_in
from picture.query.series import midpoint, periods_of

HALF_A_YEAR = 0.5  # a year's number stands at its middle
CLOSE = 60  # events closer than this part of the picture's years share a number
MARKED = (RegisterKind.MEASURE, RegisterKind.GOOD_PRACTICE, RegisterKind.EVENT)
EVENT_COLUMNS = f"id, example, {texts_of('name')}, first_day, last_day, precision, organisers, url"
NATIONAL = f"""SELECT {EVENT_COLUMNS} FROM register_entry
    WHERE kind = 'milestone' AND list_contains(areas, $country) ORDER BY first_day, position"""
OF_AREA = f"""SELECT {EVENT_COLUMNS} FROM register_entry
    WHERE first_day IS NOT NULL AND list_contains($kinds, kind) AND list_contains(indicators, $indicator)
        AND list_has_any(areas, $keys) ORDER BY first_day, position"""


def national_events(con: duckdb.DuckDBPyConnection, view: View) -> tuple[Event, ...]:
    """Return the milestones of the whole country, oldest first."""
    return _events(con, con.execute(NATIONAL, {"country": COUNTRY}).fetchall(), view)


def area_events(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> tuple[Event, ...]:
    """Return the milestones, and what the chosen area and the country do to move the indicator, oldest first."""
    values = {
        "kinds": list(MARKED),
        "indicator": view.indicator,
        "keys": list(dict.fromkeys((*rings_of(view, choices).keys, COUNTRY))),
    }
    own = _events(con, con.execute(OF_AREA, values).fetchall(), view)
    return tuple(sorted((*national_events(con, view), *own), key=lambda one: one.day))


def _events(con: duckdb.DuckDBPyConnection, rows: Sequence[Sequence[Any]], view: View) -> tuple[Event, ...]:
    named = parties_of(con, set(chain.from_iterable(organisers for *_, organisers, _ in rows)), view.language)
    return tuple(_event(row, named, view) for row in rows)


def _event(row: Sequence[Any], named: Mapping[str, Party], view: View) -> Event:
    key, example, names, first, last, precision, organisers, url = row
    name = told_in(names, view.language)
    source = urlsplit(url).hostname or "" if url else _first(organisers, named)
    return Event(
        first,
        name.text if name else key,
        source.removeprefix("www."),
        url or "",
        entry=key,
        precision=DatePrecision(precision),
        until=last,
        example=example,
        other_language=name.language if name and name.language != view.language else None,
    )


def _first(organisers: Sequence[str], named: Mapping[str, Party]) -> str:
    first = next(iter(organisers), "")
    return named[first].name.text if first in named else first


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """An event with its number in the picture and its place on the axis of years; close ones share both."""

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
    inside = sorted((place, n) for n, one in enumerate(dataset.events) if first < (place := _place_of(one)) < last)
    placed: list[PlacedEvent] = []
    for place, n in inside:
        before = placed[-1] if placed else None
        if before and place - before.place < (last - first) / CLOSE:
            placed.append(PlacedEvent(before.number, before.place, dataset.events[n]))
        else:
            placed.append(PlacedEvent(before.number + 1 if before else 1, place, dataset.events[n]))
    return tuple(placed)


def drawn_events(dataset: Dataset) -> tuple[PlacedEvent, ...]:
    """Return the events that are drawn: of those that share a number, the first."""
    first = {one.number: one for one in reversed(placed_events(dataset))}
    return tuple(first[number] for number in sorted(first))


def _place_of(event: Event) -> float:
    """Return where an event stands: of a year of which nothing more is known, in its middle."""
    if event.precision is DatePrecision.YEAR:
        return float(event.day.year)
    return _place(event.day + timedelta(days=14) if event.precision is DatePrecision.MONTH else event.day)


def _place(day: date) -> float:
    """Return the place of a day on an axis on which a year's number stands at the middle of its year."""
    start = date(day.year, 1, 1)
    return day.year - HALF_A_YEAR + (day - start).days / (date(day.year + 1, 1, 1) - start).days
