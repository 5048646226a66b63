"""Put a wave where the ETL finds it: the rows as Parquet, the card beside them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from string import Template

import numpy as np
import polars as pl

from etl.demo.answers import REGION_CODES, chances, draw_answers
from etl.demo.fieldwork import WAVES
from etl.demo.planted_effects import ITEMS
from etl.demo.population import AGES, FOREIGN_ORIGIN, LANGUAGES, ORIGINS, SEXES, population
from etl.demo.simulate import Codes, Respondents, draw_respondents, draw_sample

SEED = 20261120
FILE = "synthetic_answers.parquet"
POPULATION_FILE = "population.csv"
SAMPLE_FILE = "sampled.csv"
CARD = Template(Path(__file__).with_name("card.template.toml").read_text(encoding="utf-8"))


def make_wave(year: int, seed: int = SEED) -> pl.DataFrame:
    """Make one wave: `id weight design_weight stratum region language origin sex age q01 … q16`, always the same."""
    rng, sample = _sampled(year, seed)
    return _answered(rng, draw_respondents(rng, sample, year), year)


def make_sample(year: int, seed: int = SEED) -> pl.DataFrame:
    """Count the persons sampled for one wave: `region language sex age sampled`."""
    return _counted(_sampled(year, seed)[1], "sampled")


def write_wave(year: int, folder: Path) -> Path:
    """Write one wave, its population, its sample and its card into `folder`/`year`; return the file of answers."""
    path = folder / str(year) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    wave = make_wave(year)
    sample = make_sample(year)
    wave.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
    _counted(population(), "population").write_csv(path.with_name(POPULATION_FILE))
    sample.write_csv(path.with_name(SAMPLE_FILE))
    fieldwork = WAVES[year]
    approach = fieldwork.approach
    card = CARD.substitute(
        year=year,
        file=FILE,
        sha256=_hash(path),
        population=population().sum(),
        population_file=POPULATION_FILE,
        population_sha256=_hash(path.with_name(POPULATION_FILE)),
        sampled=sample["sampled"].sum(),
        responded=wave.height,
        modes=json.dumps(approach.modes),
        first_day=fieldwork.first_day,
        last_day=fieldwork.last_day,
        sample_file=SAMPLE_FILE,
        sample_sha256=_hash(path.with_name(SAMPLE_FILE)),
        approach_fi=approach.text_fi,
        approach_sv=approach.text_sv,
        approach_en=approach.text_en,
    )
    path.with_name("card.toml").write_text(card, encoding="utf-8", newline="\n")
    return path


def _sampled(year: int, seed: int) -> tuple[np.random.Generator, Codes]:
    rng = np.random.default_rng([seed, year])
    return rng, draw_sample(rng)


def _answered(rng: np.random.Generator, who: Respondents, year: int) -> pl.DataFrame:
    """Let the respondents answer. Strata and ids carry the year: every wave is a sample of its own."""
    origin = (rng.random(who.language.size) < FOREIGN_ORIGIN[who.language]).astype(np.int64)
    answers = [
        pl.Series(
            question.column,
            draw_answers(rng, question, chances(question, year)[who.region, who.language, who.sex, who.age]),
        )
        for question in ITEMS
    ]
    region = _names(REGION_CODES, who.region)
    language = _names(LANGUAGES, who.language)
    described = pl.select(
        weight=pl.Series(who.weight),
        design_weight=pl.Series(who.design_weight),
        stratum=pl.format("{}-{}-{}", pl.lit(year), region, language),
        region=region,
        language=language,
        origin=_names(ORIGINS, origin),
        sex=_names(SEXES, who.sex),
        age=_names(AGES, who.age),
    )
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5)
    return described.with_columns(answers).select(pl.format("{}-{}", pl.lit(year), number).alias("id"), pl.all())


def _counted(people: Codes, name: str) -> pl.DataFrame:
    """List the persons of a table by region, language, sex and age, one row per cell."""
    region, language, sex, age = (axis.ravel() for axis in np.indices(people.shape))
    return pl.select(
        region=_names(REGION_CODES, region),
        language=_names(LANGUAGES, language),
        sex=_names(SEXES, sex),
        age=_names(AGES, age),
    ).with_columns(pl.Series(name, people.ravel()))


def _names(names: tuple[str, ...] | np.ndarray, codes: Codes) -> pl.Series:
    return pl.Series(np.asarray(names)[codes].tolist())


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
