"""The id that a build of the sources would have now: what is served is up to date where it has this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from etl.config.card import SourceCard
from etl.publish.build_id import BOUNDARIES, build_id
from etl.publish.editions import FOLDER
from etl.publish.served.record import Record


def next_build(data: Path, cards: Sequence[SourceCard], known: Record, instead: Mapping[str, bytes] = {}) -> str:
    """Return the id that a build of these cards would have.

    `instead`: manifests (name -> content) that are about to be written.
    """
    return build_id(cards, data / BOUNDARIES, data / FOLDER, served_versions(known, cards), instead)


def served_versions(known: Record, cards: Iterable[SourceCard]) -> list[str]:
    """Return the hashes of the respondents of these waves that were served before those served now."""
    newest = (known.newest(card.id, card.period) for card in cards)
    return known.other_versions({one.key: one.respondents.sha256 for one in newest if one is not None})
