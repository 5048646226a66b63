"""What a card says of the population behind a survey, and of its fieldwork (docs/FORMATS.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from contract.codes import FormLanguage, Mode
from contract.errors import UserError
from etl.config.toml import FromToml

Persons = Annotated[int, msgspec.Meta(ge=1)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Population(FromToml, frozen=True):
    """The people whom a survey speaks of, counted by columns of the respondents' file: a CSV beside the card."""

    file: str
    sha256: Sha256


class Fieldwork(FromToml, frozen=True):
    """How the answers were collected. A survey of our own has all but the sample; published ones what is known."""

    sampled: Persons | None = None  # persons drawn who belong to the population
    responded: Persons | None = None
    modes: tuple[Mode, ...] = ()  # the one that was offered first stands first
    first_day: date | None = None
    last_day: date | None = None
    languages: tuple[FormLanguage, ...] = ()  # of the form
    sample_file: str | None = None  # the sampled, counted by the columns of the population: a CSV beside the card
    sample_sha256: Sha256 | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys that a survey of our own must have and that are not written."""
        needed = ("sampled", "responded", "modes", "first_day", "last_day", "languages")
        return tuple(key for key in needed if not getattr(self, key))


def check_fieldwork(fieldwork: Fieldwork, card: Path, *, ours: bool, drawn: bool = True) -> None:
    """Raise UserError where fieldwork contradicts itself, or lacks what a survey of our own must tell.

    Nobody was `drawn` where people took part by their own choice: no number of persons sampled is asked for.
    """
    missing = tuple(key for key in fieldwork.missing if drawn or key != "sampled")
    if ours and missing:
        raise UserError("fieldwork_incomplete", path=card, key="fieldwork", missing=missing)
    first = fieldwork.first_day
    last = fieldwork.last_day
    if first and last and first > last:
        raise UserError("fieldwork_backwards", path=card, key="fieldwork.last_day", found=last, first=first)
    sampled = fieldwork.sampled
    responded = fieldwork.responded
    if sampled and responded and responded > sampled:
        raise UserError("fieldwork_more_than_sampled", path=card, key="fieldwork", found=responded, sampled=sampled)
    if (fieldwork.sample_file is None) != (fieldwork.sample_sha256 is None):
        raise UserError("fieldwork_sample_half", path=card, key="fieldwork")
    for key in ("modes", "languages"):
        written = getattr(fieldwork, key)
        if len(set(written)) < len(written):
            raise UserError("fieldwork_twice", path=card, key=f"fieldwork.{key}", found=written)


def files_beside(population: Population | None, fieldwork: Fieldwork | None) -> Iterator[tuple[str, str, str]]:
    """Yield key, name and hash of the files of counts that stand beside a card."""
    if population:
        yield "population.file", population.file, population.sha256
    if fieldwork and fieldwork.sample_file and fieldwork.sample_sha256:
        yield "fieldwork.sample_file", fieldwork.sample_file, fieldwork.sample_sha256
