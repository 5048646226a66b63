"""Places on the page of editions that others lead to. Their names stand in shared addresses: they do not change."""

from __future__ import annotations

from enum import StrEnum

from picture.query.corrections import Correction


class EditionsPlace(StrEnum):
    """A part of the page of editions, in the order of the page; the value is the part's id."""

    CORRECTIONS = "corrections"
    NOTICES = "notices"
    VERSIONS = "versions"
    DIFFERENCES = "differences"
    CALENDAR = "calendar"
    QUALITY = "quality"
    CITE = "cite"


def correction_place(one: Correction) -> str:
    """Return the id of a correction."""
    return f"correction-{one.edition}-{one.version}"
