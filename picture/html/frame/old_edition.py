"""What is told over a page of an old version: which one it is, what came later, what was corrected since."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.place import place_address
from picture.html.links import page_link
from picture.query.editions.old_version import OldVersion
from picture.query.selection import EDITION_KEY
from picture.text.editions.old_version import corrected_since, newer_version, reading_version
from picture.text.words import word

TOLD = Markup('<p class="lb-banner lb-old-edition" role="note">{}</p>')
NO_EDITION = Markup('<div class="lb-banners"><p class="lb-banner lb-withdrawn" role="alert">{} {}</p></div>')


def old_edition(old: OldVersion | None, page: str, selected: Mapping[str, str], language: Language) -> Markup:
    """Write it with links to the same view of now and to the page of editions; nothing for what is served now."""
    if old is None:
        return Markup()
    editions = page_link(word("old_edition_more", language), place_address("editions", {"lang": language}))
    corrected = corrected_since(old, language)
    parts = [reading_version(old.version, language), newer_version(old, language), _now(page, selected, language)]
    more = [corrected, editions] if corrected else []
    return TOLD.format(Markup(" ").join([*parts, *more]))


def refused_edition(told: str, page: str, asked: Mapping[str, str], language: Language) -> Markup:
    """Write why the version that was asked for is not shown, and link to what is published now."""
    return NO_EDITION.format(told, _now(page, {**asked, "lang": language}, language))


def _now(page: str, selected: Mapping[str, str], language: Language) -> Markup:
    view = {key: value for key, value in selected.items() if key != EDITION_KEY}
    return page_link(word("old_edition_now", language), place_address(page, view))
