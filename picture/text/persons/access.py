"""Why somebody is not let in, in words that tell nothing of what waits."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from contract.codes import Language
from picture.text.words import clock, day, word

HERE = ZoneInfo("Europe/Helsinki")


def access_sentence(key: str, when: datetime | None, language: Language) -> str:
    """Return the sentence of a key; a moment is told in the time of Finland."""
    if when is None:
        return word(key, language)
    there = when.astimezone(HERE)
    return word(key, language, date=day(there.date(), language), time=clock(there, language))
