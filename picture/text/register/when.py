"""When something is or was: as exactly as it is known, in the order of each language."""

from __future__ import annotations

from datetime import date

from contract.actions.codes import DatePrecision, RegisterKind
from contract.codes import Language
from picture.query.register.entries import RegisterEntry
from picture.text.words import day, word


def when_of(entry: RegisterEntry, language: Language) -> str:
    """Write the dates of an entry: "28–29.5.2024", "3–11/2026", "2025", "since 1/2026", or that none is given."""
    if entry.kind is RegisterKind.ORGANISATION and entry.first_day is None:
        return "–"  # nobody asks since when there is an organisation
    if entry.first_day is None or entry.precision is None:
        return word("register_no_date", language)
    if entry.until is None:
        return word("register_since", language, start=point(entry.first_day, entry.precision, language))
    return span(entry.first_day, entry.until, entry.precision, language)


def span(first: date, last: date, precision: DatePrecision, language: Language) -> str:
    """Write from when to when, and one point where both are the same."""
    start = point(first, precision, language)
    end = point(last, precision, language)
    return start if start == end else _span(first, last, precision, language)


def point(one: date, precision: DatePrecision, language: Language) -> str:
    """Write a date as exactly as it is known."""
    if precision is DatePrecision.YEAR:
        return str(one.year)
    return f"{one.month}/{one.year}" if precision is DatePrecision.MONTH else day(one, language)


def _span(first: date, last: date, precision: DatePrecision, language: Language) -> str:
    """Write two points as a span; what both have in common is said once."""
    same_month = (first.year, first.month) == (last.year, last.month)
    if precision is DatePrecision.DAY and same_month and language != Language.EN:
        return (
            f"{first.day}.–{day(last, language)}" if language == Language.FI else f"{first.day}–{day(last, language)}"
        )
    if precision is DatePrecision.DAY and same_month:
        return f"{first.day}–{day(last, language)}"
    if precision is DatePrecision.MONTH and first.year == last.year:
        return f"{first.month}–{last.month}/{last.year}"
    return "–".join(point(one, precision, language) for one in (first, last))
