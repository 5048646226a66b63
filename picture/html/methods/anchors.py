"""Places on the methods page that other pages lead to. Their names stand in shared addresses: they do not change."""

from __future__ import annotations

from enum import StrEnum

from picture.text.marks import CorrectionMark, Mark


class Place(StrEnum):
    """A part of the methods page, in the order of its contents; the value is the part's id."""

    CITE = "cite"
    DOWNLOADS = "downloads"
    QUESTIONS = "questions"
    READING = "reading"
    EASY = "easy"
    MARKS = "marks"
    QUALITY = "quality"
    FIELDWORK = "fieldwork"
    COVERAGE = "coverage"
    FOLLOWED = "followed"
    RULES = "rules"
    AREAS = "areas"
    INDICATORS = "indicators"
    SOURCES = "sources"
    CHANGES = "changes"
    CHECK = "check"


class Question(StrEnum):
    """A question that officials ask, answered on the methods page; the value is the answer's id."""

    HATCHED = "why-hatched"
    MAY_QUOTE = "may-i-quote"
    OTHER_FIGURE = "why-another-figure"
    REAL_DIFFERENCE = "is-it-a-difference"
    NO_COMPARISON = "why-not-compared"
    OLD_YEAR = "why-an-old-year"
    NEXT = "when-next"


def mark_place(mark: Mark | CorrectionMark) -> str:
    """Return the id of a mark's meaning."""
    return f"mark-{mark}"


def indicator_place(indicator: str) -> str:
    """Return the id of an indicator's description."""
    return f"indicator-{indicator}"


def source_place(source: str) -> str:
    """Return the id of a source's description."""
    return f"source-{source}"


def rule_place(rule: str) -> str:
    """Return the id of a threshold's sentence."""
    return f"rule-{rule}"


def wave_place(source: str) -> str:
    """Return the id of a survey's response and fieldwork."""
    return f"fieldwork-{source}"
