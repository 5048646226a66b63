"""A native, editable deck: a cover, the slides of each picture in a section of its own, how to read them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from contract.codes import Language
from contract.printable import printable_texts
from picture.export.archive import dated
from picture.export.item import ExportItem, clean_item
from picture.export.languages import LANGUAGE_TAGS
from picture.export.pptx.about.properties import write_properties
from picture.export.pptx.about.record import record
from picture.export.pptx.about.sections import Section, write_sections
from picture.export.pptx.fit import fit_text
from picture.export.pptx.image import add_image_slide
from picture.export.pptx.kinds.plan_chart import PlanChartSlide, add_plan_chart
from picture.export.pptx.kinds.tables import reading_slide
from picture.export.pptx.kinds.talk import TalkSlide, add_talk_slide
from picture.export.pptx.layout import AGENDA, COVER_LAYOUT, MEETING, PATH
from picture.export.pptx.own.ground import suit_ground
from picture.export.pptx.own.layouts import own_deck
from picture.export.pptx.own.opening import read_template
from picture.export.pptx.slide import add_plain_slide, placeholder, remove, set_language
from picture.export.track import Track
from picture.text.names import area_name
from picture.text.words import day, word

LONGEST_PROPERTY = 255  # letters
MOST_AGENDA = 11  # lines; what follows them is counted
COVER_KIND = "cover"  # of slides that show no view, as their tags name it
READING_KIND = "reading"
IMAGE_KIND = "image"
ToldSlide = TalkSlide | PlanChartSlide
AGENDA_SIZE = 18  # points
LEAST_AGENDA = 12


def make_deck(
    items: Sequence[ExportItem],
    template: Path | None = None,
    track: Track = iter,
    talk: Sequence[ToldSlide] = (),
) -> bytes:
    """Make a PPTX of datasets in one language; charts, tables and maps are native and can be edited.

    items: at least one. template: of an office; None: ours. track: counts the pictures. talk: slides of
    words and plans that follow the pictures.
    Only what a dataset holds is in the file: hidden numbers are in neither charts nor workbooks.
    """
    deck = _opened(template)
    items = [clean_item(item) for item in items]
    language = items[0].dataset.view.language
    add_cover(deck, items)
    sections = [Section(word("deck_cover", language), 1)]
    sections += [Section(item.captions.subtitle, len(add_picture(deck, item, more=True))) for item in track(items)]
    for told in talk:
        _add_talk(deck, items, told)
    sections += [Section(told.title, 1) for told in talk]
    add_reading(deck, items)
    sections.append(Section(word("methods_reading", language), 1))
    write_sections(deck, sections, items[0].dataset.stamp.build)
    return _file(deck, items[0], _title(items))


def picture_deck(item: ExportItem, template: Path | None = None) -> bytes:
    """Make a PPTX of one picture: its own slides and none that nobody asked for."""
    deck = _opened(template)
    item = clean_item(item)
    add_picture(deck, item, more=False)
    return _file(deck, item, item.captions.title)


def image_deck(item: ExportItem, template: Path | None = None) -> bytes:
    """Make a PPTX of one picture as an image on one slide: for those who may not edit it."""
    deck = _opened(template)
    item = clean_item(item)
    slide = add_image_slide(deck, item)
    record(slide, item.dataset, item.captions.link, 0, kind=IMAGE_KIND)
    return _file(deck, item, item.captions.title)


def _opened(template: Path | None) -> Deck:
    return Presentation(str(PATH)) if template is None else own_deck(read_template(template))


def add_picture(deck: Deck, item: ExportItem, *, more: bool) -> list[Slide]:
    """Add the slides of a picture, each with its record; more: also those that its own file does not hold."""
    first = len(deck.slides)
    item.rules.slides(deck, item.dataset, item.captions)
    if more and item.rules.more_slides:
        item.rules.more_slides(deck, item.dataset, item.captions)
    added = list(deck.slides)[first:]
    for part, slide in enumerate(added):
        suit_ground(slide)
        record(slide, item.dataset, item.captions.link, part, own_title=item.own_title)
    return added


def add_reading(deck: Deck, items: Sequence[ExportItem]) -> Any:
    """Add how to read the deck, with its record."""
    ordered = warned_first(items)
    slide = reading_slide(deck, ordered)
    suit_ground(slide)
    record(slide, ordered[0].dataset, "", 0, kind=READING_KIND)
    return slide


def _add_talk(deck: Deck, items: Sequence[ExportItem], told: ToldSlide) -> None:
    dataset = warned_first(items)[0].dataset
    if isinstance(told, PlanChartSlide):
        slide = add_plan_chart(deck, dataset, printable_texts(told))
    else:
        slide = add_talk_slide(deck, dataset, printable_texts(told))
    suit_ground(slide)
    record(slide, dataset, "", 0, kind=told.kind)


def _file(deck: Deck, first: ExportItem, title: str) -> bytes:
    dataset = first.dataset
    language = dataset.view.language
    for slide in deck.slides:
        set_language(slide, language)
    for letters in deck.element.iter(qn("a:defRPr")):
        letters.set("lang", LANGUAGE_TAGS[language])
    about = deck.core_properties
    about.title = title[:LONGEST_PROPERTY]
    about.subject = first.captions.subtitle[:LONGEST_PROPERTY]
    about.comments = first.captions.source_line[:LONGEST_PROPERTY]
    about.language = LANGUAGE_TAGS[language]
    about.keywords = dataset.stamp.build
    about.created = about.modified = dataset.stamp.built_at
    write_properties(deck)
    file = BytesIO()
    deck.save(file)
    return dated(file.getvalue(), dataset.stamp.built_at)


def _title(items: Sequence[ExportItem]) -> str:
    """Name the picture, with its area when all of them share one."""
    language = items[0].dataset.view.language
    places = {area_name(item.dataset) for item in items}
    return ": ".join([word("title", language), *(places if len(places) == 1 else ())])


def add_cover(deck: Deck, items: Sequence[ExportItem]) -> Any:
    """Name the picture, its edition and day, leave a place for the meeting, and list what follows."""
    dataset = warned_first(items)[0].dataset
    language = dataset.view.language
    stamp = dataset.stamp
    parts = [word("edition", language, edition=stamp.edition), day(stamp.built_at.date(), language)]
    slide = add_plain_slide(deck, COVER_LAYOUT, dataset, _title(items), " · ".join(parts))
    prompt = next(one for one in slide.slide_layout.placeholders if one.placeholder_format.idx == MEETING)
    prompt.text_frame.text = word("deck_meeting", language)
    box = placeholder(slide, AGENDA)
    if len(items) > 1:
        fit_text(box, _agenda(items, language), AGENDA_SIZE, LEAST_AGENDA)
    else:
        remove(box)
    suit_ground(slide)
    record(slide, dataset, "", 0, kind=COVER_KIND)
    return slide


def warned_first(items: Sequence[ExportItem]) -> list[ExportItem]:
    """Return the pictures of a deck, those with made-up numbers first: cover and reading help warn of any."""
    return sorted(items, key=lambda item: not item.dataset.synthetic)


def _agenda(items: Sequence[ExportItem], language: Language) -> list[str]:
    lines = [f"{place}  {item.captions.subtitle}" for place, item in enumerate(items[:MOST_AGENDA], 1)]
    if len(items) > MOST_AGENDA:
        lines.append(word("deck_agenda_more", language, count=len(items) - MOST_AGENDA))
    return lines
