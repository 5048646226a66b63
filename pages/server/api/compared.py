"""Two released versions side by side: what differs between them, and which of their inputs do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from contract.archive import frozen_edition
from contract.codes import Language
from contract.editions.difference import Change, changed
from pages.server.old_editions import edition_database
from picture.query.corrections import EditionVersion
from picture.query.editions.difference import VersionsCompared, compare_versions
from picture.query.editions.pair import VersionPair


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two versions, and why."""

    found: VersionsCompared
    inputs: tuple[Change, ...]


def compare(folder: Path, pair: VersionPair, language: Language, most: int) -> Compared:
    """Compare two versions; most: cells that are told one by one.

    Raise NoEditionError or NoDatabaseError where one cannot be read.
    """
    found = compare_versions(*_databases(folder, pair), language, most)
    return Compared(found, changed(_made_of(folder, pair.before), _made_of(folder, pair.after)))


def _databases(folder: Path, pair: VersionPair) -> tuple[Path, Path]:
    return edition_database(folder, pair.before.code), edition_database(folder, pair.after.code)


def _made_of(folder: Path, version: EditionVersion) -> dict[str, str]:
    return dict(frozen_edition(folder, version.edition, version.version).made_of)
