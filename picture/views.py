"""Each kind of view: how it is asked, which page shows it, and the address under which it can be seen again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal
from urllib.parse import urlencode

import duckdb

from picture.export.stamp import CaptionedAnswer
from picture.query.area_context import ask_area_context
from picture.query.choices import Choices
from picture.query.model import Dataset, View
from picture.query.numbers import ask_front, ask_groups, ask_map, ask_profile, ask_trend
from picture.query.selection import BESIDE, address, overview_of, view_of
from picture.text.captions import captions_of

Kind = Literal["front", "map", "trend", "profile", "groups"]
FRONT = "front"  # the page without a path
Ask = Callable[[duckdb.DuckDBPyConnection, View, Choices], Dataset]

PAGES: dict[Kind, str] = {"front": FRONT, "map": "map", "trend": "trends", "profile": "region", "groups": "groups"}
ASK: dict[Kind, Ask] = {
    "front": ask_front,
    "map": ask_map,
    "trend": ask_trend,
    "profile": ask_profile,
    "groups": ask_groups,
}
OVERVIEWS = ("front", "region")  # pages that show many indicators
ITEM_KEYS = ("indicator", "level", "area", "period", "group", "beside", "division")  # of a basket item, in order
SEPARATOR = "~"  # stands in no value, and needs no escape in an address


def view_on(page: str, choice: Mapping[str, str], choices: Choices) -> View:
    """Return the view that a page shows of a checked choice."""
    return overview_of(choice, choices) if page in OVERVIEWS else view_of(choice, choices)


def ask_view(con: duckdb.DuckDBPyConnection, kind: Kind, choice: Mapping[str, str], choices: Choices) -> Dataset:
    """Return what a page of this kind shows for a checked choice."""
    view = view_on(PAGES[kind], choice, choices)
    if kind == "trend" and choice["beside"] != BESIDE[0]:
        return ask_trend(con, view, choices, ask_area_context(con, view).alike)
    return ASK[kind](con, view, choices)


def item(dataset: Dataset, base: str, beside: str = BESIDE[0]) -> CaptionedAnswer:
    """Say a dataset together with the address that shows the same. base: of the server, without a slash at the end."""
    return dataset, captions_of(dataset, link(dataset, base, beside))


def link(dataset: Dataset, base: str, beside: str = BESIDE[0]) -> str:
    """Return the address of the page that shows the same dataset."""
    path = "" if PAGES[dataset.kind] == FRONT else PAGES[dataset.kind]
    return f"{base}/{path}?{urlencode({**address(dataset.view), 'beside': beside})}"


def encode_item(kind: Kind, choice: Mapping[str, str]) -> str:
    """Write a picture kept in the basket as one value of an address: its kind and its choice but the language."""
    return SEPARATOR.join((kind, *(choice[key] for key in ITEM_KEYS)))


def decode_item(text: str) -> tuple[Kind, dict[str, str]]:
    """Read a basket item as `encode_item` writes it; raise ValueError for anything else."""
    named, *values = text.split(SEPARATOR)
    kind = next((known for known in PAGES if known == named), None)
    if kind is None:
        raise ValueError(f"there is no view of the kind {named!r}")
    return kind, dict(zip(ITEM_KEYS, values, strict=True))
