"""Draw the respondents of one wave: who they are, where they live, and what each stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.demo.population import AGE_SHARES, ALAND, FEMALE, FOREIGN_ORIGIN, REGIONS, adults, adults_by_age

Codes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

SIZE = 8_000  # respondents a wave, before cells are rounded
LEAST = 4  # respondents in every region x language
RESPONDENTS_PER_AREA = 22  # aimed at, within the limits below
AREAS = (14, 30)  # sampled areas in a region: enough degrees of freedom (two strata) to publish a region
URBAN = 0.6  # of the sampled areas
RURAL_ATTRACTION = np.array([0.8, 0.8, 0.4])  # respondents in a rural area against an urban one, per language
AGE_RESPONSE = np.array([0.6, 0.8, 1.0, 1.3])  # the young answer less; the weights correct it
FEMALE_RESPONSE = 1.15
RAKING_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Respondents:
    """One wave's respondents, one array element each; codes count positions in the tuples of `population`."""

    region: Codes
    language: Codes
    sex: Codes
    age: Codes
    origin: Codes
    stratum: Codes  # 0 the whole region, 1 urban, 2 rural; within the region
    psu: Codes  # sampled area, numbered through the country
    weight: Numbers


def draw_respondents(rng: np.random.Generator) -> Respondents:
    """Draw one wave: unequal inclusion by region and language, areas as PSUs, weights raked to the population."""
    region, language = _cells()
    sex = (rng.random(region.size) > _answering_women()).astype(np.int64)
    age = _pick(rng, (AGE_SHARES * AGE_RESPONSE)[language])
    origin = (rng.random(region.size) < FOREIGN_ORIGIN[language]).astype(np.int64)
    stratum, psu = _assign_areas(rng, region, language)
    return Respondents(region, language, sex, age, origin, stratum, psu, _rake(region, language, sex, age))


def _cells() -> tuple[Codes, Codes]:
    """Allot respondents by the square root of the cell: small regions and languages get more than their share."""
    roots = np.sqrt(adults())
    wanted = np.maximum(np.rint(SIZE * roots / roots.sum()).astype(np.int64), LEAST)
    region, language = np.indices(wanted.shape)
    return np.repeat(region.ravel(), wanted.ravel()), np.repeat(language.ravel(), wanted.ravel())


def _answering_women() -> float:
    return FEMALE * FEMALE_RESPONSE / (FEMALE * FEMALE_RESPONSE + 1 - FEMALE)


def _pick(rng: np.random.Generator, chances: Numbers) -> Codes:
    """Pick one column per row, with the row's chances (any positive numbers)."""
    steps = np.cumsum(chances, axis=1)
    picked: Codes = np.argmax(rng.random((len(chances), 1)) * steps[:, -1:] < steps, axis=1)
    return picked


def _assign_areas(rng: np.random.Generator, region: Codes, language: Codes) -> tuple[Codes, Codes]:
    """Assign every respondent a stratum and a sampled area; foreign-language speakers gather in urban areas."""
    stratum = np.zeros_like(region)
    psu = np.zeros_like(region)
    first_psu = 1  # of the region; areas are numbered through the country
    for code in range(len(REGIONS)):
        members = np.flatnonzero(region == code)
        n_areas = 1 if code == ALAND else int(np.clip(round(members.size / RESPONDENTS_PER_AREA), *AREAS))
        urban = np.arange(n_areas) < round(URBAN * n_areas)
        # How many respondents an area draws, per language: areas differ, and some languages avoid the countryside
        attraction = rng.gamma(6.0, size=n_areas) * np.where(urban, 1.0, RURAL_ATTRACTION[:, None])
        area = _pick(rng, attraction[language[members]])
        stratum[members] = 0 if code == ALAND else np.where(urban[area], 1, 2)
        psu[members] = first_psu + area
        first_psu += n_areas
    return stratum, psu


def _rake(region: Codes, language: Codes, sex: Codes, age: Codes) -> Numbers:
    """Weigh up to the population of region x language and of language x sex x age, in turns until both fit."""
    by_age = adults_by_age()
    by_region = adults()
    groups = np.ravel_multi_index((language, sex, age), by_age.shape)
    cells = np.ravel_multi_index((region, language), by_region.shape)
    weight = np.ones(region.size)
    for _ in range(RAKING_ROUNDS):
        for cell, population in ((groups, by_age.ravel()), (cells, by_region.ravel())):
            weight *= (population / np.bincount(cell, weight, population.size))[cell]
    return np.round(weight, 3)
