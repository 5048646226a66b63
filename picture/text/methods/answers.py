"""Questions that officials ask, answered from what this build holds."""

from __future__ import annotations

from dataclasses import dataclass

from contract.period import Period
from picture.query.choices import Choices, survey_periods
from picture.query.methods.quality import Quality
from picture.text.editions.releases import next_words
from picture.text.methods.quality import (
    change_limits,
    newest_fieldwork,
    old_indicators,
    survey_waves,
)
from picture.text.source_lines import days_text
from picture.text.words import listing, number, period, word


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and the sentences of its answer."""

    question: str
    sentences: tuple[str, ...]


def why_hatched(quality: Quality, choices: Choices) -> Answer:
    """Explain a hatch, name the regions of which nothing can be shown, and what to do."""
    language = choices.language
    pooled = [p for p in survey_periods(choices) if Period.parse(p).is_pooled]
    names = listing(quality.without, language) if quality.without else ""
    return _answer(
        "question_hatched",
        choices,
        word("answer_hatched", language),
        word("answer_hatched_all", language, names=names) if names else "",
        word("answer_hatched_pooled", language, pooled=period(pooled[-1])) if pooled else "",
        word("answer_hatched_where", language),
    )


def may_quote(choices: Choices) -> Answer:
    """Explain how a figure may be quoted, and which may not."""
    language = choices.language
    return _answer(
        "question_quote",
        choices,
        word("answer_quote", language),
        word("answer_quote_synthetic", language) if choices.stamp.synthetic else "",
        "" if choices.stamp.is_published else word("answer_quote_draft", language),
    )


def why_another_figure(choices: Choices) -> Answer:
    """List what to compare where somebody else publishes another figure."""
    return _answer("question_other", choices, word("answer_other", choices.language))


def is_a_difference(quality: Quality, choices: Choices) -> Answer:
    """Explain when two figures differ, and how large a change must be to be found."""
    language = choices.language
    limits = change_limits(quality, language)
    return _answer("question_difference", choices, word("answer_difference", language), limits)


def why_not_compared(choices: Choices) -> Answer:
    """Explain why some figures are not compared."""
    return _answer("question_not_compared", choices, word("answer_not_compared", choices.language))


def why_an_old_year(choices: Choices) -> Answer:
    """Explain why a figure may be old, and how many are."""
    language = choices.language
    count = len(old_indicators(choices))
    told = {"count": number(count, 0, language), "total": number(len(choices.indicators), 0, language)}
    return _answer(
        "question_old",
        choices,
        word("answer_old", language, limit=choices.stamp.max_age_years),
        word("answer_old_count", language, **told) if count else "",
    )


def when_next(choices: Choices) -> Answer:
    """List the waves that were held so far, and tell which release comes next."""
    language = choices.language
    waves = survey_waves(choices)
    newest = newest_fieldwork(choices)
    days = days_text(newest, language) if newest else ""
    return _answer(
        "question_next",
        choices,
        word("answer_next_waves", language, waves=listing(waves, language), days=days) if days else "",
        next_words(choices),
    )


def _answer(question: str, choices: Choices, *sentences: str) -> Answer:
    return Answer(word(question, choices.language), tuple(text for text in sentences if text))
