"""The slides of a meeting and of the event that closes a collection, made of the same figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from pptx.presentation import Presentation as Deck

from picture.export.item import ExportItem
from picture.export.meeting.slides import closing_slides, forum_slides, meeting_slides
from picture.export.pptx.deck import make_deck
from picture.export.report.asked import ReportAnswers
from picture.export.report.brief import tells_itself
from picture.export.track import Track
from picture.query.model import Dataset
from picture.text.captions import Captions

OF_TREND = "trend"


def meeting_deck(
    items: Sequence[ExportItem], answers: ReportAnswers, template: Path | None = None, track: Track = iter
) -> bytes:
    """Make at most five slides between cover and reading help: what the figures say, do not say, and ask for.

    items: of the area's pack, the overview first.
    """
    items = told_by_place(items, answers)
    trends = [item for item in items[1:] if item.dataset.kind == OF_TREND]
    shown = [replace(item, rules=replace(item.rules, more_slides=None)) for item in (items[0], *trends[:1])]
    return make_deck(shown, template, track, meeting_slides(answers))


def closing_deck(
    items: Sequence[ExportItem], answers: ReportAnswers, template: Path | None = None, track: Track = iter
) -> bytes:
    """Make the slides of the closing event: all pictures of the area's pack, the questions, what happens next."""
    return make_deck(told_by_place(items, answers), template, track, closing_slides(answers))


def deck_of_forum(
    items: Sequence[ExportItem], answers: ReportAnswers, template: Path | None = None, track: Track = iter
) -> bytes:
    """Make the slides of a forum: the main findings with their map and trends, the questions, room for decisions."""
    shown = [replace(item, rules=replace(item.rules, more_slides=None)) for item in items]
    return make_deck(shown, template, track, forum_slides(answers))


def told_by_place(items: Sequence[ExportItem], answers: ReportAnswers) -> Sequence[ExportItem]:
    """Return pictures that draw no slide where the place speaks for itself: the country's survey shows none of it."""
    if not tells_itself(answers.place):
        return items
    return [replace(items[0], rules=replace(items[0].rules, slides=_no_slide, more_slides=None))]


def _no_slide(_: Deck, __: Dataset, ___: Captions) -> None:
    """Draw nothing."""


MeetingDeck = Callable[[Sequence[ExportItem], ReportAnswers, Path | None, Track], bytes]
MEETING_DECKS: Mapping[str, MeetingDeck] = MappingProxyType(
    {"meeting": meeting_deck, "closing": closing_deck, "forum": deck_of_forum}
)
