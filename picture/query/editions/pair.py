"""Which two versions are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from picture.query.corrections import EditionVersion


@dataclass(frozen=True, slots=True)
class VersionPair:
    """Two versions, the earlier one first."""

    before: EditionVersion
    after: EditionVersion
    wrong: bool = False  # something else was asked for, which was not released

    @property
    def name(self) -> str:
        """Name it as an address does: 2026-1/2026-2."""
        return f"{self.before.code}/{self.after.code}"


def chosen_pair(versions: Sequence[EditionVersion], first: str, second: str) -> VersionPair | None:
    """Return the two versions that were asked for, else the last two; None where there are not two.

    versions: the oldest first. first, second: as an address names them, in any order; "" for none.
    """
    if len(versions) <= 1:
        return None
    places = {one.code: place for place, one in enumerate(versions)}
    asked = [code or versions[place].code for code, place in ((first, -2), (second, -1))]
    if any(code not in places for code in asked):
        return VersionPair(versions[-2], versions[-1], wrong=True)
    earlier, later = sorted(places[code] for code in asked)
    return VersionPair(versions[earlier], versions[later])
