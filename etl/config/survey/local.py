"""What makes a card that of a local collection: a survey of one place, never added to the figures of the country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from contract.actions.codes import Sampling
from contract.codes import AREA_PREFIXES, Level
from contract.errors import UserError
from etl.config.toml import FromToml

LEVELS = (Level.KUNTA, Level.MAAKUNTA)  # of places that may be asked
# Columns that every row of its file has alike: no file needs to hold them
PLACE = "place"
EQUAL = "equal weight"
PEOPLE = "people of the place"
OF_A_SAMPLE = ("weight", "stratum", "psu", "fpc", "second_fpc", "population", "replicates", "calibration")


class Local(FromToml, frozen=True):
    """The place whose people were asked, and how they came to take part."""

    area: str  # its key, as in addresses: KU049
    sampling: Sampling

    @property
    def level(self) -> str:
        """Return the level of the place; empty where the key is none of a municipality or a region."""
        return next((level for level in LEVELS if self.area.startswith(AREA_PREFIXES[level])), "")

    @property
    def code(self) -> str:
        """Return the code of the place at its level."""
        return self.area.removeprefix(AREA_PREFIXES.get(self.level, ""))


def check_place(local: Local, path: Path) -> None:
    """Refuse a place that is none of a municipality or a region."""
    if not local.level or not local.code.isdecimal():
        raise UserError("local_area_wrong", path=path, key="local.area", found=local.area)


def written_of_a_sample(local: Local, design: Mapping[str, Any]) -> list[str]:
    """List what the design says of a sample where nobody was drawn."""
    if local.sampling == Sampling.PROBABILITY:
        return []
    return [key for key in OF_A_SAMPLE if design[key] and design[key] not in {EQUAL, PEOPLE}]


def stands_for_the_place(local: Local, year: int, design: Mapping[str, Any]) -> dict[str, Any]:
    """Return what [local] says of the design: the place is the only area, all weigh alike unless the card says else.

    `design`: the design as it is written. With the people of the place, and neither strata nor PSUs, these are the
    population that the respondents are a part of.
    """
    said: dict[str, Any] = {"area": PLACE, "level": local.level, "geo_year": year}
    if not design["weight"]:
        said["weight"] = EQUAL
    if design["population"] and not (design["stratum"] or design["psu"] or design["fpc"]):
        said["fpc"] = PEOPLE
    return said


def same_in_every_row(local: Local, said: Mapping[str, Any], population: float | None) -> Iterator[tuple[str, str]]:
    """Yield the columns that no file holds, and what stands in every row of them."""
    yield PLACE, local.code
    if said.get("weight") == EQUAL:
        yield EQUAL, "1"
    if said.get("fpc") == PEOPLE:
        yield PEOPLE, f"{population:.0f}"
