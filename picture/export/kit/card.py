"""The card of the data that are to come: how they are read stands there, what only people know is marked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

import tomli_w

from contract.actions.kit import ANSWERS_SHEET, CODES_ROW, RESPONDENT
from contract.codes import Language
from contract.status import ObsStatus
from picture.export.kit.survey_codes import survey_codes
from picture.query.collect.kit import KitContent
from picture.query.collect.questionnaire import BackgroundQuestion
from picture.text.kit.background import background_answers
from picture.text.words import word

SAMPLING = '"probability"  # | "self_selected"'
NO_MORE: Mapping[str, Any] = MappingProxyType({})
ONLY_PEOPLE_KNOW = (
    'period = "2027"',
    'sha256 = "…"',
    "accessed = 2027-05-31",
    "delete_by = 2028-05-31",
    'licence = "CC BY 4.0"',
)
LATER = """
{mark} [method]
{mark} fi = "…"
{mark} sv = "…"
{mark} en = "…"

{mark} [fieldwork]
{mark} sampled = 1200
{mark} responded = 400
{mark} modes = ["web", "paper"]
{mark} first_day = 2027-03-01
{mark} last_day = 2027-04-15
{mark} languages = ["fi", "sv", "en"]
"""


def template_card(content: KitContent, file: str) -> bytes:
    """Write the card of a filled template. file: its name."""
    return _card(content, file, {"sheet": ANSWERS_SHEET, "header_row": CODES_ROW})


def survey_card(content: KitContent, file: str) -> bytes:
    """Write the card of an export of the survey tool. file: its name."""
    return _card(
        content, file, {"tool": "limesurvey", "unfinished": "left_out"}, {"answer_codes": _answer_codes(content)}
    )


def _card(content: KitContent, file: str, table: dict[str, Any], more: Mapping[str, Any] = NO_MORE) -> bytes:
    language = content.languages[0]
    mark = f"# {word('kit_card_mark', language)}"
    key = content.key
    source = f"local_{key or 'place'}".lower()
    parts: list[str] = [f"# {word('kit_card_head', language, mark=mark)}"]
    parts += [f"# {word('kit_card_folder', language, folder=f'data/sources/{source}/2027')}"]
    parts += [tomli_w.dumps({"id": source, "kind": "respondents", "file": file}).strip()]
    parts += ["synthetic = false", *(f"{mark} {line}" for line in ONLY_PEOPLE_KNOW), ""]
    parts += [tomli_w.dumps({"title": _title(content), "producer": _producer(content)})]
    area = f'area = "{key}"' if key else f'{mark} area = "KU049"'
    parts += ["[local]", area, f"{mark} sampling = {SAMPLING}", ""]
    design = {"design": {"respondent": RESPONDENT}, "table": table, "groups": _groups(content)}
    parts += [tomli_w.dumps({**design, "missing": _untold(content), **more}).strip()]
    return ("\n".join(parts) + "\n" + LATER.format(mark=mark)).encode()


def _answer_codes(content: KitContent) -> dict[str, dict[str, int]]:
    """Return question = its codes as they stand in an export: numbers that nobody explains are told in the build."""
    questions = content.forms[content.languages[0]].questions
    return {one.column: {str(option.code): option.code for option in one.options} for one in questions}


def _title(content: KitContent) -> dict[str, str]:
    return {language.value: word("kit_card_title", language, place=_place(content, language)) for language in Language}


def _producer(content: KitContent) -> dict[str, str]:
    return {language.value: _place(content, language) for language in Language}


def _place(content: KitContent, language: Language) -> str:
    place = content.places[language]
    return place.area.name if place else "…"


def _groups(content: KitContent) -> dict[str, Any]:
    """Return the columns of the groups, and our codes of what people answer in any of the languages."""
    questions = content.forms[content.languages[0]].background
    columns: dict[str, Any] = {question.dim: question.dim for question in questions}
    return {**columns, "codes": {question.dim: _codes(question, content) for question in questions}}


def _codes(question: BackgroundQuestion, content: KitContent) -> dict[str, str]:
    """Return answer = code of ours, as the template, the form and the survey tool hold it."""
    ours = {group.code for group in question.groups}
    told = [survey_codes(question, content.languages[0])]
    told += [{text: code for code, text in background_answers(question, language).items()} for language in Language]
    return {text: code for text, code in chain.from_iterable(one.items() for one in told) if code in ours}


def _untold(content: KitContent) -> dict[str, str]:
    """Return the answers that name no group: such people count among all."""
    questions = content.forms[content.languages[0]].background
    signs: dict[str, str] = {}
    for question in questions:
        ours = {group.code for group in question.groups}
        said = [survey_codes(question, content.languages[0])]
        said += [{text: code for code, text in background_answers(question, one).items()} for one in Language]
        told = chain.from_iterable(texts.items() for texts in said)
        signs |= {text: ObsStatus.MISSING.value for text, code in told if code not in ours}
    return signs
