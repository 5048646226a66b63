"""What is said of figures that are not published before an hour."""

from __future__ import annotations

from contract.codes import Language
from picture.query.model import Stamp
from picture.text.words import day, word


def embargo_mark(stamp: Stamp, language: Language) -> str:
    """Return the mark on everything that leaves."""
    return _until("embargo_mark", stamp, language)


def embargo_banner(stamp: Stamp, language: Language) -> str:
    """Return what stands over every page."""
    return _until("embargo_banner", stamp, language)


def _until(key: str, stamp: Stamp, language: Language) -> str:
    """Name the hour, which the calendar tells in the time of Finland."""
    due = stamp.due
    if due is None:
        return word(f"{key}_without_hour", language)
    return word(key, language, date=day(due.date(), language), hour=due.hour, minute=due.strftime("%M"))
