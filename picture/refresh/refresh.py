"""A kept deck with the figures that are published now: its own slides, look, order and words, and a list of changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path

from pptx.presentation import Presentation as Deck

from contract.codes import Language
from contract.errors import UserError
from contract.pointer import served_database
from picture.export.archive import dated
from picture.export.office_file import OfficeFile, office_file
from picture.query.choices import Choices, read_choices
from picture.query.database import open_database
from picture.query.programs.published import ask_published
from picture.recheck.deck import open_deck, read_chart
from picture.recheck.found import FoundPart
from picture.refresh.asked import LeftSlide
from picture.refresh.drawing import DrawnViews, draw_views
from picture.refresh.our_slide import OurSlide, read_our_slide
from picture.refresh.plan import SlidePlan, plan_slide, same_form
from picture.refresh.told import RefreshedSlide, RefreshReport, moved_numbers


@dataclass(frozen=True, slots=True)
class RefreshedDeck:
    """The new file, and what is told of it, a line each."""

    content: bytes
    lines: tuple[str, ...]


def refresh_deck(content: bytes, data: Path, language: Language) -> RefreshedDeck:
    """Refresh a deck from the served database; raise UserError where it cannot be read or holds nothing of ours.

    language: of what is told; each slide keeps its own.
    """
    if office_file(content) is not OfficeFile.DECK:
        raise UserError("refresh_no_deck")
    deck = open_deck(content)
    slides = [read_our_slide(place, slide) for place, slide in enumerate(deck.slides, 1)]
    ours = [slide for slide in slides if slide is not None]
    if not ours:
        raise UserError("kept_file_foreign")
    with closing(open_database(served_database(data)).cursor()) as con:
        choices = {one: read_choices(con, one) for one in Language}
        drawn = draw_views(con, choices, content, ours)
        done = [_refreshed(slide, drawn) for slide in ours]
        told = choices[language]
        asked = {number.key.indicator for number in chain.from_iterable(one.numbers for one in done)}
        now = ask_published(con, sorted(asked & {one.id for one in told.indicators}), told)
    lines = RefreshReport(told, now).lines(done, others=len(slides) - len(ours))
    return RefreshedDeck(_file(deck, told), tuple(lines))


def _refreshed(kept: OurSlide, drawn: DrawnViews) -> RefreshedSlide:
    """Refresh one slide, wholly or not at all."""
    before = list(_charts(kept))
    fresh = drawn.fresh(kept)
    if isinstance(fresh, LeftSlide):
        return RefreshedSlide(kept, fresh)
    if not same_form(kept, fresh.slide):
        return RefreshedSlide(kept, LeftSlide.FORM)
    plan = _planned(kept, fresh.slide)
    if plan is None:
        return RefreshedSlide(kept, LeftSlide.DAMAGED)
    plan.apply()
    after = list(_charts(fresh.slide))
    parts = tuple(moved_numbers(part, after, fresh.was, fresh.now) for part in before)
    had = {number.key for number in chain.from_iterable(part.numbers for part in parts)}
    new = {number.key for number in chain.from_iterable(part.numbers for part in after)} - had
    return RefreshedSlide(kept, None, tuple(plan.said), parts, len(new), fresh.was, fresh.now)


def _planned(kept: OurSlide, fresh: OurSlide) -> SlidePlan | None:
    try:
        return plan_slide(kept, fresh)
    except Exception:  # noqa: BLE001 - the one guard around a slide of a stranger: a damaged one may raise anything
        return None


def _charts(slide: OurSlide) -> Iterator[FoundPart]:
    """Yield the charts of a slide with their numbers."""
    charts = (shape.shape.chart.part for shape in slide.with_role("chart") if shape.shape is not None)
    parts = (read_chart(slide.place, slide.slide, chart) for chart in charts)
    yield from (part for part in parts if part is not None)


def _file(deck: Deck, choices: Choices) -> bytes:
    deck.core_properties.keywords = choices.stamp.build
    file = BytesIO()
    deck.save(file)
    return dated(file.getvalue(), choices.stamp.built_at)
