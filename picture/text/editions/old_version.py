"""What readers are told of versions of editions."""

from __future__ import annotations

from contract.codes import Language
from picture.query.corrections import EditionVersion
from picture.query.editions.old_version import OldVersion
from picture.text.words import day, listing, word


def reading_version(version: EditionVersion, language: Language) -> str:
    """Return which version is read."""
    named = {"edition": version.edition, "version": version.version}
    return word("old_edition_read", language, date=day(version.released, language), **named)


def newer_version(old: OldVersion, language: Language) -> str:
    """Return which version or edition is the newest."""
    newer = old.newer
    if newer is None:
        return word("old_edition_newest", language)
    date = day(newer.released, language)
    if old.is_superseded:
        return word("old_edition_newer", language, version=newer.version, date=date)
    return word("old_edition_later", language, edition=newer.edition, date=date)


def corrected_since(old: OldVersion, language: Language) -> str:
    """Return that figures of a version were corrected later, and when; nothing where none was."""
    days = dict.fromkeys(day(one.day, language) for one in old.corrections)
    return word("old_edition_corrected", language, date=listing(list(days), language)) if days else ""


def correction_reasons(old: OldVersion) -> str:
    """Return what was wrong, in the words of whoever corrected it."""
    return " ".join(one.text for one in old.corrections)
