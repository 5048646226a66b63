"""The release calendar as iCalendar (RFC 5545): an event for each version of an edition that was announced.

The same release keeps its UID; SEQUENCE grows when it is confirmed, moved or cancelled, so that calendars follow.
"""

from __future__ import annotations

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from picture.export.announce.site import Site
from picture.query.choices import Choices
from picture.query.corrections import CalendarEntry
from picture.text.announcements.announced import moves_told, release_name
from picture.text.words import word

MADE_BY = "-//Lagesbild//Release calendar//"
ZONE = ZoneInfo("Europe/Helsinki")
ASK_AGAIN = timedelta(days=1)
EVENT_STATUSES = {"provisional": "TENTATIVE", "cancelled": "CANCELLED"}
SEQUENCE_STEPS = {"provisional": 0, "cancelled": 2}  # beside the moves; confirmed and published: 1


def calendar_file(choices: Choices, site: Site) -> bytes:
    """Write the release calendar in the language of the choices."""
    language = choices.language
    calendar = Calendar()
    calendar.add("prodid", f"{MADE_BY}{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", word("announced_calendar", language))
    calendar.add("x-wr-calname", word("announced_calendar", language))
    calendar.add("url", site.editions())
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in choices.editions.calendar:
        calendar.add_component(_event(entry, choices, site))
    days = [entry.first_day for entry in choices.editions.calendar]
    if days:
        calendar.add_missing_timezones(first_date=min(days), last_date=max(days) + timedelta(days=366))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, choices: Choices, site: Site) -> Event:
    language = choices.language
    event = Event()
    event.add("uid", f"edition-{entry.edition}-{entry.version}@{site.host}")
    event.add("dtstamp", choices.stamp.built_at.replace(tzinfo=UTC))
    event.add("sequence", len(entry.moves) + SEQUENCE_STEPS.get(entry.status, 1))
    event.add("status", EVENT_STATUSES.get(entry.status, "CONFIRMED"))
    event.add("summary", word(f"announced_event_{entry.status}", language, name=release_name(entry, language)))
    if told := _description(entry, choices):
        event.add("description", told)
    event.add("url", site.editions())
    event.add("transp", "TRANSPARENT")  # nobody is busy because figures are published
    _add_time(event, entry, _released(entry, choices))
    return event


def _description(entry: CalendarEntry, choices: Choices) -> str:
    return "\n".join([*([entry.notice] if entry.notice else []), *moves_told(entry, choices.language)])


def _released(entry: CalendarEntry, choices: Choices) -> date | None:
    """Return the day on which it was released: a provisional date may have been a month."""
    name = (entry.edition, entry.version)
    return next((one.released for one in choices.editions.versions if (one.edition, one.version) == name), None)


def _add_time(event: Event, entry: CalendarEntry, released: date | None) -> None:
    """Put in the hour where there is one, else whole days, of which the last one is not counted."""
    if entry.due is not None:
        event.add("dtstart", entry.due.astimezone(ZONE))
    else:
        event.add("dtstart", released or entry.first_day)
        event.add("dtend", (released or entry.last_day) + timedelta(days=1))
