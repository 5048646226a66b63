"""Let a wave's respondents answer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from etl.demo.planted_effects import NEAR, OPEN, SCALE_0_10, YEARS, Question
from etl.demo.population import LANGUAGES, REGIONS
from etl.demo.simulate import Numbers, Respondents

ICC = 0.01  # correlation of two answers from the same sampled area (about 0.04 on 0-10, where answers spread less)
LIKENESS = 6.0  # of the answers on 0-10: the larger, the narrower they spread
LEAST_CHANCE = 0.01
CANNOT_SAY = 2 / 3  # of those without an answer; the rest refuse

REGION_CODES = np.array([region.code for region in REGIONS])


def chances(question: Question, respondents: Respondents, year: int) -> Numbers:
    """Return each respondent's chance of a yes (q04: the expected answer over ten), apart from the sampled area."""
    of_region = [question.open * OPEN[c] + question.near * NEAR[c] + question.region.get(c, 0.0) for c in REGION_CODES]
    points = (
        np.array(of_region)[respondents.region]
        + np.array([0.0, question.swedish, question.foreign])[respondents.language]
        + np.array([question.women, 0.0])[respondents.sex]
        + np.array(question.ages)[respondents.age]
    )
    points += question.level - np.average(points, weights=respondents.weight)
    for shift in question.shifts:
        where = np.isin(REGION_CODES, list(shift.regions)) if shift.regions else np.ones(len(REGIONS), dtype=bool)
        whom = np.array([shift.language in {None, language} for language in LANGUAGES])
        points += shift.points[YEARS.index(year)] * (where[respondents.region] & whom[respondents.language])
    return _within(points / 100)


def draw_answers(
    rng: np.random.Generator, question: Question, respondents: Respondents, year: int
) -> npt.NDArray[np.int8]:
    """Draw the answer codes of one question, with likeness inside a sampled area and some who do not answer."""
    chance = chances(question, respondents, year)
    of_area = rng.standard_normal(respondents.psu.max() + 1)[respondents.psu]
    chance = _within(chance + of_area * np.sqrt(ICC * chance * (1 - chance)))
    answer = _on_0_10(rng, chance) if question.scale is SCALE_0_10 else _yes_or_no(rng, question, chance)
    silent = rng.random(chance.size) < question.no_answer / 100
    reason = np.where(rng.random(chance.size) < CANNOT_SAY, question.scale.cannot_say, question.scale.refused)
    return np.where(silent, reason, answer).astype(np.int8)


def _within(chance: Numbers) -> Numbers:
    """Keep chances inside the possible."""
    inside: Numbers = np.clip(chance, LEAST_CHANCE, 1 - LEAST_CHANCE)
    return inside


def _yes_or_no(rng: np.random.Generator, question: Question, chance: Numbers) -> npt.NDArray[np.int64]:
    yes, no = (rng.choice(list(of), chance.size, p=list(of.values())) for of in (question.scale.yes, question.scale.no))
    return np.where(rng.random(chance.size) < chance, yes, no)


def _on_0_10(rng: np.random.Generator, chance: Numbers) -> npt.NDArray[np.int64]:
    """Draw from a beta-binomial: a mean of exactly ten times the chance, spread over the whole scale."""
    return rng.binomial(10, rng.beta(LIKENESS * chance, LIKENESS * (1 - chance)))
