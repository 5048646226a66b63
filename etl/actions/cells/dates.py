"""Dates that are known to the day, the month or the year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from contract.actions.codes import DatePrecision
from contract.errors import UserError

WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]00:00(?::00)?)?")
FINNISH = re.compile(r"(?:(?:(\d{1,2})\.)?(\d{1,2})[./])(\d{4})")  # 14.3.2026, 3/2026
YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, month or year: its first and its last day."""

    first: date
    last: date
    precision: DatePrecision

    def __str__(self) -> str:
        letters = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}
        return self.first.isoformat()[: letters[self.precision]]


def read_date(text: str) -> Dated:
    """Read 2026, 2026-03, 2026-03-14, 14.3.2026 or 3/2026; raise UserError."""
    if found := WRITTEN.fullmatch(text):
        year, month, day = found.groups()
    elif found := FINNISH.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise UserError("action_date_form")
    if int(year) not in YEARS:
        raise UserError("action_date_form")
    try:
        return _dated(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError:
        raise UserError("action_date_form") from None


def _dated(year: int, month: int | None, day: int | None) -> Dated:
    if month is None:
        return Dated(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
    if day is None:
        first = date(year, month, 1)
        return Dated(first, date(year, month, monthrange(year, month)[1]), DatePrecision.MONTH)
    return Dated(date(year, month, day), date(year, month, day), DatePrecision.DAY)
