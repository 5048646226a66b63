"""The codebook of a collection as CSV: every column, what was asked, every code and what it means."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from contract.codes import Language
from picture.export.csv import TEXT_ENCODING, cell
from picture.export.kit.survey_codes import survey_codes
from picture.query.collect.kit import KitContent
from picture.text.kit.background import background_answers, background_wording

KIT_CODEBOOK_HEADS = (
    "column",
    "indicator",
    "question",
    "easy_language",
    "scale",
    "code",
    "answer",
    "is_answer",
    "limesurvey_code",
)


def kit_codebook(content: KitContent, language: Language) -> bytes:
    """Write the codebook. `is_answer` false: counted as not answered. Codes about the respondent: ours, of groups."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    writer.writerow(KIT_CODEBOOK_HEADS)
    for row in (*_questions(content, language), *_background(content, language)):
        writer.writerow([cell(value, language) for value in row])
    return text.getvalue().encode(TEXT_ENCODING)


def _questions(content: KitContent, language: Language) -> Iterator[tuple[str | bool, ...]]:
    for one in content.forms[language].questions:
        about = (one.column, one.indicator, one.wording, one.easy, one.scale)
        for option in one.options:
            yield *about, str(option.code), option.text, option.is_answer, str(option.code)


def _background(content: KitContent, language: Language) -> Iterator[tuple[str | bool, ...]]:
    for one in content.forms[language].background:
        wording = background_wording(one, language)
        easy = background_wording(one, language, easy=True)
        ours = {group.code for group in one.groups}
        tool = {code: key for key, code in survey_codes(one, language).items()}
        for code, text in background_answers(one, language).items():
            yield one.dim, "", wording, easy, one.dim, code, text, code in ours, tool[code]
