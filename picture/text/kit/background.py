"""What respondents are asked about themselves, in words: questions, answers, and why nobody has to answer."""

from __future__ import annotations

import re

from contract.codes import Language
from picture.query.collect.questionnaire import BackgroundQuestion
from picture.query.model import Group
from picture.text.words import word

NO_LETTERS = re.compile(r"\W+")
UNTOLD = "untold"  # an answer that names no group
OTHER = "other"
WITH_OTHER = ("sex",)  # dimensions of which our groups are not all that people are


def background_wording(question: BackgroundQuestion, language: Language, *, easy: bool = False) -> str:
    """Return how respondents are asked to which group they belong."""
    return _known(f"kit_ask_{question.dim}_easy" if easy else f"kit_ask_{question.dim}", question.name, language)


def background_note(question: BackgroundQuestion, language: Language) -> str:
    """Return what is done with an answer that is none of our groups; nothing where all belong to one."""
    return word("kit_other_note", language) if question.dim in WITH_OTHER else ""


def background_answers(question: BackgroundQuestion, language: Language) -> dict[str, str]:
    """Return code = words of each answer: of our groups first, then of those that name no group."""
    own = {group.code: background_answer(group, language) for group in question.groups}
    other = {OTHER: word("kit_says_other", language)} if question.dim in WITH_OTHER else {}
    return {**own, **other, UNTOLD: word("kit_says_untold", language)}


def background_answer(group: Group, language: Language) -> str:
    """Return how somebody says that they belong to a group: "Swedish", "woman"."""
    code = NO_LETTERS.sub("_", group.code).strip("_")
    return _known(f"kit_says_{group.dim}_{code}", group.name, language)


def _known(key: str, otherwise: str, language: Language) -> str:
    """Return our words, or the catalogue's name of what it has got since."""
    try:
        return word(key, language)
    except KeyError:
        return otherwise
