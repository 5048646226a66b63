"""The figures of a place's own surveys as slides: native tables, clearly apart from the figures of the country."""

from __future__ import annotations

from collections.abc import Sequence

from contract.codes import Language
from picture.export.pptx.kinds.talk import TalkSlide
from picture.export.report.place.section import figure_of
from picture.query.choices import Choices
from picture.query.local.place import LocalCollection, PlaceKnown
from picture.text.words import period, word

LOCAL_KIND = "local"
QUESTIONS_OF_SLIDE = 8
PERIODS_OF_SLIDE = 2
QUESTION_SHARE = 5.0  # of the width, beside each period
PERIOD_SHARE = 3.5


def local_slides(place: PlaceKnown, choices: Choices) -> tuple[TalkSlide, ...]:
    """Return a slide for each survey of the place, more where it asked much; none where there is none."""
    slides: list[TalkSlide] = []
    for one in place.collections:
        slides += _slides(one, choices)
    return tuple(slides)


def _slides(collection: LocalCollection, choices: Choices) -> list[TalkSlide]:
    periods = collection.periods[:PERIODS_OF_SLIDE]
    head = (word("local_column_question", choices.language), *map(period, periods))
    names = collection.indicators
    parts = [names[start : start + QUESTIONS_OF_SLIDE] for start in range(0, len(names), QUESTIONS_OF_SLIDE)]
    widths = (QUESTION_SHARE, *(PERIOD_SHARE,) * len(periods))
    title = title_of(collection, choices.language)
    tables = [(head, *(_row(collection, name, periods, choices) for name in part)) for part in parts]
    return [TalkSlide(LOCAL_KIND, title, rows, widths, header=True) for rows in tables]


def title_of(collection: LocalCollection, language: Language) -> str:
    """Write what a survey is called, and that its answers were made up where they were."""
    title = collection.source.title
    return f"{title} ({word('synthetic_short', language)})" if collection.source.synthetic else title


def _row(collection: LocalCollection, name: str, periods: Sequence[str], choices: Choices) -> tuple[str, ...]:
    return (choices.indicator(name).name, *(figure_of(collection, name, one, choices) for one in periods))
