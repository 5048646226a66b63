"""Answers about the respondent as a survey tool holds them: LimeSurvey takes codes of five letters and digits only."""

from __future__ import annotations

from contract.codes import Language
from picture.query.collect.questionnaire import BackgroundQuestion
from picture.text.kit.background import background_answers


def survey_codes(question: BackgroundQuestion, language: Language) -> dict[str, str]:
    """Return code in the survey tool = our code of a group, or of an answer that names none."""
    return {f"G{number}": code for number, code in enumerate(background_answers(question, language), 1)}
