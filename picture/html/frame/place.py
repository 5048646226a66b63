"""The pages by name, and their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from picture.html.links import HOME

PAGES = (
    *("front", "map", "trends", "region", "matrix", "groups"),
    *("plans", "register", "collect", "forum"),
    *("slides", "methods", "editions"),
)
OFF_MENU = ("figure", "entry", "assessment")  # what only links lead to


def place_address(page: str, selected: Mapping[str, str]) -> str:
    """Return the address of a page, relative to any other, with a view as the address carries it."""
    return f"{HOME if page == 'front' else page}?{urlencode(selected)}"
