"""Addresses of pages, relative to the page that names them, with the whole view in each."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from contract.codes import Language
from picture.query.model import View
from picture.query.selection import address

HOME = "."  # the front page has no path of its own


def page_address(page: str, view: View, anchor: str = "", **changes: str) -> str:
    """Return the address of a page that shows a view, with some of its keys changed: "map?indicator=…&area=MK19"."""
    path = HOME if page == "front" else page
    return f"{path}?{urlencode(address(view) | changes)}{f'#{anchor}' if anchor else ''}"


def overview_address(page: str, view: View, anchor: str = "", **changes: str) -> str:
    """Return the address of a page as an overview of indicators leads there.

    Which indicator or division was looked at before is no part of it, and stays as the reader had it.
    """
    of_overview = {key: value for key, value in address(view).items() if key not in {"indicator", "level"}}
    path = HOME if page == "front" else page
    return f"{path}?{urlencode(of_overview | changes)}{f'#{anchor}' if anchor else ''}"


def methods_address(place: str, view: View) -> str:
    """Return the address of a place on the methods page (picture/html/methods/anchors.py): "methods?…#mark-u"."""
    return page_address("methods", view, place)


def figure_address(key: str, language: Language, **more: str) -> str:
    """Return the permanent address of a figure. key: contract/cell_key.py; more: further keys, as edition="2026-1"."""
    return f"figure?{urlencode({'cell': key, 'lang': language, **more}, safe='/')}"


def figure_in_view(key: str, view: View) -> str:
    """Return the permanent address of a figure as the version that a view shows has it."""
    return figure_address(key, view.language, **({"edition": view.edition} if view.edition else {}))


def page_link(text: str, target: str) -> Markup:
    """Write a link that changes the page without loading it anew (pages/server/shell/script)."""
    return Markup('<a class="lb-go" href="{}">{}</a>').format(target, text)
