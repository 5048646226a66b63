"""Sources of a small picture: one question to 300 people a wave, and one shipped table of registers."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl

SHIPPED = Path(__file__).parents[2] / "data" / "sources" / "statfin_key_figures"
INDICATORS = {"trust_people", "share_swedish_speakers", "share_foreign_citizens", "unemployment"}
REGIONS = (
    "01",
    "02",
    "04",
    "05",
    "06",
    "07",
    "08",
    "09",
    "10",
    "11",
    "12",
    "13",
    "14",
    "15",
    "16",
    "17",
    "18",
    "19",
    "21",
)
RESPONDENTS = 300
FILE = "answers.csv"
CARD = """
id = "demo_survey"
period = "{year}"
kind = "respondents"
file = "answers.csv"
sha256 = "{sha256}"
accessed = 2026-11-24
licence = "CC0 1.0"
synthetic = true
title = {{ fi = "Kysely", sv = "Enkät", en = "Survey" }}
producer = {{ fi = "Lägesbild", sv = "Lägesbild", en = "Lägesbild" }}
method = {{ fi = "Keksitty", sv = "Påhittad", en = "{text}" }}

[design]
respondent = "id"
weight = "weight"
area = "region"
level = "maakunta"
geo_year = 2026

[fieldwork]
sampled = 600
responded = {responded}
modes = ["web"]
first_day = {year}-02-02
last_day = {year}-05-10
languages = ["fi", "sv"]

[groups]
language = "language"
"""


def write_sources(data: Path, *years: int, text: str = "Made up") -> None:
    """Write the sources of a data folder with these waves of the survey; others that stand there stay as they are."""
    sources = data / "sources"
    if not (sources / SHIPPED.name).exists():
        shutil.copytree(SHIPPED, sources / SHIPPED.name)
    for year in years:
        _write_wave(sources / "demo_survey" / str(year), year, text, _people(year))


def replace_respondents(data: Path, year: int) -> None:
    """Give a wave other answers, as a supplier does who has corrected the file."""
    _write_wave(data / "sources" / "demo_survey" / str(year), year, "Made up", _people(year + 100))


def _people(seed: int) -> pl.DataFrame:
    draw = np.random.default_rng(seed)
    return pl.DataFrame(
        {
            "id": [f"{seed}-{at}" for at in range(RESPONDENTS)],
            "weight": draw.uniform(0.5, 2, RESPONDENTS).round(3),
            "region": draw.choice(REGIONS, RESPONDENTS),
            "language": draw.choice(["fi", "sv"], RESPONDENTS),
            "q04": draw.integers(0, 11, RESPONDENTS),
        }
    )


def _write_wave(folder: Path, year: int, text: str, people: pl.DataFrame) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    people.write_csv(folder / FILE)
    content = (folder / FILE).read_bytes()
    card = CARD.format(year=year, text=text, responded=RESPONDENTS, sha256=sha256(content).hexdigest())
    (folder / "card.toml").write_text(card, encoding="utf-8")
