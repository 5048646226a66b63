"""THL's Sotkanet 1.1: three gets. Its areas have internal ids, joined to the codes that /regions tells."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
import polars as pl

from contract.codes import COUNTRY, EVERYBODY, Level
from contract.errors import UserError
from contract.status import ConfStatus, ObsStatus
from etl.fetch.services.cache import ResponseCache, StoredResponse
from etl.fetch.services.client import ServiceClient
from etl.fetch.services.declarations import Sotkanet
from etl.read.status import STATUS

T = TypeVar("T")
YEARS_A_CALL = 10  # a year is about 467 rows
LEVELS = {  # Sotkanet's = ours, digits of a code
    "MAA": (Level.COUNTRY, 0),
    "MAAKUNTA": (Level.MAAKUNTA, 2),
    "KUNTA": (Level.KUNTA, 3),
}


class Text(msgspec.Struct, frozen=True):
    """A text in the languages that there are."""

    fi: str = ""
    sv: str = ""
    en: str = ""


class Organization(msgspec.Struct, frozen=True):
    """Who made a figure."""

    title: Text


class Region(msgspec.Struct, frozen=True):
    """An area; `code` may have lost its leading zeros."""

    id: int
    code: str
    category: str


class About(msgspec.Struct, frozen=True):
    """What Sotkanet says about an indicator, as far as it is used."""

    id: int
    title: Text
    organization: Organization


class Cell(msgspec.Struct, frozen=True):
    """One figure; a missing one is not there at all."""

    indicator: int
    region: int
    year: int
    gender: str
    value: float | None = None


def fetch(
    queries: Sequence[Sotkanet], client: ServiceClient, cache: ResponseCache, progress: Callable[[int, int], None]
) -> None:
    """Ask for areas, descriptions and figures; store the responses. Raise UserError."""
    calls = list(itertools.chain.from_iterable(requests_for(number, query) for number, query in enumerate(queries)))
    for done, (role, number, path) in enumerate(calls):
        progress(done, len(calls))
        url = client.service.url + path
        cache.get_or_fetch(role, number, url, "", partial(client.get, path))
    progress(len(calls), len(calls))


def read(query: Sotkanet, responses: Sequence[StoredResponse], folder: Path, producer: str) -> pl.DataFrame:
    """Read the responses of one query; the same columns as `pxweb.read`. Figures of another producer are refused."""
    first = {response.role: response for response in reversed(responses)}
    about = _decoded(first["indicator"], folder, About)
    if producer.casefold() not in about.organization.title.fi.casefold():
        there = about.organization.title.fi
        raise UserError("producer_differs", path=first["indicator"].url, found=there, producer=producer)
    regions = {one.id: (one.category, one.code) for one in _decoded(first["regions"], folder, list[Region])}
    cells = itertools.chain.from_iterable(_decoded(one, folder, list[Cell]) for one in responses if one.role == "data")
    rows = [row for cell in cells if (row := _row(cell, query, regions, first["data"].url))]
    names = ("indicator", "period", "level", "area", "geo_year", "group_dim", "group_code", "value", *STATUS)
    return pl.DataFrame(
        rows, schema=dict.fromkeys(names, pl.String) | {"geo_year": pl.Int32, "value": pl.Float64}, orient="row"
    )


def requests_for(number: int, query: Sotkanet) -> Iterator[tuple[str, int, str]]:
    """List role, number and path of every request that a query needs."""
    yield "regions", number, "/regions"
    yield "indicator", number, f"/indicators/{query.number}"
    years = range(query.years[0], query.years[1] + 1)
    for start in range(0, len(years), YEARS_A_CALL):
        repeated = "&".join(f"years={year}" for year in years[start : start + YEARS_A_CALL])
        yield "data", number, f"/json?indicator={query.number}&{repeated}&genders={query.gender}"


def _row(cell: Cell, query: Sotkanet, regions: dict[int, tuple[str, str]], url: str) -> tuple[object, ...] | None:
    if cell.region not in regions:
        raise UserError("sotkanet_area_unknown", path=url, found=cell.region)
    category, code = regions[cell.region]
    level, digits = LEVELS.get(category, ("", 0))
    if level not in query.levels or cell.gender != query.gender:
        return None
    area = code.strip().zfill(digits) if digits else COUNTRY
    obs = ObsStatus.MISSING if cell.value is None else ObsStatus.NORMAL
    statuses = (obs.value, ConfStatus.FREE.value)
    return query.indicator, str(cell.year), level, area, query.geo_year, EVERYBODY, EVERYBODY, cell.value, *statuses


def _decoded(response: StoredResponse, folder: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode((folder / response.file).read_bytes(), type=kind)
    except msgspec.DecodeError as error:
        raise UserError("sotkanet_unreadable", path=response.url, reason=str(error)) from error
