"""The quality declaration and the answers to officials' questions as HTML."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from picture.html.methods.anchors import Place, Question
from picture.html.methods.parts import paragraphs, place_html, plain_table
from picture.query.choices import Choices
from picture.query.methods.quality import Quality
from picture.text.methods.answers import (
    Answer,
    is_a_difference,
    may_quote,
    when_next,
    why_an_old_year,
    why_another_figure,
    why_hatched,
    why_not_compared,
)
from picture.text.methods.quality import Heading, break_rows, quality_sentences
from picture.text.words import word

PART = Markup('<section id="{}"><h3>{}</h3>{}</section>')


def quality_html(quality: Quality, choices: Choices) -> Markup:
    """Write the declaration under its five headings, with every break of a series."""
    language = choices.language
    told = quality_sentences(quality, choices)
    breaks = break_rows(quality, choices.indicators)
    columns = ("column_indicator", "column_break_before", "column_reason")
    after = {Heading.COHERENCE: plain_table(columns, breaks, language) if breaks else Markup()}
    parts = Markup("").join(
        PART.format(
            f"quality-{heading}",
            word(f"quality_{heading}", language),
            paragraphs(told[heading]) + after.get(heading, Markup()),
        )
        for heading in Heading
    )
    return place_html(Place.QUALITY, parts, language)


def questions_html(quality: Quality, choices: Choices) -> Markup:
    """Write the questions that officials ask with their answers."""
    answers: Mapping[Question, Answer] = {
        Question.HATCHED: why_hatched(quality, choices),
        Question.MAY_QUOTE: may_quote(choices),
        Question.OTHER_FIGURE: why_another_figure(choices),
        Question.REAL_DIFFERENCE: is_a_difference(quality, choices),
        Question.NO_COMPARISON: why_not_compared(choices),
        Question.OLD_YEAR: why_an_old_year(choices),
        Question.NEXT: when_next(choices),
    }
    parts = Markup("").join(
        PART.format(place, answer.question, paragraphs(answer.sentences)) for place, answer in answers.items()
    )
    return place_html(Place.QUESTIONS, parts, choices.language)
