"""Made-up local collections: who was asked in two municipalities, and what they answered. Always the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import Template

import numpy as np
import polars as pl

from contract.actions.codes import Sampling
from contract.codes import Language
from etl.config.toml import Text, read_toml
from etl.demo.answers import REGION_CODES, chances, draw_answers, within
from etl.demo.planted_effects import ITEMS
from etl.demo.population import AGES, LANGUAGES, SEXES, population

SEED = 20261128
FILE = "synthetic_answers.csv"
CARD = Template(Path(__file__).with_name("place.template.toml").read_text(encoding="utf-8"))
METHODS = read_toml(Path(__file__).with_name("place_methods.toml"), dict[str, Text])
DRAWN = Template("population = $adults  # adults who live there\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One local collection of one year."""

    source: str
    area: str
    name: Text
    year: int
    sampling: Sampling
    sampled: int | None  # none: nobody was drawn
    answered: int
    region: str  # whose people it draws from
    adults: int
    questions: tuple[str, ...]
    points: Mapping[str, float] = field(default_factory=dict)  # that a question lies off the region


SHORT = ("q01", "q02", "q05", "q09", "q11", "q13")
ESPOO = Text(fi="Espoon paikallinen kysely", sv="Lokal enkät i Esbo", en="Local survey in Espoo")
RASEBORG = Text(fi="Raaseporin avoin verkkokysely", sv="Öppen webbenkät i Raseborg", en="Open web survey in Raseborg")
PLACES = (
    *(
        Place(
            source="local_espoo",
            area="KU049",
            name=ESPOO,
            year=year,
            sampling=Sampling.PROBABILITY,
            sampled=600,
            answered=answered,
            region="01",
            adults=242_000,
            questions=SHORT,
            points=points,
        )
        for year, answered, points in ((2025, 254, {"q13": -14.0}), (2026, 247, {"q13": 6.0}))
    ),
    Place(
        source="local_raseborg",
        area="KU710",
        name=RASEBORG,
        year=2026,
        sampling=Sampling.SELF_SELECTED,
        sampled=None,
        answered=200,
        region="01",
        adults=22_500,
        questions=SHORT,
        points={"q11": 15.0},
    ),
)


def make_place(place: Place) -> pl.DataFrame:
    """Make the answers of a collection: `id language sex age` and its questions."""
    rng = np.random.default_rng([SEED, place.year, int(place.area[2:])])
    region = int(np.flatnonzero(place.region == REGION_CODES)[0])
    people = population()[region]
    drawn = rng.multivariate_hypergeometric(people.ravel(), place.answered).reshape(people.shape)
    language, sex, age = (np.repeat(axis.ravel(), drawn.ravel()) for axis in np.indices(people.shape))
    answers = [
        pl.Series(
            question.column,
            draw_answers(
                rng,
                question,
                within(chances(question, place.year)[region, language, sex, age] + _off(place, question.column)),
            ),
        )
        for question in ITEMS
        if question.column in place.questions
    ]
    who = pl.DataFrame(
        {
            "language": np.array(LANGUAGES)[language],
            "sex": np.array(SEXES)[sex],
            "age": np.array(AGES)[age],
        }
    ).with_columns(answers)
    return who.with_row_index("id", offset=1)


def write_place(place: Place, sources: Path) -> Path:
    """Write the answers and the card of a collection into the folder of sources; return the file of answers."""
    path = sources / place.source / str(place.year) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    make_place(place).write_csv(path)
    drawn = place.sampled is not None
    card = CARD.substitute(
        **_texts("title", place.name),
        source=place.source,
        year=place.year,
        file=FILE,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        area=place.area,
        sampling=place.sampling,
        population=DRAWN.substitute(adults=place.adults) if drawn else "",
        sampled=f"sampled = {place.sampled}\n" if drawn else "",
        responded=place.answered,
        first_day=date(place.year, 3, 2),
        last_day=date(place.year, 4, 12),
        **_texts("method", METHODS[place.sampling]),
    )
    path.with_name("card.toml").write_text(card, encoding="utf-8", newline="\n")
    return path


def _off(place: Place, column: str) -> float:
    return place.points.get(column, 0.0) / 100


def _texts(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_{language}": getattr(text, language) for language in Language}
