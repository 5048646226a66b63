"""The questionnaire as a document: to print, in easy language, and screen by screen for any survey tool."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contract.codes import Language
from picture.export.kit.paper import kit_document, kit_runs
from picture.export.report.document.content import (
    Document,
    DocumentBlock,
    HeadingBlock,
    TextBlock,
    TextRun,
    TickBlock,
)
from picture.query.collect.kit import KitContent
from picture.query.collect.questionnaire import SurveyQuestion
from picture.text.kit.background import background_answers, background_note, background_wording
from picture.text.words import word

SENTENCES = re.compile(r"(?<=[.?!]) ")
MOST_BELOW = 8  # answers that stand below each other; more are numbers on a scale, and stand side by side


def printed_form(content: KitContent, language: Language, *, easy: bool = False) -> Document:
    """Return the questionnaire to print, the questions about the respondent last."""
    form = "kit_form_easy" if easy else "kit_form"
    title = word(form, language)
    questions = content.forms[language].questions
    first = len(questions) + 1
    blocks: list[DocumentBlock] = [
        HeadingBlock(title, 1),
        TextBlock((TextRun(word(f"{form}_lead", language)),), "lead"),
        TextBlock((TextRun(word(f"{form}_private", language), bold=True),)),
    ]
    blocks += [_question(question, number, easy=easy) for number, question in enumerate(questions, 1)]
    blocks += [
        HeadingBlock(word("kit_background", language), 2),
        TextBlock((TextRun(word("kit_background_why", language)),), "intro"),
        *_background(content, language, first, easy=easy),
        TextBlock(kit_runs(f"**{word('kit_thanks', language)}** {word('kit_send', language)}")),
    ]
    return kit_document(title, tuple(blocks), content, language, easy=easy)


def web_form(content: KitContent, language: Language) -> Document:
    """Return the text of a web form, one question a screen."""
    form = content.forms[language]
    asked = [_question(question, number) for number, question in enumerate(form.questions, 1)]
    about = [block for block in _background(content, language, len(asked) + 1) if isinstance(block, TickBlock)]
    of = len(asked) + len(about)
    title = word("kit_form", language)
    blocks: list[DocumentBlock] = [HeadingBlock(title, 1), TextBlock((TextRun(word("kit_form_private", language)),))]
    for number, screen in enumerate([*asked, *about], 1):
        blocks += [HeadingBlock(word("kit_screen", language, number=number, of=of), 2), screen]
    return kit_document(title, tuple(blocks), content, language)


def _question(question: SurveyQuestion, number: int, *, easy: bool = False) -> TickBlock:
    """Return a question with its answers; those of a long scale side by side, what is no answer apart."""
    wording = _numbered(number, line_by_line(question.easy) if easy else question.wording)
    texts = tuple(option.text for option in question.options)
    if len(texts) <= MOST_BELOW:
        return TickBlock(wording, texts)
    answers = tuple(option.text for option in question.options if option.is_answer)
    return TickBlock(wording, answers, across=True, apart=tuple(text for text in texts if text not in answers))


def _background(content: KitContent, language: Language, first: int, *, easy: bool = False) -> Iterator[DocumentBlock]:
    for number, question in enumerate(content.forms[language].background, first):
        wording = _numbered(number, background_wording(question, language, easy=easy))
        yield TickBlock(wording, tuple(background_answers(question, language).values()))
        if note := background_note(question, language):
            yield TextBlock((TextRun(note),), "quiet")


def line_by_line(text: str) -> str:
    """Put each sentence on a line of its own, as easy language does."""
    return SENTENCES.sub("\n", text)


def _numbered(number: int, wording: str) -> tuple[TextRun, ...]:
    return (TextRun(f"{number}. {wording}", bold=True),)
