"""A note of a publisher that somebody has read and accepted: the card says which, and what readers are told of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec

from etl.config.toml import FromToml, Text

# The fingerprint of a note, and behind it, for people, how the note begins: "3f2a91c0b7d4 In 2020, the survey moved".
NoteName = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{12}( .*)?\Z")]


class AcceptedNote(FromToml, frozen=True):
    """One note that needs no break; another wording of it is another note."""

    note: NoteName
    told: Text | None = None  # for readers; without it, they are told the words behind the fingerprint


def fingerprints(names: Iterable[str]) -> frozenset[str]:
    """Return the fingerprints of notes as cards and catalogue name them."""
    return frozenset(name.partition(" ")[0] for name in names)
