"""The short marks that people see beside a figure: in place of the codes of its statuses, and of what was corrected."""

from __future__ import annotations

from collections.abc import Iterable
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


class CorrectionMark(StrEnum):
    """A mark of a figure that was corrected, or is wrong: no status of its own, but what a later version told."""

    CORRECTED = "r"
    WRONG = "w"


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


def row_marks(row: Observation) -> tuple[Mark | CorrectionMark, ...]:
    """Return the marks of a row, in alphabetical order."""
    return tuple(sorted([*status_marks(row), *correction_marks([row])]))


def status_marks(row: Observation) -> tuple[Mark, ...]:
    """Return the marks of both statuses of a row, in alphabetical order."""
    found = [OBS_MARKS[status] for status in row.obs_status]
    return tuple(sorted([*found, *([CONF_MARKS[row.conf_status]] if row.conf_status in CONF_MARKS else [])]))


def correction_marks(rows: Iterable[Observation]) -> tuple[CorrectionMark, ...]:
    """Return the marks of corrections that rows carry: lists of all marks end with these."""
    wrong = {row.correction.wrong for row in rows if row.correction}
    return tuple(CorrectionMark.WRONG if one else CorrectionMark.CORRECTED for one in sorted(wrong))


def mark_word(mark: Mark | CorrectionMark, language: Language) -> str:
    """Write what a mark means."""
    return word(f"mark_{mark}", language)


def read_mark(printed: str) -> Mark | CorrectionMark:
    """Return the mark that is printed as "[u]"."""
    letter = printed.strip("[]")
    return CorrectionMark(letter) if letter in set(CorrectionMark) else Mark(letter)
