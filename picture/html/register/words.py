"""Small parts of every page about what is done: a text in another language, the mark of an example, links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol
from urllib.parse import urlencode

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.view_links import VIEW
from picture.html.links import page_link
from picture.query.choices import Choices
from picture.query.model import View
from picture.query.register.entries import Party, RegisterEntry
from picture.query.register.filters import Filters
from picture.query.register.told import Told
from picture.query.selection import EDITION_KEY
from picture.text.words import word

OTHER_LANGUAGE = Markup('<span lang="{}">{}</span> <span class="lb-quiet">({})</span>')
EXAMPLE_TAG = Markup(' <span class="lb-example">{}</span>')
OUTSIDE_LINK = Markup('<a href="{}" rel="external noopener noreferrer">{}</a>')


def told_html(text: Told | None, language: Language) -> Markup:
    """Write a text; where it stands in another language than the reader's, with its `lang` and a word on it."""
    if text is None:
        return Markup()
    if text.language == language:
        return Markup("{}").format(text.text)
    return OTHER_LANGUAGE.format(text.language, text.text, word(f"register_in_{text.language}", language))


class MaybeInvented(Protocol):
    """What may be an invented example: an entry, an organisation, a plan, a finding."""

    @property
    def example(self) -> bool:
        """Whether it was invented."""


def example_tag(one: MaybeInvented, language: Language) -> Markup:
    """Mark what was invented."""
    return EXAMPLE_TAG.format(word("register_example", language)) if one.example else Markup()


def entry_address(key: str, language: Language) -> str:
    """Return the address of an entry; it waits for the view."""
    return f"entry?{urlencode({'id': key, 'lang': language})}{VIEW}"


def entry_link(entry: RegisterEntry, language: Language) -> Markup:
    """Write the name of an entry as the way to all that is known of it, with its mark."""
    return told_link(entry.name, entry_address(entry.id, language), language) + example_tag(entry, language)


def told_link(text: Told, address: str, language: Language) -> Markup:
    """Write a text as a link; where it stands in another language than the reader's, with its `lang` and a word."""
    if text.language == language:
        return page_link(text.text, address)
    link = Markup('<a class="lb-go" href="{}" lang="{}">{}</a> <span class="lb-quiet">({})</span>')
    return link.format(address, text.language, text.text, word(f"register_in_{text.language}", language))


def parties_html(parties: Iterable[Party], language: Language) -> Markup:
    """Name organisers or partners, those of the register as links, with their marks."""
    return Markup(", ").join(_party(one, language) for one in parties)


def _party(party: Party, language: Language) -> Markup:
    if party.entry is None:
        return told_html(party.name, language)
    return told_link(party.name, entry_address(party.entry, language), language) + example_tag(party, language)


def entry_in_view(key: str, view: View) -> str:
    """Return the address of an entry in a page whose addresses do not wait for the view."""
    edition = {EDITION_KEY: view.edition} if view.edition else {}
    return f"entry?{urlencode({'id': key, 'lang': view.language, **edition})}"


def register_address(language: Language, asked: Mapping[str, str] | None = None) -> str:
    """Return the address of the register with filters; it waits for the view."""
    return f"register?{urlencode({'lang': language, **(asked or {})})}{VIEW}"


def forum_address(key: str, language: Language) -> str:
    """Return the address of a forum; it waits for the view."""
    return f"forum?{urlencode({'forum': key, 'lang': language})}{VIEW}"


def edition_asked(choices: Choices) -> dict[str, str]:
    """Return the key of the address that names an old version, where one is looked at."""
    return {EDITION_KEY: f"{choices.stamp.edition}-{choices.stamp.version}"} if choices.told_by else {}


def area_register(view: View, area: str, filters: Filters) -> str:
    """Return the address of the register of another area, with the same filters."""
    edition = {EDITION_KEY: view.edition} if view.edition else {}
    return f"register?{urlencode({'lang': view.language, 'area': area, **edition, **filters.asked(part='1')})}"


def outside_link(url: str) -> Markup:
    """Write an address elsewhere as a link, shown as it is; what is no web address stays text."""
    return OUTSIDE_LINK.format(url, url) if url.startswith(("http://", "https://")) else Markup("{}").format(url)
