"""Answers about the respondent as a survey tool holds them: LimeSurvey takes codes of five letters and digits only."""

from __future__ import annotations

from contract.codes import Language
from picture.query.collect.questionnaire import BackgroundQuestion
from picture.text.kit.background import background_answers


def survey_codes(question: BackgroundQuestion, language: Language) -> dict[str, str]:
    """Return code in the survey tool = our code of a group, or of an answer that names none.

    What names none has the same code under every question: the card declares it as missing in all of them.
    """
    groups = [group.code for group in question.groups]
    others = [code for code in background_answers(question, language) if code not in groups]
    ours = {f"G{number}": code for number, code in enumerate(groups, 1)}
    return ours | {f"X{code}"[:5]: code for code in others}
