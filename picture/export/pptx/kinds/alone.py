"""A slide without a picture: the one number that is known, large, or nothing but the title, which says why."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from picture.charts.palette import DOT, INK
from picture.export.pptx.layout import CHART, WIDE_LAYOUT
from picture.export.pptx.shapes import add_text, set_alt_text
from picture.export.pptx.slide import add_slide, placeholder, remove
from picture.query.model import Dataset, Observation
from picture.text.captions import Captions
from picture.text.labels import interval_text, mark
from picture.text.words import amount, capital, period

LONE_NUMBER_SIZE = 96  # points
LONE_NAME_SIZE = 24


def lone_number_slide(
    deck: Deck, dataset: Dataset, captions: Captions, row: Observation | None, more: str = ""
) -> None:
    """Add a slide with one number in the place of a picture; None: the title says why there is none.

    more: a sentence behind those that explain the number.
    """
    slide = add_slide(deck, WIDE_LAYOUT, dataset, captions)
    box = placeholder(slide, CHART)
    left = box.left
    top = box.top + box.height / 6
    width = box.width
    if row is not None and row.value is not None:
        indicator = dataset.indicator(row.indicator)
        language = dataset.view.language
        value = amount(row.value, indicator, language)
        large = add_text(slide.shapes, value, (left, top, width, Inches(1.6)), LONE_NUMBER_SIZE, DOT, bold=True)
        named = f"{indicator.name}, {row.area.name} {period(row.period)} {mark(row)}".strip()
        told = f"{named}. {capital(interval_text(row, indicator, language))}. {more}".strip()
        words = add_text(
            slide.shapes, told, (left, top + Inches(1.8), width, Inches(1.0)), LONE_NAME_SIZE, INK, fitted=True
        )
        for shape in (large, words):
            set_alt_text(shape, "")
            box.element.addprevious(shape.element)
    remove(box)
