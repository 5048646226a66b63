"""What a timeline shows: things with a beginning, an end and a name, in lanes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from contract.actions.codes import ActionStatus
from contract.codes import Language
from picture.query.register.entries import RegisterEntry
from picture.text.register.entry_words import marks_behind


class ThingSign(Enum):
    """How a thing is drawn."""

    SPAN = auto()  # a bar over its time
    DAY = auto()  # a diamond
    WAVE = auto()  # a dot: something was measured


@dataclass(frozen=True, slots=True)
class DatedThing:
    """One thing on a timeline; its times are years with their part that has gone: 2026.5."""

    begins: float
    ends: float
    name: str
    sign: ThingSign
    marks: str = ""  # behind its name, and never cut
    planned: bool = False


@dataclass(frozen=True, slots=True)
class TimeLane:
    """Things that belong together; those that are to stay where there is little room come first."""

    name: str
    things: tuple[DatedThing, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes on a line of years, with the day on which it is looked at."""

    first: int
    last: int  # the last year that is drawn in full
    today: date
    lanes: tuple[TimeLane, ...]


def moment_of(day: date) -> float:
    """Return a day as a year with the part of it that has gone."""
    start = date(day.year, 1, 1)
    return day.year + (day - start).days / (date(day.year + 1, 1, 1) - start).days


def thing_of(entry: RegisterEntry, first: int, last: int, language: Language) -> DatedThing:
    """Return an entry as a thing on the years from first to last; what goes on ends with them."""
    begins = moment_of(entry.first_day) if entry.first_day else float(first)
    ends = moment_of(entry.until) if entry.until else float(last + 1)
    sign = ThingSign.DAY if entry.happens else ThingSign.SPAN
    marks = marks_behind(entry.name, language, example=entry.example)
    return DatedThing(begins, ends, entry.name.text, sign, marks, entry.status is ActionStatus.PLANNED)
