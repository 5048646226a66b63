"""Raw responses -> one table of observations: a pure function, so the same responses give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from contract.codes import GROUP_KEY, Level
from contract.errors import UserError
from contract.status import ConfStatus, ObsStatus
from etl.fetch.services import pxweb, sotkanet
from etl.fetch.services.cache import StoredResponse
from etl.fetch.services.declarations import Declaration, PxWeb, Sotkanet
from etl.read.status import CONF, OBS
from geo.classification import Classification

ORDER = ("indicator", "level", "area", *GROUP_KEY, "period")
KEY = (*ORDER, "geo_year")
SHOWN = 8  # areas in an error
ROUNDING = 0.5  # counts are whole numbers


@dataclass(frozen=True, slots=True)
class Responses:
    """What was asked, what came, and the folder that it lies in."""

    declaration: Declaration
    stored: Sequence[StoredResponse]
    folder: Path


def observations_of(responses: Responses, areas: Classification) -> pl.DataFrame:
    """Read the responses of every query; check what no reader of one file can: all areas there, totals that add up."""
    frames = []
    folder = responses.folder
    queries: Sequence[PxWeb | Sotkanet] = responses.declaration.pxweb or responses.declaration.sotkanet
    for number, query in enumerate(queries):
        mine = [response for response in responses.stored if response.query == number]
        if isinstance(query, PxWeb):
            frame = pxweb.read(query, mine, folder)
        else:
            frame = sotkanet.read(query, mine, folder, responses.declaration.producer.fi)
        where = next(response.url for response in mine if response.role == "data")
        frame = _complete(frame, query, areas, where)
        if query.adds_up:
            _adds_up(frame, where)
        frames.append(frame)
    return pl.concat(frames).sort(ORDER)


def _complete(frame: pl.DataFrame, query: PxWeb | Sotkanet, areas: Classification, where: str) -> pl.DataFrame:
    """Refuse areas that are unknown or wholly missing; an area missing for one period gets a row that says so."""
    geo_year = frame["geo_year"][0]
    for level in query.levels:
        official = {area.code for area in areas.areas(level, date(geo_year, 1, 1))} - set(query.without)
        there = set(frame.filter(pl.col("level") == level)["area"])
        missing = sorted(official - there)
        if wrong := missing or sorted(there - official):
            raise UserError(
                "fetched_areas_missing" if missing else "fetched_areas_unknown",
                path=where,
                level=level,
                year=geo_year,
                number=len(wrong),
                areas=wrong[:SHOWN],
            )
    places = frame.select("level", "area").unique()
    whole = frame.select(set(KEY) - {"level", "area"}).unique().join(places, how="cross")
    return (
        whole.select(KEY)
        .join(frame, on=KEY, how="left")
        .with_columns(pl.col(OBS).fill_null(ObsStatus.MISSING.value), pl.col(CONF).fill_null(ConfStatus.FREE.value))
    )


def _adds_up(frame: pl.DataFrame, where: str) -> None:
    """Refuse levels that do not add up to the published total; with hidden parts they may only fall short."""
    same = ("indicator", "period", "group_code")
    country = frame.filter(pl.col("level") == Level.COUNTRY).select(*same, total="value")
    parts = frame.filter(pl.col("level") != Level.COUNTRY).group_by(*same, "level")
    sums = parts.agg(pl.col("value").sum().alias("sum"), hidden=pl.col("value").null_count()).join(country, on=same)
    over = pl.col("sum") - pl.col("total") > ROUNDING
    short = pl.col("total") - pl.col("sum") > ROUNDING
    wrong = sums.filter(over | (short & (pl.col("hidden") == 0))).sort(*same, "level")
    if wrong.height:
        row = wrong.row(0, named=True)
        raise UserError(
            "parts_do_not_add_up",
            path=where,
            indicator=row["indicator"],
            period=row["period"],
            level=row["level"],
            sum=row["sum"],
            total=row["total"],
        )
