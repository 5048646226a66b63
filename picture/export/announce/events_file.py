"""Entries of the register as iCalendar (RFC 5545): one of them, or the events of an area.

An entry keeps its UID; SEQUENCE grows with each build, so that calendars follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, timedelta

from icalendar import Calendar, Event

from contract.actions.codes import ActionStatus, DatePrecision
from contract.printable import printable
from picture.export.announce.calendar_file import ASK_AGAIN
from picture.export.announce.site import Site
from picture.query.choices import Choices
from picture.query.register.entries import RegisterEntry
from picture.query.register.near import areas_by_key
from picture.text.register.entry_words import entry_name, entry_where
from picture.text.register.when import when_of
from picture.text.words import word

EVENTS_BY = "-//Lagesbild//Register//"
COUNTED_FROM = date(2020, 1, 1)  # builds, in days, for SEQUENCE


def events_file(entries: Sequence[RegisterEntry], choices: Choices, site: Site, name: str) -> bytes:
    """Write entries that have a date as a calendar. name: of the calendar."""
    language = choices.language
    calendar = Calendar()
    calendar.add("prodid", f"{EVENTS_BY}{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        if entry.first_day is not None:
            calendar.add_component(_of_register(entry, entry.first_day, choices, site))
    return bytes(calendar.to_ical())


def _of_register(entry: RegisterEntry, first: date, choices: Choices, site: Site) -> Event:
    """Write whole days: a month or a year as all its days; what goes on begins, and its end is told in words."""
    language = choices.language
    event = Event()
    built = choices.stamp.built_at.replace(tzinfo=UTC)
    event.add("uid", f"entry-{printable(entry.id)}@{site.host}")
    event.add("dtstamp", built)
    event.add("sequence", (built.date() - COUNTED_FROM).days)
    event.add("status", _status(entry))
    event.add("summary", _line(entry_name(entry, language)))
    if entry.example:
        event.add("categories", [word("register_example", language)])
    event.add("dtstart", first)
    event.add("dtend", (entry.until or first) + timedelta(days=1))
    if where := entry_where(entry, areas_by_key(choices), choices):
        event.add("location", _line(where))
    about = [
        when_of(entry, language),
        *([entry.about.text] if entry.about else []),
        *([entry.url] if entry.url else []),
    ]
    event.add("description", printable("\n".join(about)))
    event.add("url", site.entry(entry.id))
    event.add("transp", "TRANSPARENT")
    return event


def _line(text: str) -> str:
    """Return a text as one line: a name that was written on two is still one name."""
    return " ".join(printable(text).split())


def _status(entry: RegisterEntry) -> str:
    if entry.status is ActionStatus.DROPPED:
        return "CANCELLED"
    return "CONFIRMED" if entry.precision is DatePrecision.DAY else "TENTATIVE"
