"""Dates as exactly as they are known."""

from dataclasses import replace
from datetime import date

import pytest

from contract.actions.codes import DatePrecision, RegisterKind
from picture.query.register.entries import ask_entry
from picture.text.register.when import when_of
from tests.picture.small import small_database

MAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((None, None, None), ("aika ei tiedossa", "tid inte angiven", "no date given")),
        ((MAY, MAY, "day"), ("4.5.2026", "4.5.2026", "4 May 2026")),
        ((MAY, date(2026, 5, 5), "day"), ("4.–5.5.2026", "4–5.5.2026", "4–5 May 2026")),
        ((MAY, date(2026, 6, 1), "day"), ("4.5.2026–1.6.2026", "4.5.2026–1.6.2026", "4 May 2026–1 June 2026")),
        ((date(2026, 3, 1), date(2026, 11, 30), "month"), ("3–11/2026",) * 3),
        ((date(2026, 1, 1), date(2027, 12, 31), "month"), ("1/2026–12/2027",) * 3),
        ((date(2026, 1, 1), date(2026, 12, 31), "year"), ("2026",) * 3),
        ((date(2026, 1, 1), None, "year"), ("2026 alkaen", "från 2026", "since 2026")),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(days, told):
    first, last, precision = days
    known = DatePrecision(precision) if precision else None
    entry = replace(ask_entry(small_database(), "cafes", "sv"), first_day=first, last_day=last, precision=known)
    assert tuple(when_of(entry, language) for language in ("fi", "sv", "en")) == told


def test_an_event_without_a_last_day_is_over_on_its_first():
    entry = replace(ask_entry(small_database(), "walk", "sv"), last_day=None, kind=RegisterKind.EVENT)
    assert when_of(entry, "sv") == "4.5.2027"
