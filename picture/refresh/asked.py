"""The view of a kept slide, asked again in the edition that is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

import duckdb

from contract.period import Period
from picture.basket.item import Item, shows_asked
from picture.export.item import ExportItem, clean_item
from picture.export.pptx.deck import IMAGE_KIND
from picture.query.choices import Choices
from picture.query.selection import check
from picture.refresh.our_slide import OurSlide
from picture.views import FRONT, VIEW_KINDS, ViewKind, ask_view, linked_item, under_title

VERSION_KEY = "edition"  # of an address that shows an old version: what is asked for here is the served one


class LeftSlide(StrEnum):
    """Why a slide stays as it is."""

    KIND = "kind"  # there is no view of its kind
    IMAGE = "image"  # it holds an image, in which no figure can be replaced
    GONE = "gone"  # its indicator, area, group or period is no longer published
    PART = "part"  # its view has fewer slides now
    FORM = "form"  # its view has a slide of another form now: a table where a chart was
    DAMAGED = "damaged"  # something on it cannot be read


@dataclass(frozen=True, slots=True)
class AskedView:
    """A view as the served edition shows it; was and now: its period, where that moved on."""

    item: ExportItem
    was: str = ""
    now: str = ""


def ask_again(con: duckdb.DuckDBPyConnection, slide: OurSlide, choices: Choices) -> AskedView | LeftSlide:
    """Ask for the view of a slide.

    A slide whose period ended in its own edition showed the picture of the year: it moves on to the served edition.
    Any other period was chosen, and stays.
    """
    kind = VIEW_KINDS.get(slide.told("KIND"))
    if kind is None:
        return LeftSlide.IMAGE if slide.told("KIND") == IMAGE_KIND else LeftSlide.KIND
    address = slide.told("ADDRESS")
    query = dict(parse_qsl(urlsplit(address).query))
    query.pop(VERSION_KEY, None)
    period = query.get("period", "")
    moved = moved_on(period, slide.told("EDITION"), choices)
    base = address.partition("?")[0].removesuffix("" if kind.page == FRONT else kind.page).removesuffix("/")
    for wanted in dict.fromkeys((moved, period)):
        item = _ask(con, kind, {**query, "period": wanted, "lang": choices.language}, choices, base)
        shown = item.dataset.view.period if item else ""
        if item is not None and (wanted == moved != period or shown == period):
            titled = clean_item(under_title(item, slide.told("OWN_TITLE")))
            return AskedView(titled, period, shown) if shown != period else AskedView(titled)
    return LeftSlide.GONE


def moved_on(period: str, edition: str, choices: Choices) -> str:
    """Return the period of the served edition that stands for one of an earlier edition."""
    served = choices.stamp.edition
    years = int(served) - int(edition) if edition.isdigit() and served.isdigit() else 0
    try:
        asked = Period.parse(period)
    except ValueError:
        return period
    if years <= 0 or str(asked.last) != edition:
        return period
    return str(replace(asked, first=asked.first + years, last=asked.last + years))


def _ask(
    con: duckdb.DuckDBPyConnection, kind: ViewKind, query: Mapping[str, str], choices: Choices, base: str
) -> ExportItem | None:
    """Ask for a view; None where the served edition has another one in its place."""
    selected, wrong = check(query, {}, choices)
    view = kind.view(selected, choices)
    if wrong or not shows_asked(
        Item(kind.name, {**query, "period": view.period}), view, of_one_indicator=kind.captions.of_one_indicator
    ):
        return None
    return linked_item(kind, ask_view(con, kind, selected, choices), base, selected)
