"""An old version of an edition, as it has to be read today: its own figures, with what is told of them since."""

from __future__ import annotations

from dataclasses import dataclass, replace

from picture.query.choices import Choices
from picture.query.corrections import Correction, EditionVersion


@dataclass(frozen=True, slots=True)
class OldVersion:
    """A version that an address names, and what came after it."""

    version: EditionVersion
    newer: EditionVersion | None  # the newest of this edition, or of a later one
    corrections: tuple[Correction, ...]  # of its figures, by later versions

    @property
    def is_superseded(self) -> bool:
        """Whether its edition has a newer version."""
        return self.newer is not None and self.newer.edition == self.version.edition


def told_now(old: Choices, served: Choices) -> Choices:
    """Return what a frozen database offers, with what the served one tells of editions: it knows what came later."""
    told = replace(old, editions=served.editions, told_by=served.stamp.build)
    found = old_version(told)
    if found is None:
        return told
    newer = found.newer if found.is_superseded else None
    withdrawn = found.version.withdrawn
    same = (served.stamp.edition, served.stamp.version) == (found.version.edition, found.version.version)
    waits = served.stamp if same else old.stamp
    stamp = replace(
        old.stamp,
        status="withdrawn" if withdrawn else old.stamp.status,
        withdrawn=withdrawn,
        reason=found.version.reason,
        newer_version=newer.version if newer else 0,
        embargoed=waits.embargoed,
        due=waits.due,
    )
    return replace(told, stamp=stamp)


def old_version(choices: Choices) -> OldVersion | None:
    """Return what is told of the old version that answers; None for what is served now."""
    stamp = choices.stamp
    told = choices.editions
    found = next((one for one in told.versions if (one.edition, one.version) == (stamp.edition, stamp.version)), None)
    if found is None or not choices.told_by:
        return None
    later = [one for one in told.versions if (one.edition, one.version) > (found.edition, found.version)]
    own = [one for one in later if one.edition == found.edition]
    corrections = tuple(
        one
        for one in told.corrections
        if one.edition == found.edition and one.wrong_version <= found.version < one.version
    )
    return OldVersion(found, next(iter([*own[::-1], *later[::-1]]), None), corrections)
