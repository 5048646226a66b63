"""Each kind of view: how it is asked, which page shows it, and the address under which it can be seen again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal
from urllib.parse import urlencode

import duckdb

from picture.answer import Answer, View
from picture.ask import ask_front, ask_groups, ask_map, ask_profile, ask_trend
from picture.export.package import Item
from picture.offer import Offer
from picture.place import ask_place
from picture.told import tell
from picture.view import BESIDE, address, overview_of, view_of

Kind = Literal["front", "map", "trend", "profile", "groups"]
Ask = Callable[[duckdb.DuckDBPyConnection, View, Offer], Answer]

PAGES: dict[Kind, str] = {"front": "", "map": "map", "trend": "trends", "profile": "region", "groups": "groups"}
ASK: dict[Kind, Ask] = {
    "front": ask_front,
    "map": ask_map,
    "trend": ask_trend,
    "profile": ask_profile,
    "groups": ask_groups,
}
OVERVIEWS = ("front", "profile")  # they show many indicators
KEPT = ("indicator", "level", "area", "period", "group", "beside", "division")  # what a short address says, in order
MARK = "~"  # stands in no value, and needs no escape in an address


def ask_view(con: duckdb.DuckDBPyConnection, kind: Kind, choice: Mapping[str, str], offer: Offer) -> Answer:
    """Answer what a page of this kind shows for a checked choice."""
    view = overview_of(choice, offer) if kind in OVERVIEWS else view_of(choice, offer)
    if kind == "trend" and choice["beside"] != BESIDE[0]:
        return ask_trend(con, view, offer, ask_place(con, view).alike)
    return ASK[kind](con, view, offer)


def item(answer: Answer, base: str, beside: str = BESIDE[0]) -> Item:
    """Say an answer together with the address that shows the same. base: of the server, without a slash at the end."""
    return answer, tell(answer, link(answer, base, beside))


def link(answer: Answer, base: str, beside: str = BESIDE[0]) -> str:
    """Return the address of the page that shows the same answer."""
    return f"{base}/{PAGES[answer.kind]}?{urlencode({**address(answer.view), 'beside': beside})}"


def shorten(kind: Kind, choice: Mapping[str, str]) -> str:
    """Write a kept picture in short: kind and choice but the language."""
    return MARK.join((kind, *(choice[key] for key in KEPT)))


def lengthen(text: str) -> tuple[Kind, dict[str, str]]:
    """Read a kept picture as `shorten` writes it; raise ValueError for anything else."""
    named, *values = text.split(MARK)
    kind = next((known for known in PAGES if known == named), None)
    if kind is None:
        raise ValueError(f"there is no view of the kind {named!r}")
    return kind, dict(zip(KEPT, values, strict=True))
