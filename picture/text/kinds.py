"""The kind of source of a figure as a short word: survey, published survey, register, statistics of an authority."""

from __future__ import annotations

from contract.codes import Kind, Language
from picture.query.model import Indicator
from picture.text.words import word


def kind_word(indicator: Indicator, language: Language) -> str:
    """Name the kind of source that stands in an indicator's name line: "survey", "police statistics", "register"."""
    if indicator.kind.from_respondents:
        return word("kind_survey", language)
    if indicator.kind is Kind.PUBLISHED_SHARE:
        return word("kind_published_survey", language)
    return word(f"kind_{indicator.recorded_by or 'register'}", language)
