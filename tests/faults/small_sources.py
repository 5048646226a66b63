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
LOCAL = (
    CARD.partition("[design]")[0].replace("demo_survey", "local_espoo").replace("{text}", "Made up")
    + """[local]
area = "KU049"
sampling = "probability"

[design]
respondent = "id"
"""
    + CARD[CARD.index("\n[fieldwork]") :]
)
PLAN = {
    "plan.csv": "area,first_year,last_year\nSSS,2026,2028\n",
    "goals.csv": "id,domain,title_en,indicator,baseline_period,deadline,status\n"
    "trust,attitudes,More trust,trust_people,2025,2028,planned\n",
    "register.csv": "id,kind,name_en,begins\nforum-2026,forum,Forum,2026-05\n",
}


def write_sources(data: Path, *years: int, text: str = "Made up") -> None:
    """Write the sources of a data folder with these waves of the survey; others that stand there stay as they are.

    Beside them stand a local collection, and a plan with a goal that the survey measures.
    """
    sources = data / "sources"
    if not (sources / SHIPPED.name).exists():
        shutil.copytree(SHIPPED, sources / SHIPPED.name)
        _write(sources / "local_espoo" / "2025", LOCAL, 2025, _people(99).drop("region", "weight"))
        _write_plan(data / "actions" / "SSS" / "2026-2028")
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
    _write(folder, CARD.replace("{text}", text), year, people)


def _write(folder: Path, card: str, year: int, people: pl.DataFrame) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    people.write_csv(folder / FILE)
    content = (folder / FILE).read_bytes()
    told = card.format(year=year, responded=RESPONDENTS, sha256=sha256(content).hexdigest())
    (folder / "card.toml").write_text(told, encoding="utf-8")


def _write_plan(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in PLAN.items():
        (folder / name).write_text(text, encoding="utf-8")
