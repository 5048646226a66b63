"""The slides of a deck as the served edition draws them, on the deck's own layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from pptx import Presentation
from pptx.presentation import Presentation as Deck

from contract.codes import Language
from contract.errors import UserError
from picture.export.item import ExportItem
from picture.export.pptx.deck import COVER_KIND, READING_KIND, add_cover, add_picture, add_reading
from picture.export.pptx.layout import PATH
from picture.export.pptx.own.layouts import own_deck
from picture.query.choices import Choices
from picture.refresh.asked import AskedView, LeftSlide, ask_again
from picture.refresh.our_slide import OurSlide, read_our_slide

# slides that are made of all pictures of a deck
OF_DECK: Mapping[str, Callable[[Deck, Sequence[ExportItem]], Any]] = {COVER_KIND: add_cover, READING_KIND: add_reading}
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class FreshSlide:
    """A slide as it is drawn now; was and now: the period of its view, where that moved on."""

    slide: OurSlide
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class DrawnViews:
    """Every view of a deck, asked and drawn once, in the language of its slides."""

    canvas: Deck
    views: Mapping[Key, AskedView | LeftSlide]
    slides: Mapping[Key, Sequence[Any]]
    listed: Sequence[AskedView]  # those that have slides in the deck

    def all_slides(self, kept: OurSlide) -> list[OurSlide] | LeftSlide:
        """Return all slides of the view of a chart, or why it has none."""
        view = self.views[_key(kept)]
        if isinstance(view, LeftSlide):
            return view
        slides = (read_our_slide(0, slide) for slide in self.slides[_key(kept)])
        return [slide for slide in slides if slide is not None]

    def period(self, kept: OurSlide) -> tuple[str, str]:
        """Return the period of a view and the one that it moved on to."""
        view = self.views[_key(kept)]
        return (view.was, view.now) if isinstance(view, AskedView) else ("", "")

    def fresh(self, kept: OurSlide) -> FreshSlide | LeftSlide:
        """Return what a slide looks like now, or why it has no likeness."""
        kind = kept.told("KIND")
        if kind in OF_DECK:
            items = [view.item for view in self.listed if view.item.dataset.view.language == slide_language(kept)]
            return _read(OF_DECK[kind](self.canvas, items)) if items else LeftSlide.GONE
        view = self.views[_key(kept)]
        if isinstance(view, LeftSlide):
            return view
        slides = self.slides[_key(kept)]
        part = kept.told("PART")
        if not part.isdigit() or int(part) >= len(slides):
            return LeftSlide.PART
        return _read(slides[int(part)], view.was, view.now)


def draw_views(
    con: duckdb.DuckDBPyConnection,
    choices: Mapping[Language, Choices],
    content: bytes,
    slides: Iterable[OurSlide],
    alone: Iterable[OurSlide] = (),
) -> DrawnViews:
    """Ask and draw the views of the slides of a deck.

    content: of the deck, on whose layouts they are drawn. alone: views of charts that stand on slides of others.
    """
    canvas = _canvas(content)
    of_view = [slide for slide in slides if slide.told("KIND") not in OF_DECK]
    views: dict[Key, AskedView | LeftSlide] = {}
    for slide in (*of_view, *alone):
        if _key(slide) not in views:
            views[_key(slide)] = ask_again(con, slide, choices[slide_language(slide)])
    asked = {key: view for key, view in views.items() if isinstance(view, AskedView)}
    drawn = {key: add_picture(canvas, view.item, more=True) for key, view in asked.items()}
    keys = dict.fromkeys(map(_key, of_view))
    return DrawnViews(canvas, views, drawn, [asked[key] for key in keys if key in asked])


def slide_language(slide: OurSlide) -> Language:
    """Return the language of a slide."""
    told = slide.told("LANGUAGE")
    return Language(told) if told in set(Language) else Language.EN


def _read(slide: Any, was: str = "", now: str = "") -> FreshSlide | LeftSlide:
    read = read_our_slide(0, slide)
    return LeftSlide.PART if read is None else FreshSlide(read, was, now)


def _key(slide: OurSlide) -> Key:
    return slide.told("EDITION"), slide.told("KIND"), slide.told("ADDRESS"), slide.told("OWN_TITLE")


def _canvas(content: bytes) -> Deck:
    """Return an empty deck with the layouts of a kept one; with ours where it has none for pictures."""
    try:
        return own_deck(content)
    except UserError:
        return Presentation(str(PATH))
