"""The release calendar, `data/calendar.toml`: what is planned, confirmed, cancelled and published.

What readers were told holds: a confirmed date moves only with a reason, and what was published or cancelled stays. The
databases of the data folder, and the archive, remember what was told.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from contract.archive import WAITING, frozen_editions
from contract.codes import Language
from contract.errors import UserError
from contract.pointer import databases
from etl.config.toml import FromToml, Text, read_toml
from etl.publish.build_id import CALENDAR
from etl.publish.editions import STAMP, Released
from etl.publish.kept_files import told_by

ZONE = ZoneInfo("Europe/Helsinki")
SATURDAY = 5
DAY_OR_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
ENTRY = pl.Schema(
    {
        "edition": pl.String(),
        "version": pl.Int32(),
        "position": pl.Int32(),
        "status": pl.String(),
        "first_day": pl.Date(),
        "last_day": pl.Date(),
        "due": pl.String(),
        **{f"notice_{language}": pl.String() for language in Language},
    }
)
MOVE = pl.Schema(
    {
        "edition": pl.String(),
        "version": pl.Int32(),
        "position": pl.Int32(),
        "previous": pl.String(),
        "declared": pl.Date(),
        **{f"reason_{language}": pl.String() for language in Language},
    }
)
TOLD = "SELECT edition, version, status, due, notice_fi, notice_sv, notice_en FROM calendar_entry"
TOLD_MOVES = "SELECT edition, version, previous, reason_fi, reason_sv, reason_en FROM calendar_move"


class ReleaseStatus(StrEnum):
    """How firm a date is; as in table `calendar_entry`."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    PUBLISHED = "published"


class Move(FromToml, frozen=True):
    """A confirmed date that did not hold, and why."""

    previous: datetime
    declared: date
    reason: Text


