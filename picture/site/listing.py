"""The pages that list everything: the index from A to Z, which needs no script, and the files; the same as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain, groupby
from typing import Any

from markupsafe import Markup

from contract.codes import Domain, Language
from picture.html.choosing.search_index import search_index
from picture.html.frame.place import place_address
from picture.html.page.head import page_head
from picture.query.choices import Choices
from picture.query.choosing.folding import fold
from picture.site.files import FILE_FORMS, file_path
from picture.site.plan import SITE_MENU
from picture.text.words import word

_LISTED = ("indicator", "area", "municipality")  # what the index lists of all that can be found
_AFTER_ALL_LETTERS = 0x7B  # of the Latin alphabet
_LAST_LETTERS = "åäö"  # which end the alphabet in Finnish and Swedish
_LETTER = Markup('<section id="{0}"><h2>{0}</h2><ul>{1}</ul></section>')
_ITEM = Markup('<li><a href="{}">{}</a>{}</li>')
_NOTE = Markup(' <span class="lb-quiet">{}</span>')
_LETTERS = Markup('<nav class="lb-site-letters" aria-label="{}">{}</nav>')
_TO_LETTER = Markup('<a href="#{0}">{0}</a>')
_FILE = Markup('<a href="/{}" download>{}</a>')
_ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
_CELL = Markup("<td>{}</td>")
_TABLE = Markup('<section><h2>{}</h2><table class="lb-table lb-site-files"><tbody>{}</tbody></table></section>')
Found = Mapping[str, Any]


def found(by_language: Mapping[Language, Choices], language: Language) -> list[dict[str, Any]]:
    """Return what can be found on the site, as the search of the dashboard has it."""
    kinds = search_index(by_language, language, [page for page in SITE_MENU if page != "front"])
    return [kind for kind in kinds if kind["items"]]


def site_search(
    by_language: Mapping[Language, Choices], language: Language, lead: Callable[[str], str | None]
) -> list[dict[str, Any]]:
    """Return it with the address of each item on the site; lead: what an address of the dashboard is there."""
    told = []
    for kind in found(by_language, language):
        items = [
            {key: one[key] for key in ("name", "note", "told", "find") if key in one} | {"address": address}
            for one in kind["items"]
            if (address := lead(_address(one, language)))
        ]
        told.append({"of": kind["of"], "title": kind["title"], "items": items})
    return told


def _address(one: Found, language: Language) -> str:
    page = one["page"] or ("region" if "area" in one["view"] else "front")
    return place_address(page, {**one["view"], "lang": language})


def index_page(by_language: Mapping[Language, Choices], language: Language) -> Markup:
    """List indicators, areas and municipalities by their first letters."""
    items = chain.from_iterable(kind["items"] for kind in found(by_language, language) if kind["of"] in _LISTED)
    listed = sorted(items, key=lambda one: _order(one["name"], language))
    letters = [(letter, list(group)) for letter, group in groupby(listed, lambda one: _letter(one["name"], language))]
    links = Markup("").join(_TO_LETTER.format(letter) for letter, _ in letters)
    parts = (
        _LETTER.format(letter, Markup("").join(_item(one, language) for one in group)) for letter, group in letters
    )
    head = page_head(word("menu_index", language), word("site_index_lead", language))
    nav = _LETTERS.format(word("menu_index", language), links)
    return head + nav + Markup('<div class="lb-site-index">{}</div>').format(Markup("").join(parts))


def _item(one: Found, language: Language) -> Markup:
    note = _NOTE.format(one["note"]) if one.get("note") else ""
    return _ITEM.format(_address(one, language), one["name"], note)


def _letter(name: str, language: Language) -> str:
    first = name[0].upper()
    return fold(first).upper() if language is Language.EN else first


def _order(name: str, language: Language) -> tuple[str, str]:
    """Return by what a name stands in the alphabet of a language."""
    if language is Language.EN:
        return fold(name), name
    places = {letter: chr(_AFTER_ALL_LETTERS + place) for place, letter in enumerate(_LAST_LETTERS)}
    return "".join(places.get(letter) or fold(letter) or " " for letter in name.lower()), name


def downloads_page(choices: Choices) -> Markup:
    """List the files of every indicator, by domain."""
    language = choices.language
    parts = []
    for domain in Domain:
        rows = [_files(one.id, one.name, language) for one in choices.indicators if one.domain == domain]
        parts.append(_TABLE.format(word(f"domain_{domain}", language), Markup("").join(rows)))
    head = page_head(word("menu_downloads", language), word("site_downloads_lead", language))
    return head + Markup("").join(parts)


def _files(indicator: str, name: str, language: Language) -> Markup:
    cells = (
        _CELL.format(_FILE.format(file_path(indicator, form), word(key, language))) for form, key in FILE_FORMS.items()
    )
    return _ROW.format(name, Markup("").join(cells))
