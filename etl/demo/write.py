"""Put a wave where the ETL finds it: the rows as Parquet, the card beside them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from string import Template

import numpy as np
import polars as pl

from etl.demo.answers import REGION_CODES, draw_answers
from etl.demo.planted_effects import ITEMS
from etl.demo.population import AGES, LANGUAGES, ORIGINS, SEXES, adults
from etl.demo.simulate import Codes, Respondents, draw_respondents

SEED = 20261114
FILE = "synthetic_answers.parquet"
CARD = Template(Path(__file__).with_name("card.template.toml").read_text(encoding="utf-8"))


def make_wave(year: int) -> pl.DataFrame:
    """Make one wave: `id weight stratum psu region language origin sex age q01 … q16`, the same for every call."""
    rng = np.random.default_rng([SEED, year])
    respondents = draw_respondents(rng)
    answers = [pl.Series(question.column, draw_answers(rng, question, respondents, year)) for question in ITEMS]
    return (
        _describe(respondents, year)
        .with_columns(answers)
        .sort("psu", "weight", maintain_order=True)
        .pipe(_number, year)
    )


def write_wave(year: int, folder: Path) -> Path:
    """Write one wave and its card into `folder`/`year`; return the data file."""
    path = folder / str(year) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    make_wave(year).write_parquet(path, compression="zstd", compression_level=19, statistics=False)
    card = CARD.substitute(
        year=year,
        file=FILE,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        population=round(adults().sum()),
    )
    path.with_name("card.toml").write_text(card, encoding="utf-8", newline="\n")
    return path


def _describe(respondents: Respondents, year: int) -> pl.DataFrame:
    """Name the codes. Areas are drawn anew every wave, so strata and PSUs carry the year: waves are independent."""
    region = _names(REGION_CODES, respondents.region)
    stratum = pl.format("{}-{}-{}", pl.lit(year), region, pl.Series(respondents.stratum))
    return pl.select(
        weight=pl.Series(respondents.weight),
        stratum=stratum,
        psu=pl.format("{}-{}", stratum, pl.Series(respondents.psu).cast(pl.String).str.zfill(3)),
        region=region,
        language=_names(LANGUAGES, respondents.language),
        origin=_names(ORIGINS, respondents.origin),
        sex=_names(SEXES, respondents.sex),
        age=_names(AGES, respondents.age),
    )


def _names(names: tuple[str, ...] | np.ndarray, codes: Codes) -> pl.Series:
    return pl.Series(np.asarray(names)[codes].tolist())


def _number(wave: pl.DataFrame, year: int) -> pl.DataFrame:
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5)
    return wave.select(pl.format("{}-{}", pl.lit(year), number).alias("id"), pl.all())
