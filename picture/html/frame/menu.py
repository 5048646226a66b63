"""The menu: to the left of every page, on a small screen over it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.place import PAGES, place_address
from picture.html.frame.view_links import VIEW, put_view
from picture.text.words import word

MENU = Markup('<nav class="lb-menu"{} aria-label="{}"><ul>{}</ul></nav>')
OPENED = Markup(' id="lb-menu" popover')  # by the button in the bar, on a small screen
ITEM = Markup('<li><a class="lb-go" href="{}"{}>{}</a></li>')
CHOSEN_PAGE = Markup(' aria-current="page"')
MOST_MENUS = 1_000


def menu(
    page: str,
    language: Language,
    selected: Mapping[str, str],
    kept: int = 0,
    *,
    outline: bool = False,
    pages: tuple[str, ...] = PAGES,
) -> Markup:
    """Write the pages, each with the reader's view.

    kept: how many pictures the reader's own slides hold. outline: it stands in for the menu that is on its way.
    pages: those that there are.
    """
    return put_view(_written(page, language, kept, pages, outline=outline), selected, "lang")


@lru_cache(MOST_MENUS)
def _written(page: str, language: Language, kept: int, pages: tuple[str, ...], *, outline: bool) -> Markup:
    counted = {"slides": f" ({kept})"} if kept else {}
    items = Markup("").join(
        ITEM.format(
            place_address(one, {"lang": language}) + VIEW,
            CHOSEN_PAGE if one == page else "",
            word(f"menu_{one}", language) + counted.get(one, ""),
        )
        for one in pages
    )
    return MENU.format("" if outline else OPENED, word("own_menu", language), items)
