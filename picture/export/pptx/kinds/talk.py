"""A slide of words to talk about or to fill in: a native table, whose empty cells wait for the meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.presentation import Presentation as Deck

from picture.charts.palette import HEADING, INK
from picture.export.pptx.layout import CHART, TABLE_LAYOUT, WORDS
from picture.export.pptx.shapes import set_alt_text
from picture.export.pptx.slide import add_plain_slide, placeholder, remove
from picture.export.pptx.table import add_table
from picture.query.model import Dataset
from picture.text.names import area_name

TALK_ROW = 0.75  # inches
TALK_LETTERS = 22  # points: read from the last row of a meeting room


@dataclass(frozen=True, slots=True)
class TalkSlide:
    """What such a slide says; the first row is the head where there is one."""

    kind: str  # as its tags name it
    title: str
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]  # of the columns beside each other
    header: bool = False


def add_talk_slide(deck: Deck, dataset: Dataset, told: TalkSlide) -> Any:
    """Add the slide and return it."""
    slide = add_plain_slide(deck, TABLE_LAYOUT, dataset, told.title, area_name(dataset))
    remove(placeholder(slide, WORDS))
    cells = [[(text, INK if at or told.header else HEADING) for at, text in enumerate(row)] for row in told.rows]
    box = placeholder(slide, CHART)
    frame = add_table(box, cells, told.widths, header=told.header, row_inches=TALK_ROW, largest=TALK_LETTERS)
    set_alt_text(frame, told.title)
    return slide
