"""What is told over a page of an old version: which one it is, what came later, what was corrected since."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.place import place_address
from picture.html.links import page_link
from picture.html.page.head import page_head
from picture.query.editions.old_version import OldVersion
from picture.query.selection import EDITION_KEY
from picture.text.editions.old_version import corrected_since, correction_reasons, newer_version, reading_version
from picture.text.words import word

# why figures were wrong stands on the figures too: there is no room for it over the page of a phone
OLD_VERSION = Markup(
    '<p class="lb-banner lb-old-edition" role="note"><b>{read}</b> {newer} {corrected}'
    ' <span class="lb-long">{why}</span> {now} · {all}</p>'
)
NO_EDITION = Markup('<div class="lb-no-edition">{}<p>{}</p></div>')


def old_edition(old: OldVersion | None, page: str, selected: Mapping[str, str], language: Language) -> Markup:
    """Write it with links to the same view of now and to the page of editions; nothing for what is served now."""
    if old is None:
        return Markup()
    return OLD_VERSION.format(
        read=reading_version(old.version, language),
        newer=newer_version(old, language),
        corrected=corrected_since(old, language),
        why=correction_reasons(old),
        now=_now(page, selected, language),
        all=page_link(word("old_edition_more", language), place_address("editions", {"lang": language})),
    )


def refused_edition(told: str, page: str, asked: Mapping[str, str], language: Language) -> Markup:
    """Write why the version that was asked for is not shown, and link to what is published now."""
    now = _now(page, {**asked, "lang": language}, language)
    return NO_EDITION.format(page_head(word("old_edition_refused", language), told), now)


def _now(page: str, selected: Mapping[str, str], language: Language) -> Markup:
    view = {key: value for key, value in selected.items() if key != EDITION_KEY}
    return page_link(word("old_edition_now", language), place_address(page, view))
