"""Every version that was released: when, what it changed, whether it stands, and where it can be read."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from contract.codes import Language
from picture.html.editions.anchors import EditionsPlace
from picture.html.editions.parts import FOLDED, links, section
from picture.html.links import HOME, page_link
from picture.html.methods.anchors import Place
from picture.query.choices import Choices
from picture.query.corrections import EditionVersion
from picture.text.editions.releases import change_words, state_words, version_name
from picture.text.words import capital, day, word

UNFOLDED_VERSIONS = 6
CONTENT_LETTERS = 12
VERSION_LIST = Markup('<ul class="lb-versions">{}</ul>')
VERSION_ENTRY = Markup('<li id="version-{}"><h3>{} <span>{}</span></h3><p>{}</p>{}{}</li>')
CONTENT_HASH = Markup('<p class="lb-quiet">{} <code title="{}">{}</code></p>')


def versions_html(choices: Choices) -> Markup:
    """Write every version, the newest first; older ones folded."""
    language = choices.language
    versions = choices.editions.versions
    pairs = pairwise((None, *versions))
    entries = [_version(one, before, choices) for before, one in pairs if one][::-1]
    shown = VERSION_LIST.format(Markup("").join(entries[:UNFOLDED_VERSIONS]))
    older = VERSION_LIST.format(Markup("").join(entries[UNFOLDED_VERSIONS:]))
    folded = FOLDED.format(word("editions_older", language), older) if entries[UNFOLDED_VERSIONS:] else Markup()
    return section(EditionsPlace.VERSIONS, shown + folded, language)


def _version(one: EditionVersion, before: EditionVersion | None, choices: Choices) -> Markup:
    language = choices.language
    facts = (word("version_released", language, day=day(one.released, language)), state_words(one, choices))
    return VERSION_ENTRY.format(
        one.code,
        capital(version_name(one.edition, one.version, language)),
        one.semantic,
        f"{' · '.join(facts)}. {change_words(one, before, language)}",
        _links(one, before, language),
        CONTENT_HASH.format(word("version_content", language), one.content, one.content[:CONTENT_LETTERS]),
    )


def _links(one: EditionVersion, before: EditionVersion | None, language: Language) -> Markup:
    asked = f"edition={one.code}&lang={language}"
    parts = [page_link(word("version_read", language), f"{HOME}?{asked}")]
    parts.append(page_link(word("version_files", language), f"methods?{asked}#{Place.DOWNLOADS}"))
    if before:
        pair = f"from={before.code}&to={one.code}&lang={language}"
        parts.append(page_link(word("version_compare", language), f"editions?{pair}#{EditionsPlace.DIFFERENCES}"))
    return links(parts)
