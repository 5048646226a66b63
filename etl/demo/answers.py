"""Let a wave's respondents answer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from etl.demo.planted_effects import NEAR, OPEN, SCALE_0_10, YEARS, Question
from etl.demo.population import LANGUAGES, REGIONS, population

Numbers = npt.NDArray[np.float64]

LIKENESS = 6.0  # of the answers on 0-10: the larger, the narrower they spread
LEAST_CHANCE = 0.01
CANNOT_SAY = 2 / 3  # of those without an answer; the rest refuse

REGION_CODES = np.array([region.code for region in REGIONS])


def chances(question: Question, year: int) -> Numbers:
    """Return the chance of a yes (q04: the expected answer over ten) by region, language, sex and age."""
    of_region = [question.open * OPEN[c] + question.near * NEAR[c] + question.region.get(c, 0.0) for c in REGION_CODES]
    points = (
        np.array(of_region)[:, None, None, None]
        + np.array([0.0, question.swedish, question.foreign])[:, None, None]
        + np.array([question.women, 0.0])[:, None]
        + np.array(question.ages)
    )
    points += question.level - np.average(points, weights=population())
    for shift in question.shifts:
        where = np.isin(REGION_CODES, list(shift.regions)) if shift.regions else np.ones(len(REGIONS), dtype=bool)
        whom = np.array([shift.language in {None, language} for language in LANGUAGES])
        points += shift.points[YEARS.index(year)] * (where[:, None] & whom)[:, :, None, None]
    return within(points / 100)


def draw_answers(rng: np.random.Generator, question: Question, chance: Numbers) -> npt.NDArray[np.int8]:
    """Draw the answer codes of one question from each respondent's chance of a yes; some do not answer."""
    answer = _on_0_10(rng, chance) if question.scale is SCALE_0_10 else _yes_or_no(rng, question, chance)
    silent = rng.random(chance.size) < question.no_answer / 100
    reason = np.where(rng.random(chance.size) < CANNOT_SAY, question.scale.cannot_say, question.scale.refused)
    return np.where(silent, reason, answer).astype(np.int8)


def within(chance: Numbers) -> Numbers:
    """Keep chances inside the possible."""
    inside: Numbers = np.clip(chance, LEAST_CHANCE, 1 - LEAST_CHANCE)
    return inside


def _yes_or_no(rng: np.random.Generator, question: Question, chance: Numbers) -> npt.NDArray[np.int64]:
    yes, no = (rng.choice(list(of), chance.size, p=list(of.values())) for of in (question.scale.yes, question.scale.no))
    return np.where(rng.random(chance.size) < chance, yes, no)


def _on_0_10(rng: np.random.Generator, chance: Numbers) -> npt.NDArray[np.int64]:
    """Draw from a beta-binomial: a mean of exactly ten times the chance, spread over the whole scale."""
    return rng.binomial(10, rng.beta(LIKENESS * chance, LIKENESS * (1 - chance)))
