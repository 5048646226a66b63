"""What stands at the mark of an event on a trend: when, what, and where it is from."""

from __future__ import annotations

from contract.codes import Language
from picture.query.model import Event
from picture.query.register.told import Told
from picture.text.register.entry_words import marks_behind
from picture.text.register.when import point, span


def event_day(event: Event, language: Language) -> str:
    """Write when it happened, or from when to when it lasted."""
    if event.until is None:
        return point(event.day, event.precision, language)
    return span(event.day, event.until, event.precision, language)


def event_text(event: Event, language: Language) -> str:
    """Write what happened, with what is to be known of it: its language where it is another, that it was invented."""
    return event.text + event_marks(event, language)


def event_marks(event: Event, language: Language) -> str:
    """Write what is to be known of the name of an event; nothing where it is nothing."""
    name = Told(event.text, event.other_language or language)
    return marks_behind(name, language, example=event.example)


def event_source(event: Event) -> str:
    """Write the source in brackets, where there is one."""
    return f" ({event.source})" if event.source else ""
