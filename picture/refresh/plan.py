"""What a kept slide becomes, shape by shape: worked out wholly before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import count
from typing import Any

from pptx.oxml.ns import qn

from picture.export.pptx.about.record import CELLS, PREFIX, SHAPE, alt_text, tags_part, tags_xml, text_hash
from picture.export.pptx.deck import READING_KIND
from picture.export.pptx.layout import FOOTER, MEETING, PAGE_NUMBER
from picture.recheck.deck import read_chart
from picture.refresh.carry.chart import RenewedChart, renewed_chart
from picture.refresh.carry.group import drawn_anew, is_map, renewed_key, renewed_map
from picture.refresh.carry.table import renewed_table, same_columns
from picture.refresh.carry.words import renewed_text
from picture.refresh.our_slide import OurSlide, RecordedShape, paired

PICTURES = ("chart", "table", "group")  # of these a slide has as many as before, or it has another form
LEFT_ALONE = {
    f"placeholder{number}" for number in (FOOTER, PAGE_NUMBER, MEETING)
}  # an office program or the reader writes them
TITLE_ROLE = "placeholder0"
Edit = Callable[[], object]


class Remark(StrEnum):
    """What a reader is told of a part of a slide beside its numbers."""

    TITLE = "title"
    CELL = "cell"
    WORDS_LEFT = "words_left"  # a text that a reader has changed
    CELLS_LEFT = "cells_left"
    GONE_LEFT = "gone_left"  # a shape that a reader has taken away
    CHART_LEFT = "chart_left"  # a chart that is not ours any more
    MAP_ANEW = "map_anew"  # with other areas than before
    CHART_EDITED = "chart_edited"  # numbers or labels that a reader has changed: now ours again
    SERIES_OWN = "series_own"
    SERIES_AWAY = "series_away"  # of ours, which a reader has taken away
    POINTS_LOST = "points_lost"
    SHEETS_LOST = "sheets_lost"


@dataclass(frozen=True, slots=True)
class Said:
    """A remark with its words."""

    what: Remark
    name: str = ""
    old: str = ""
    new: str = ""


@dataclass(slots=True)
class SlidePlan:
    """What is to be done to a slide, and what is to be told of it."""

    kept: OurSlide
    fresh: OurSlide
    edits: list[Edit] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    left: set[str] = field(default_factory=set)  # tags of shapes that stay as they are
    added: dict[str, str] = field(default_factory=dict)  # tags of shapes that are new on the slide

    def note(self, what: Remark, name: str = "", old: str = "", new: str = "") -> None:
        """Note what is to be told."""
        self.said.append(Said(what, name, old, new))

    def leave(self, shape: RecordedShape, what: Remark, name: str = "") -> None:
        """Let a shape be, and tell it."""
        self.left.add(shape.tag)
        self.note(what, name)

    def apply(self) -> None:
        """Change the slide, and write what it is now into its tags."""
        for edit in self.edits:
            edit()
        tags_part(self.kept.slide)._blob = tags_xml(list(_tags(self)))  # noqa: SLF001 - a part has no setter


def same_form(kept: OurSlide, fresh: OurSlide) -> bool:
    """Return whether a view still has a slide of the same form."""
    return all(len(kept.with_role(role)) == len(fresh.with_role(role)) for role in PICTURES) and all(
        same_columns(old, new) for old, new in zip(kept.with_role("table"), fresh.with_role("table"), strict=True)
    )


def plan_slide(kept: OurSlide, fresh: OurSlide) -> SlidePlan:
    """Work out what a slide becomes; raise whatever a damaged slide leads to, with nothing changed."""
    plan = SlidePlan(kept, fresh)
    largest = max((int(one) for one in kept.slide.shapes.element.xpath("//@id") if one.isdigit()), default=0)
    numbers = count(largest + 1)
    for old, new in paired(kept, fresh):
        if old is None and new is not None:
            _add(plan, new, numbers)
        elif old is not None and old.shape is None:
            plan.leave(old, Remark.GONE_LEFT)
        elif old is not None and new is None:
            _take_away(plan, old)
        elif old is not None and new is not None and old.role not in LEFT_ALONE:
            PLANNED.get(old.role, _text)(plan, old, new, numbers)
            _alternative(plan, old, new)
    return plan


def _text(plan: SlidePlan, old: RecordedShape, new: RecordedShape, _: Iterator[int]) -> None:
    if old.said == new.said:
        return
    if not old.untouched:
        plan.leave(old, Remark.WORDS_LEFT, old.said.replace("\n", " "))
        return
    if old.role == TITLE_ROLE:
        plan.note(Remark.TITLE, old=old.said, new=new.said)
    body, fresh = (one.element if one.role == "notes" else one.element.find(qn("p:txBody")) for one in (old, new))
    parts = [one.slide.notes_slide.part if old.role == "notes" else one.slide.part for one in (plan.kept, plan.fresh)]
    plan.edits.append(partial(body.getparent().replace, body, renewed_text(body, fresh, *parts)))


def _chart(plan: SlidePlan, old: RecordedShape, new: RecordedShape, _: Iterator[int]) -> None:
    part = old.shape.chart.part
    if read_chart(plan.kept.place, plan.kept.slide, part) is None:
        plan.leave(old, Remark.CHART_LEFT)
        return
    fresh = new.shape.chart.part
    same = all(abs(getattr(old.shape, side) - getattr(new.shape, side)) <= 1 for side in ("width", "height"))
    made = renewed_chart(part, fresh, same_size=same, untouched=old.untouched)
    if not old.untouched and not made.own and not made.removed:
        plan.note(Remark.CHART_EDITED)
    plan.said += chart_remarks(made)
    plan.edits.append(partial(put_chart, part, made))


def chart_remarks(made: RenewedChart) -> Iterator[Said]:
    """Yield what is to be told of a chart."""
    yield from (Said(Remark.SERIES_OWN, name) for name in made.own)
    yield from (Said(Remark.SERIES_AWAY, name) for name in made.removed)
    if made.lost_points:
        yield Said(Remark.POINTS_LOST)
    if made.lost_sheets:
        yield Said(Remark.SHEETS_LOST)


def put_chart(part: Any, made: RenewedChart) -> None:
    """Put a renewed chart into its part."""
    part._element = made.root  # noqa: SLF001 - a part has no setter
    part.chart_workbook.xlsx_part._blob = made.book  # noqa: SLF001


def _table(plan: SlidePlan, old: RecordedShape, new: RecordedShape, _: Iterator[int]) -> None:
    made = renewed_table(old, new, plan.kept.slide.part, plan.fresh.slide.part)
    if made.left:
        plan.note(Remark.CELLS_LEFT)
    for change in made.changes if plan.kept.told("KIND") != READING_KIND else ():  # long texts, no figures
        plan.note(Remark.CELL, f"{change.row}, {change.column}", change.old, change.new)
    table = old.element.find(f".//{qn('a:tbl')}")
    plan.edits.append(partial(table.getparent().replace, table, made.element))


def _group(plan: SlidePlan, old: RecordedShape, new: RecordedShape, numbers: Iterator[int]) -> None:
    made = None
    if is_map(new.element):
        made = renewed_map(old.element, new.element, numbers)
        if made is None:
            plan.note(Remark.MAP_ANEW)
            made = drawn_anew(old.element, new.element, numbers)
    elif old.untouched:
        made = renewed_key(old.element, new.element, numbers)
    else:
        plan.leave(old, Remark.WORDS_LEFT, old.said.replace("\n", " "))
        return
    if old.alt_untouched:
        made.xpath(".//p:cNvPr")[0].set("descr", alt_text(new.shape))
    plan.edits.append(partial(old.element.getparent().replace, old.element, made))


PLANNED: dict[str, Callable[[SlidePlan, RecordedShape, RecordedShape, Iterator[int]], None]] = {
    "chart": _chart,
    "table": _table,
    "group": _group,
}


def _add(plan: SlidePlan, new: RecordedShape, numbers: Iterator[int]) -> None:
    """Add a shape that the slide did not need before: a warning, words beside a chart."""
    if new.role in LEFT_ALONE or new.role == "notes":
        return
    made = deepcopy(new.element)
    number = next(numbers)
    made.xpath(".//p:cNvPr")[0].set("id", str(number))
    _place(made, new.shape)
    plan.added[f"{SHAPE}{number}"] = plan.fresh.tags[new.tag]
    plan.edits.append(partial(plan.kept.slide.shapes.element.insert_element_before, made, "p:extLst"))


def _place(made: Any, shape: Any) -> None:
    """Let a shape stand where its layout has it, also in a deck without that layout."""
    look = made.find(qn("p:spPr"))
    if look is not None and look.find(qn("a:xfrm")) is None:
        place = look.get_or_add_xfrm()
        place.off_x = shape.left
        place.off_y = shape.top
        place.ext_cx = shape.width
        place.ext_cy = shape.height


def _take_away(plan: SlidePlan, old: RecordedShape) -> None:
    """Take away a shape that the slide does not need now, where it still says what we wrote."""
    if old.role in LEFT_ALONE or old.role == "notes":
        return
    if old.untouched:
        plan.edits.append(partial(old.element.getparent().remove, old.element))
    else:
        plan.leave(old, Remark.WORDS_LEFT, old.said.replace("\n", " "))


def _alternative(plan: SlidePlan, old: RecordedShape, new: RecordedShape) -> None:
    """Renew an alternative text that is ours; a group has brought its own."""
    if old.role != "group" and old.alt_untouched and old.tag not in plan.left:
        described = old.element.xpath(".//p:cNvPr")[0]
        plan.edits.append(partial(described.set, "descr", alt_text(new.shape)))


def _tags(plan: SlidePlan) -> Iterator[tuple[str, str]]:
    """Yield the tags of a slide after its change: those of the fresh one, under the numbers of its own shapes.

    What a reader wrote keeps the tag of what we wrote in its place, so that it is the reader's the next time too.
    """
    kept = plan.kept
    fresh = plan.fresh
    yield from ((name, text) for name, text in kept.tags.items() if not name.startswith(PREFIX))
    yield from ((name, text) for name, text in fresh.tags.items() if not name.startswith((SHAPE, CELLS)))
    for old, new in paired(kept, fresh):
        if old is None:
            continue
        cells = old.tag.replace(SHAPE, CELLS)
        if new is None or old.tag in plan.left:
            if old.tag in plan.left:
                yield from ((name, kept.tags[name]) for name in (old.tag, cells) if name in kept.tags)
            continue
        drawn = text_hash(old.said) if old.role == "chart" else new.words
        yield old.tag, f"{old.role} {drawn} {new.alt}".strip()
        if new.cells:
            yield cells, " ".join(",".join(row) for row in new.cells)
    yield from plan.added.items()
