"""The short marks that people see beside a figure, in place of the codes of its statuses."""

from __future__ import annotations

from enum import StrEnum

from contract.codes import Language
from contract.status import ConfStatus, ObsStatus
from picture.query.model import Observation
from picture.text.words import word


class Mark(StrEnum):
    """A mark as it is printed, in the order of a list of marks."""

    BREAK = "b"
    CONFIDENTIAL = "c"
    DEFINITION = "d"
    ESTIMATED = "e"
    MISSING = "m"
    PROVISIONAL = "p"
    LOW_RELIABILITY = "u"
    NOT_APPLICABLE = "z"


OBS_MARKS = {
    ObsStatus.BREAK: Mark.BREAK,
    ObsStatus.DEFINITION: Mark.DEFINITION,
    ObsStatus.ESTIMATED: Mark.ESTIMATED,
    ObsStatus.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
    ObsStatus.MISSING: Mark.MISSING,
    ObsStatus.PROVISIONAL: Mark.PROVISIONAL,
    ObsStatus.LOW_RELIABILITY: Mark.LOW_RELIABILITY,
}
CONF_MARKS = {ConfStatus.CONFIDENTIAL: Mark.CONFIDENTIAL}


def row_marks(row: Observation) -> tuple[Mark, ...]:
    """Return the marks of a row, in alphabetical order."""
    found = [OBS_MARKS[status] for status in row.obs_status]
    return tuple(sorted([*found, *([CONF_MARKS[row.conf_status]] if row.conf_status in CONF_MARKS else [])]))


def mark_word(mark: Mark, language: Language) -> str:
    """Write what a mark means."""
    return word(f"mark_{mark}", language)
