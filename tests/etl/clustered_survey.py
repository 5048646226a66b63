"""A clustered survey as a test case: the answers of the demonstration survey, drawn in sampled areas.

Strata are region x urban or rural, PSUs 14-30 sampled areas a region; Åland is one stratum with one PSU. Answers from
one area are alike. Everything else is as in `etl.demo`: population, planted effects, weights raked to the population.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from etl.demo.answers import REGION_CODES, chances, draw_answers, within
from etl.demo.planted_effects import ITEMS
from etl.demo.population import AGE_SHARES, AGES, FEMALE, FOREIGN_ORIGIN, LANGUAGES, ORIGINS, REGIONS, SEXES, population
from etl.demo.simulate import Codes, Numbers, rake

SEED = 20261114
SIZE = 8_000  # respondents, before cells are rounded
LEAST = 4  # respondents in every region x language
ICC = 0.01  # correlation of two answers from the same sampled area (about 0.04 on 0-10, where answers spread less)
RESPONDENTS_PER_AREA = 22  # aimed at, within the limits below
AREAS = (14, 30)  # sampled areas in a region
URBAN = 0.6  # of the sampled areas
RURAL_ATTRACTION = np.array([0.8, 0.8, 0.4])  # respondents in a rural area against an urban one, per language
AGE_RESPONSE = np.array([0.6, 0.8, 1.0, 1.3])
FEMALE_RESPONSE = 1.15
ALAND = len(REGIONS) - 1


def clustered_wave(year: int = 2026, seed: int = SEED, icc: float = ICC) -> pl.DataFrame:
    """Draw one wave: `id weight stratum psu region language origin sex age q01 … q16`; the card needs a lonely rule."""
    rng = np.random.default_rng([seed, year])
    region, language = _cells()
    women = FEMALE * FEMALE_RESPONSE / (FEMALE * FEMALE_RESPONSE + 1 - FEMALE)
    sex = (rng.random(region.size) > women).astype(np.int64)
    age = _pick(rng, (AGE_SHARES * AGE_RESPONSE)[language])
    origin = (rng.random(region.size) < FOREIGN_ORIGIN[language]).astype(np.int64)
    stratum, psu = _assign_areas(rng, region, language)
    answers = {}
    for question in ITEMS:
        chance = chances(question, year)[region, language, sex, age]
        of_area = rng.standard_normal(psu.max() + 1)[psu]
        alike = within(chance + of_area * np.sqrt(icc * chance * (1 - chance)))
        answers[question.column] = draw_answers(rng, question, alike)
    return pl.DataFrame(
        {
            "id": [f"{year}-{at:05}" for at in range(1, region.size + 1)],
            "weight": rake(np.ones(region.size), region, language, sex, age),
            "stratum": [f"{year}-{REGION_CODES[at]}-{of}" for at, of in zip(region, stratum, strict=True)],
            "psu": [f"{year}-{at:03}" for at in psu],
            "region": REGION_CODES[region],
            "language": np.array(LANGUAGES)[language],
            "origin": np.array(ORIGINS)[origin],
            "sex": np.array(SEXES)[sex],
            "age": np.array(AGES)[age],
            **answers,
        }
    )


def _cells() -> tuple[Codes, Codes]:
    """Allot respondents by the square root of the cell: small regions and languages get more than their share."""
    roots = np.sqrt(population().sum(axis=(2, 3)))
    wanted = np.maximum(np.rint(SIZE * roots / roots.sum()).astype(np.int64), LEAST)
    region, language = np.indices(wanted.shape)
    return np.repeat(region.ravel(), wanted.ravel()), np.repeat(language.ravel(), wanted.ravel())


def _pick(rng: np.random.Generator, odds: Numbers) -> Codes:
    """Pick one column per row, with the row's odds (any positive numbers)."""
    steps = np.cumsum(odds, axis=1)
    return np.argmax(rng.random((len(odds), 1)) * steps[:, -1:] < steps, axis=1)


def _assign_areas(rng: np.random.Generator, region: Codes, language: Codes) -> tuple[Codes, Codes]:
    """Assign every respondent a stratum and a sampled area; foreign-language speakers gather in urban areas."""
    stratum, psu = np.zeros_like(region), np.zeros_like(region)
    first_psu = 1  # of the region; areas are numbered through the country
    for code in range(len(REGIONS)):
        members = np.flatnonzero(region == code)
        n_areas = 1 if code == ALAND else int(np.clip(round(members.size / RESPONDENTS_PER_AREA), *AREAS))
        urban = np.arange(n_areas) < round(URBAN * n_areas)
        attraction = rng.gamma(6.0, size=n_areas) * np.where(urban, 1.0, RURAL_ATTRACTION[:, None])
        area = _pick(rng, attraction[language[members]])
        stratum[members] = 0 if code == ALAND else np.where(urban[area], 1, 2)
        psu[members] = first_psu + area
        first_psu += n_areas
    return stratum, psu
