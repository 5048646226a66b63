"""The title bar: what this is, which edition, in which language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.place import place_address
from picture.html.frame.view_links import VIEW, put_view
from picture.query.selection import EDITION_KEY
from picture.text.words import word

BAR = Markup('<div class="lb-bar"><div>{}</div><div>{}</div><div class="lb-bar-tools">{}</div></div>')
NAME = Markup(
    '<div class="lb-name"><a class="lb-home lb-go" href="{}">'
    '<span class="lb-long">{}</span><span class="lb-short">{}</span></a>{}</div>'
)
EDITION = Markup(' <span class="lb-edition">{}</span>')
STATUS = Markup(' <span class="lb-draft">{}</span>')
TOOLS = Markup(
    '<nav class="lb-languages" aria-label="{}">{}</nav>'
    '<button class="lb-menu-open" type="button" popovertarget="lb-menu">{}</button>'
)
LANGUAGE = Markup('<a class="lb-go" href="{}" lang="{}" hreflang="{}"{}>{}</a>')
CHOSEN_LANGUAGE = Markup(' aria-current="true"')


def bar(name: Markup, search: Markup, tools: Markup) -> Markup:
    """Write the bar over the whole width."""
    return BAR.format(name, search, tools)


@lru_cache
def bar_name(language: Language, edition: str = "", status: str = "published", *, old: str = "") -> Markup:
    """Write the title, which leads home, and the edition, marked where it is a draft or was withdrawn.

    old: it is an old version, which the address names so: "2026-1".
    """
    named = EDITION.format(_edition(edition, old, language)) if edition else Markup()
    marked = Markup() if status == "published" else STATUS.format(word(f"export_{status}", language))
    home = place_address("front", {"lang": language.value} | ({EDITION_KEY: old} if old else {}))
    return NAME.format(home, word("title", language), word("title_short", language), named + marked)


def _edition(edition: str, old: str, language: Language) -> str:
    if old:
        return word("edition_version", language, edition=edition, version=old.rpartition("-")[2])
    return word("edition", language, edition=edition)


def bar_tools(
    page: str, language: Language, selected: Mapping[str, str], languages: tuple[Language, ...] = tuple(Language)
) -> Markup:
    """Write the links to the same view in each language, and the button that opens the menu on a small screen.

    selected: the view, as the address carries it; languages: those that there are.
    """
    return put_view(_tools(page, language, languages), selected, "lang")


@lru_cache
def _tools(page: str, language: Language, languages: tuple[Language, ...]) -> Markup:
    links = Markup("").join(
        LANGUAGE.format(
            place_address(page, {"lang": one}) + VIEW,
            one,
            one,
            CHOSEN_LANGUAGE if one is language else "",
            word("language_name", one),
        )
        for one in languages
    )
    return TOOLS.format(word("choose_lang", language), links, word("own_menu", language))