class Entry(FromToml, frozen=True):
    """One release: `planned` (a day, a month, or a span of them) until `due`, date and hour, is confirmed."""

    edition: str
    version: int = 1
    planned: str = ""
    due: datetime | None = None
    cancelled: Text | None = None  # what readers are told
    moved: tuple[Move, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """Return edition and version, which name a release."""
        return self.edition, self.version

    @property
    def due_text(self) -> str | None:
        """Return the confirmed date and hour as readers are told."""
        return told_time(self.due) if self.due else None

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day on which it may come."""
        if self.due:
            day = local(self.due).date()
            return day, day
        return span_of(self.planned)


class _Written(FromToml, frozen=True):
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The releases that are announced, in the order of days."""

    entries: tuple[Entry, ...] = ()

    def entry(self, edition: str, version: int) -> Entry | None:
        """Return what is announced of a version of an edition."""
        return next((one for one in self.entries if one.key == (edition, version)), None)

    def next_after(self, released: Released, day: date) -> Entry | None:
        """Return the first release that is still to come on a day."""
        return next((one for one in self.entries if _is_open(one, released) and one.span[1] >= day), None)


def read_calendar(data: Path) -> Calendar:
    """Read the calendar of a data folder, empty where there is none; raise UserError where it says what cannot be."""
    path = data / CALENDAR
    if not path.is_file():
        return Calendar()
    entries = read_toml(path, _Written).entries
    for one in entries:
        if bool(one.planned) == bool(one.due):
            raise UserError("calendar_without_date", path=path, key=one.edition)
        if one.due and local(one.due).weekday() >= SATURDAY:
            raise UserError("calendar_at_weekend", path=path, key=one.edition, found=told_time(one.due))
    if len({one.key for one in entries}) != len(entries):
        raise UserError("calendar_entry_twice", path=path)
    return Calendar(tuple(sorted(entries, key=lambda one: (*one.span, one.key))))


def refuse_changed_promises(data: Path, calendar: Calendar) -> None:
    """Raise UserError where a calendar takes back what readers were told, without a word on why."""
    path = data / CALENDAR
    places = [*databases(data), *(one.path for one in frozen_editions(data))]
    for edition, version, status, due, *notice in chain.from_iterable(told_by(one, TOLD) for one in places):
        found = calendar.entry(edition, version)
        name = f"{edition}, {version}"
        if status == ReleaseStatus.PROVISIONAL:
            continue
        if found is None:
            raise UserError("calendar_entry_gone", path=path, release=name)
        if status == ReleaseStatus.CANCELLED and (found.cancelled is None or _texts(found.cancelled) != notice):
            raise UserError("calendar_notice_changed", path=path, release=name)
        moved_from = [told_time(move.previous) for move in found.moved]
        if due is not None and found.due_text != due and due not in moved_from:
            raise UserError("calendar_moved_without_reason", path=path, release=name, previous=due)
        if status == ReleaseStatus.PUBLISHED and found.due_text != due:
            raise UserError("calendar_of_published_changed", path=path, release=name)
    for edition, version, previous, *reason in chain.from_iterable(told_by(one, TOLD_MOVES) for one in places):
        found = calendar.entry(edition, version)
        kept = [(told_time(one.previous), *_texts(one.reason)) for one in found.moved] if found else []
        if (previous, *reason) not in kept:
            raise UserError("calendar_move_changed", path=path, release=f"{edition}, {version}", previous=previous)


def refuse_cancelled_content(data: Path, calendar: Calendar) -> None:
    """Raise UserError where a release is cancelled while its edition is being prepared or waits for its hour."""
    waiting = data / WAITING
    for edition, version, _ in chain.from_iterable(told_by(one, STAMP) for one in databases(waiting)):
        found = calendar.entry(edition, version)
        if found is not None and found.cancelled is not None:
            raise UserError("calendar_cancelled_content", path=waiting, release=f"{edition}, {version}")


def calendar_tables(calendar: Calendar, released: Released) -> dict[str, pl.DataFrame]:
    """Return tables `calendar_entry` and `calendar_move`."""
    entries = [_entry_row(at, one, released) for at, one in enumerate(calendar.entries)]
    moves = chain.from_iterable(map(_move_rows, calendar.entries))
    return {
        "calendar_entry": pl.DataFrame(entries, ENTRY, orient="row"),
        "calendar_move": pl.DataFrame(list(moves), MOVE, orient="row"),
    }


def local(moment: datetime) -> datetime:
    """Return a moment in the time of Finland; one that is written without a zone is meant so."""
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


def told_time(moment: datetime) -> str:
    """Write a moment as readers are told: 2026-12-08T08:00:00+02:00."""
    return local(moment).isoformat(timespec="seconds")


def span_of(planned: str) -> tuple[date, date]:
    """Return the first and last day of "2026-12", "2026-12-08" or "2026-11/2026-12"; raise UserError."""
    begin, _, end = planned.partition("/")
    first, _ = _days(begin)
    _, last = _days(end or begin)
    if last < first:
        raise UserError("calendar_span_unknown", path=CALENDAR, found=planned)
    return first, last


def _days(text: str) -> tuple[date, date]:
    """Return the first and last day of a month, or a day twice; raise UserError."""
    found = DAY_OR_MONTH.fullmatch(text)
    try:
        year, month, day = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        return date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1])
    except ValueError as error:
        raise UserError("calendar_span_unknown", path=CALENDAR, found=text) from error


def _is_open(entry: Entry, released: Released) -> bool:
    return entry.cancelled is None and released.version(entry.edition) < entry.version


def _entry_row(position: int, entry: Entry, released: Released) -> tuple[object, ...]:
    texts = _texts(entry.cancelled) if entry.cancelled else [None] * len(Language)
    return *entry.key, position, _status(entry, released), *entry.span, entry.due_text, *texts


def _status(entry: Entry, released: Released) -> ReleaseStatus:
    if entry.cancelled:
        return ReleaseStatus.CANCELLED
    if not _is_open(entry, released):
        return ReleaseStatus.PUBLISHED
    return ReleaseStatus.CONFIRMED if entry.due else ReleaseStatus.PROVISIONAL


def _move_rows(entry: Entry) -> Iterator[tuple[object, ...]]:
    for position, one in enumerate(entry.moved):
        yield *entry.key, position, told_time(one.previous), one.declared, *_texts(one.reason)


def _texts(text: Text) -> list[str]:
    return [getattr(text, language) for language in Language]
