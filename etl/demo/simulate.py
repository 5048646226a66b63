"""Draw a wave from the made-up population register: who is sampled, who answers, and what each stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contract.codes import Mode
from etl.demo.fieldwork import WAVES
from etl.demo.population import REGIONS, population

Codes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

SAMPLED = 18_000  # persons a wave, before strata are rounded
MORE_OF_LANGUAGE = np.array([1.0, 1.0, 1.5])  # fewer foreign-language speakers answer, so more are asked
LEAST = 24  # persons sampled in every stratum; some ten of them answer, never fewer than two
# Log odds of answering, against a Finnish-speaking man of 45-64 years in most regions
OF_LANGUAGE = np.array([0.0, 0.10, -0.55])
OF_SEX = np.array([0.18, 0.0])
OF_AGE = np.array([-0.60, -0.30, 0.0, 0.45])
OF_AGE_ON_THE_WEB = np.array([0.15, 0.10, 0.0, -0.20])  # added where the web comes first: it suits the young better
OF_REGION = {"01": -0.10, "06": 0.05, "14": 0.10, "15": 0.08, "17": 0.05, "19": -0.05, "21": 0.12}
RAKING_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Respondents:
    """One wave's respondents, one array element each; codes count positions in the tuples of `population`."""

    region: Codes
    language: Codes
    sex: Codes
    age: Codes
    design_weight: Numbers  # people of the stratum / respondents of the stratum
    weight: Numbers  # calibrated


def draw_sample(rng: np.random.Generator) -> Codes:
    """Draw persons without replacement in every stratum (region x language); count them as `population` counts."""
    people = population()
    strata = people.reshape(-1, people[0, 0].size)
    drawn = [rng.multivariate_hypergeometric(of, int(n)) for of, n in zip(strata, allotted().ravel(), strict=True)]
    return np.array(drawn).reshape(people.shape)


def allotted() -> Codes:
    """Allot the sample by the square root of the stratum: small regions and languages get more than their share."""
    people = population().sum(axis=(2, 3))
    roots = np.sqrt(people) * MORE_OF_LANGUAGE
    wanted: Codes = np.clip(np.rint(SAMPLED * roots / roots.sum()).astype(np.int64), LEAST, people)
    return wanted


def propensities(year: int) -> Numbers:
    """Return the chance of answering by region, language, sex and age; its mean over a sample is the wave's rate."""
    of_region = np.array([OF_REGION.get(region.code, 0.0) for region in REGIONS])
    fieldwork = WAVES[year]
    of_age = OF_AGE + (OF_AGE_ON_THE_WEB if fieldwork.approach.modes[0] is Mode.WEB else 0.0)
    odds = of_region[:, None, None, None] + OF_LANGUAGE[:, None, None] + OF_SEX[:, None] + of_age
    people = population()
    expected = people / people.sum(axis=(2, 3), keepdims=True) * allotted()[:, :, None, None]
    return _with_mean(odds, expected, fieldwork.rate)


def draw_respondents(rng: np.random.Generator, sample: Codes, year: int) -> Respondents:
    """Let the sampled answer or not, and weigh those who did up to the population."""
    answered = rng.binomial(sample, propensities(year))
    region, language, sex, age = (np.repeat(axis.ravel(), answered.ravel()) for axis in np.indices(answered.shape))
    design = population().sum(axis=(2, 3)) / answered.sum(axis=(2, 3))
    design_weight = np.round(design[region, language], 3)
    weight = rake(design_weight, region, language, sex, age)
    return Respondents(region, language, sex, age, design_weight, weight)


def rake(weight: Numbers, region: Codes, language: Codes, sex: Codes, age: Codes) -> Numbers:
    """Weigh up to the population of region x language and of language x sex x age, in turns until both fit."""
    people = population()
    by_age = people.sum(axis=0)
    by_region = people.sum(axis=(2, 3))
    groups = np.ravel_multi_index((language, sex, age), by_age.shape)
    cells = np.ravel_multi_index((region, language), by_region.shape)
    weight = weight.copy()
    for _ in range(RAKING_ROUNDS):
        for cell, of in ((groups, by_age.ravel()), (cells, by_region.ravel())):
            weight *= (of / np.bincount(cell, weight, of.size))[cell]
    return np.round(weight, 3)


def _with_mean(odds: Numbers, counts: Numbers, rate: float) -> Numbers:
    """Return chances whose mean over `counts` is the rate, by bisection of the constant."""
    low = -10.0
    high = 10.0
    for _ in range(60):
        middle = (low + high) / 2
        chance = 1 / (1 + np.exp(-odds - middle))
        if np.average(chance, weights=counts) < rate:
            low = middle
        else:
            high = middle
    return chance
