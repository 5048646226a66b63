"""A kept deck with the figures that are published now: its own slides, look, order and words, and a list of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain, starmap
from pathlib import Path
from typing import TypeVar

from pptx.presentation import Presentation as Deck

from contract.codes import Language
from contract.errors import UserError
from contract.pointer import served_database
from picture.export.archive import dated
from picture.export.office_file import OfficeFile, office_file
from picture.export.pptx.deck import LONGEST_PROPERTY
from picture.query.choices import Choices, read_choices
from picture.query.database import open_database
from picture.query.programs.published import ask_published
from picture.recheck.deck import open_deck, read_chart
from picture.recheck.found import FoundPart
from picture.refresh.asked import LeftSlide
from picture.refresh.drawing import DrawnViews, draw_views
from picture.refresh.lone_chart import LoneChart, lone_charts, new_chart
from picture.refresh.our_slide import OurSlide, read_our_slide
from picture.refresh.plan import chart_remarks, plan_slide, put_chart, same_form
from picture.refresh.told import RefreshedSlide, RefreshReport, moved_numbers

Result = TypeVar("Result")


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
    slides = [(place, slide, read_our_slide(place, slide)) for place, slide in enumerate(deck.slides, 1)]
    ours = [known for *_, known in slides if known is not None]
    alone = list(chain.from_iterable(starmap(lone_charts, slides)))
    if not ours and not alone:
        raise UserError("kept_file_foreign")
    with closing(open_database(served_database(data)).cursor()) as con:
        choices = {one: read_choices(con, one) for one in Language}
        drawn = draw_views(con, choices, content, ours, [one.view for one in alone])
        done = [*(_refreshed(slide, drawn) for slide in ours), *(_refreshed_chart(one, drawn) for one in alone)]
        done.sort(key=lambda one: one.slide.place)
        told = choices[language]
        asked = {number.key.indicator for number in chain.from_iterable(one.numbers for one in done)}
        now = ask_published(con, sorted(asked & {one.id for one in told.indicators}), told)
    others = len(slides) - len({one.slide.place for one in done})
    _describe(deck, ours, drawn, told)
    return RefreshedDeck(_file(deck, told), tuple(RefreshReport(told, now).lines(done, others)))


def _refreshed(kept: OurSlide, drawn: DrawnViews) -> RefreshedSlide:
    """Refresh one slide, wholly or not at all."""
    before = list(_charts(kept))
    fresh = drawn.fresh(kept)
    if isinstance(fresh, LeftSlide):
        return RefreshedSlide(kept, fresh)
    if not same_form(kept, fresh.slide):
        return RefreshedSlide(kept, LeftSlide.FORM)
    plan = _guarded(lambda: plan_slide(kept, fresh.slide))
    if plan is None:
        return RefreshedSlide(kept, LeftSlide.DAMAGED)
    plan.apply()
    return _done(RefreshedSlide(kept, None, tuple(plan.said)), before, list(_charts(fresh.slide)), fresh.was, fresh.now)


def _refreshed_chart(kept: LoneChart, drawn: DrawnViews) -> RefreshedSlide:
    """Refresh a chart that stands on a slide of others."""
    slides = drawn.all_slides(kept.view)
    if isinstance(slides, LeftSlide):
        return RefreshedSlide(kept.view, slides)
    made = _guarded(lambda: new_chart(kept, slides))
    if made is None:
        return RefreshedSlide(kept.view, LeftSlide.FORM)
    put_chart(kept.shape.chart.part, made.renewed)
    return _done(
        RefreshedSlide(kept.view, None, tuple(chart_remarks(made.renewed))),
        [kept.part],
        [made.part],
        *drawn.period(kept.view),
    )


def _done(
    slide: RefreshedSlide, before: Sequence[FoundPart], after: Sequence[FoundPart], was: str, now: str
) -> RefreshedSlide:
    """Note the numbers that its charts had and how many are new."""
    parts = tuple(moved_numbers(part, after, was, now) for part in before)
    had = {number.key for number in chain.from_iterable(part.numbers for part in parts)}
    new = {number.key for number in chain.from_iterable(part.numbers for part in after)} - had
    return replace(slide, parts=parts, new=len(new), was=was, now=now)


def _guarded(plan: Callable[[], Result]) -> Result | None:
    try:
        return plan()
    except Exception:  # noqa: BLE001 - the one guard around a slide of a stranger: a damaged one may raise anything
        return None


def _charts(slide: OurSlide) -> Iterator[FoundPart]:
    """Yield the charts of a slide with their numbers."""
    charts = (shape.shape.chart.part for shape in slide.with_role("chart") if shape.shape is not None)
    parts = (read_chart(slide.place, slide.slide, chart) for chart in charts)
    yield from (part for part in parts if part is not None)


def _describe(deck: Deck, ours: Sequence[OurSlide], drawn: DrawnViews, choices: Choices) -> None:
    """Renew what a deck says of itself: its build, and the source of its first picture, where they are ours."""
    about = deck.core_properties
    builds = {slide.told("BUILD") for slide in ours}
    if about.keywords in builds:
        about.keywords = choices.stamp.build
    if drawn.listed and any(build in about.comments for build in builds):
        about.comments = drawn.listed[0].item.captions.source_line[:LONGEST_PROPERTY]


def _file(deck: Deck, choices: Choices) -> bytes:
    file = BytesIO()
    deck.save(file)
    return dated(file.getvalue(), choices.stamp.built_at)
