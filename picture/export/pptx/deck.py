"""A native, editable deck in our own 16:9 template: a title, the slides of each dataset, how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pptx import Presentation
from pptx.presentation import Presentation as Deck

from picture.export.archive import dated
from picture.export.item import ExportItem
from picture.export.pptx.layout import PATH
from picture.export.pptx.slide import TAGS, add_plain_slide, set_language
from picture.export.pptx.tables import reading_slide
from picture.text.names import area_name
from picture.text.words import day, word


def make_deck(items: Sequence[ExportItem]) -> bytes:
    """Make a PPTX of datasets in one language; charts, tables and maps are native and can be edited.

    items: at least one. Only what a dataset holds is in the file: hidden numbers are in neither charts nor workbooks.
    """
    deck = Presentation(str(PATH))
    _opening(deck, items)
    for item in items:
        item.rules.slides(deck, item.dataset, item.captions)
        if item.rules.more_slides:
            item.rules.more_slides(deck, item.dataset, item.captions)
    reading_slide(deck, items)
    return _file(deck, items[0])


def picture_deck(item: ExportItem) -> bytes:
    """Make a PPTX of one picture: its own slides and none that nobody asked for."""
    deck = Presentation(str(PATH))
    item.rules.slides(deck, item.dataset, item.captions)
    return _file(deck, item)


def _file(deck: Deck, first: ExportItem) -> bytes:
    dataset = first.dataset
    for slide in deck.slides:
        set_language(slide, dataset.view.language)
    about = deck.core_properties
    about.title = word("title", dataset.view.language)
    about.subject = first.captions.subtitle
    about.language = TAGS[dataset.view.language]
    about.keywords = dataset.stamp.build
    about.created = about.modified = dataset.stamp.built_at
    file = BytesIO()
    deck.save(file)
    return dated(file.getvalue(), dataset.stamp.built_at)


def _opening(deck: Deck, items: Sequence[ExportItem]) -> None:
    """Name the picture, the area when all answers share one, the edition and its day."""
    dataset = items[0].dataset
    language = dataset.view.language
    stamp = dataset.stamp
    places = {area_name(item.dataset) for item in items}
    edition = word("edition", language, edition=stamp.edition)
    parts = [*(places if len(places) == 1 else ()), edition, day(stamp.built_at.date(), language)]
    add_plain_slide(deck, "Title", dataset, word("title", language), " · ".join(parts))
