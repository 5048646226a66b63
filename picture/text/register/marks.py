"""What stands at the mark of an event on a trend: when, what, and where it is from."""

from __future__ import annotations

from contract.codes import Language
from picture.query.model import Event
from picture.text.register.when import point, span
from picture.text.words import word


def event_day(event: Event, language: Language) -> str:
    """Write when it happened, or from when to when it lasted."""
    if event.until is None:
        return point(event.day, event.precision, language)
    return span(event.day, event.until, event.precision, language)


def event_text(event: Event, language: Language) -> str:
    """Write what happened, and that it was invented where it was."""
    return f"{event.text} ({word('register_example', language).lower()})" if event.example else event.text


def event_source(event: Event) -> str:
    """Write the source in brackets, where there is one."""
    return f" ({event.source})" if event.source else ""
