"""When: the register on a line of years, one lane for the country, the regions and the municipalities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, groupby

from markupsafe import Markup

from contract.actions.codes import RegisterKind
from contract.codes import AREA_PREFIXES, Language, Level
from picture.html.timeline.draw import draw_timeline, wide_look
from picture.html.timeline.lanes import TimeLane, Timeline, thing_of
from picture.query.register.entries import RegisterEntry
from picture.query.register.register import Register
from picture.query.register.told import Told
from picture.text.register.entry_words import entry_name, is_national
from picture.text.register.when import when_of
from picture.text.words import number, word

LANES = ("country", "region", "municipality")
OF_REGISTER = wide_look(880, 118)
BUSY = 3  # events of a month in a lane, from which on they are one mark
YEARS_AROUND = 2  # before and after this year
MOST_OF_LANE = 12  # entries of a lane in the alternative text
TIMELINE = Markup('<section class="lb-register-timeline"><h2>{}</h2>{}<p class="lb-quiet">{}</p></section>')
LaneEntries = dict[str, list[RegisterEntry]]


def register_timeline(register: Register) -> Markup:
    """Draw what is known with a date, with a line where today is; nothing where nothing is known."""
    first, last = _years(register)
    shown = [one for one in register.when if _lies_in(one, first, last)]
    if not shown:
        return Markup()
    language = register.view.language
    lanes = {name: of_it for name in LANES if (of_it := [one for one in shown if _lane_of(one) == name])}
    drawn = Timeline(first, last, register.today, tuple(_lane(name, lanes, first, last, language) for name in lanes))
    title = word("register_timeline_title", language)
    alt = _alt(lanes, first, last, language)
    picture = draw_timeline(drawn, title, alt, OF_REGISTER, language)
    return TIMELINE.format(title, picture, word("register_timeline_note", language))


def _years(register: Register) -> tuple[int, int]:
    now = register.today.year
    days = [day for day in chain.from_iterable((one.first_day, one.until) for one in register.when) if day]
    years = [min(max(day.year, now - YEARS_AROUND), now + YEARS_AROUND) for day in days]
    return min([now - 1, *years]), max([now + 1, *years])


def _lies_in(entry: RegisterEntry, first: int, last: int) -> bool:
    until = entry.until
    return entry.first_day is not None and entry.first_day.year <= last and (until is None or until.year >= first)


def _lane_of(entry: RegisterEntry) -> str:
    if is_national(entry) or not entry.areas:
        return "country"
    municipality = AREA_PREFIXES[Level.KUNTA]
    return "municipality" if all(key.startswith(municipality) for key in entry.areas) else "region"


def _lane(name: str, lanes: LaneEntries, first: int, last: int, language: Language) -> TimeLane:
    """Put what goes on before what happens, a busy month as one."""
    entries = lanes[name]
    ordered = chain((one for one in entries if not one.happens), _by_month(entries, language))
    things = tuple(thing_of(one, first, last, language) for one in ordered)
    return TimeLane(word(f"register_lane_{name}", language), things)


def _by_month(entries: Sequence[RegisterEntry], language: Language) -> Iterator[RegisterEntry]:
    """Give what happens, the events of a month with many of them as one that tells how many."""
    events = [one for one in entries if one.kind is RegisterKind.EVENT]
    months = Counter(_month(one) for one in events)
    yield from (one for one in entries if one.happens and one.kind is not RegisterKind.EVENT)
    for month, of_month in groupby(sorted(events, key=_month), key=_month):
        listed = list(of_month)
        if months[month] < BUSY:
            yield from listed
        else:
            told = word("register_timeline_many", language, count=len(listed), month=period_of(month))
            yield replace(listed[0], name=Told(told, language), example=any(one.example for one in listed))


def _month(entry: RegisterEntry) -> tuple[int, int]:
    day = entry.first_day or date.min
    return day.year, day.month


def period_of(month: tuple[int, int]) -> str:
    """Write a month: "12/2026"."""
    return f"{month[1]}/{month[0]}"


def _alt(lanes: LaneEntries, first: int, last: int, language: Language) -> str:
    told = " ".join(_lane_told(name, entries, language) for name, entries in lanes.items())
    return word("register_timeline_alt", language, first=first, last=last, told=told)


def _lane_told(name: str, entries: Sequence[RegisterEntry], language: Language) -> str:
    listed = [f"{entry_name(one, language)} ({when_of(one, language)})" for one in entries[:MOST_OF_LANE]]
    more = len(entries) - MOST_OF_LANE
    rest = [word("register_timeline_more", language, count=number(more, 0, language))] if more > 0 else []
    lane = word(f"register_lane_{name}", language)
    return word("register_timeline_lane", language, lane=lane, told=", ".join(chain(listed, rest)))
