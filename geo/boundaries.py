"""Shapes of areas, ready to draw: km in EPSG:3067, simplified with shared edges. Needs GeoPandas: for the ETL only.

Regions are shipped, and every level that is a union of them dissolves from them. Municipalities are fetched into
<fetched>/kunta4500k_<year>/; hyvinvointialueet, and divisions from before the shipped file holds, dissolve from those.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import geopandas
import msgspec
import numpy as np
import shapely

from contract.codes import Level
from contract.errors import UserError
from geo.classification import read_classification
from geo.nesting import unions
from geo.tables import Area, listed

FOLDER = Path(__file__).parent / "boundaries"
FETCHED = "kunta4500k_{year}"  # Statistics Finland's name of the layer
TOLERANCE_M: Mapping[str, int] = {
    Level.MAAKUNTA: 1500,
    Level.KUNTA: 750,
}  # a pixel of a map 800 high is 1.4 km
SMALLEST_ISLET_KM2 = 3  # leaves Åland its main island and 20 more; the largest part of an area always stays
SHOWN = 3  # what an error names of many
GRID_M = 100  # coordinates are written as km with one decimal

Land = shapely.Polygon | shapely.MultiPolygon


class BoundaryCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in card.toml beside the boundaries."""

    file: str
    sha256: str
    level: str
    holds_from: int  # the first year whose division the file draws right
    credit: str
    producer: str
    licence: str
    url: str
    accessed: date
    made: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon in km of EPSG:3067 with 0.1 km, closed rings separated by None, and where its label stands."""

    level: str
    code: str
    geo_year: int
    x: tuple[float | None, ...]
    y: tuple[float | None, ...]
    label_x: float
    label_y: float
    credit: str


def read_card(folder: Path = FOLDER) -> BoundaryCard:
    """Read the card beside the boundaries; raise UserError where it is misspelt or the file is another one."""
    try:
        card = msgspec.toml.decode((folder / "card.toml").read_bytes(), type=BoundaryCard)
    except msgspec.DecodeError as error:
        raise UserError("boundary_card", path=folder / "card.toml", reason=str(error)) from error
    if not (folder / card.file).is_file():
        raise UserError("boundary_file_missing", path=folder / card.file)
    found = hashlib.sha256((folder / card.file).read_bytes()).hexdigest()
    if found != card.sha256:
        raise UserError("boundary_file_changed", path=folder / card.file, found=found, promised=card.sha256)
    return card


def shapes(level: str, geo_year: int, fetched: Path | None = None) -> tuple[Shape, ...]:
    """Return the shapes of all areas of a level in the division of 1 January of a year.

    `fetched`: the folder of fetched boundaries. Raise UserError where a level cannot be drawn without boundaries that
    are not there, and for a level not in force or a file that is not its card's.
    """
    classification = read_classification()
    on = date(geo_year, 1, 1)
    areas = classification.areas(level, on)
    whole = unions(classification, level, on)
    card = read_card()
    if whole.keys() == {area.code for area in areas} and geo_year >= card.holds_from:
        return tuple(_dissolved(level, code, geo_year, parts, _land(FOLDER, card)) for code, parts in whole.items())
    folder = fetched_municipalities(fetched, geo_year)
    if folder is None:
        raise _not_there(level, geo_year, [area for area in areas if area.code not in whole], card)
    land = _land(folder, read_card(folder))
    if missing := {area.code for area in classification.areas(Level.KUNTA, on)} - land.areas.keys():
        some = sorted(missing)[:SHOWN]
        raise UserError(
            "boundaries_lack_municipalities", path=folder, number=len(missing), year=geo_year, municipalities=some
        )
    return tuple(_dissolved(level, a.code, geo_year, classification.ground(a, on), land) for a in areas)


def fetched_municipalities(fetched: Path | None, geo_year: int) -> Path | None:
    """Return the folder of the fetched municipalities of a division, or None."""
    folder = fetched / FETCHED.format(year=geo_year) if fetched else None
    return folder if folder and (folder / "card.toml").is_file() else None


def _not_there(level: str, geo_year: int, rest: list[Area], card: BoundaryCard) -> UserError:
    if not rest:
        return UserError("boundaries_other_division", since=card.holds_from, year=geo_year)
    return UserError("boundaries_not_unions", level=level, number=len(rest), areas=listed(rest[:SHOWN]))


@dataclass(frozen=True, slots=True)
class _Land:
    """The simplified areas of one file, by code."""

    areas: dict[str, Land]
    credit: str


@cache
def _land(folder: Path, card: BoundaryCard) -> _Land:
    """Read, project and simplify a file; raise UserError where neighbours overlap or leave gaps afterwards."""
    frame = geopandas.read_file(folder / card.file).to_crs(3067)
    codes = frame["code" if "code" in frame.columns else card.level]
    simple = shapely.coverage_simplify(frame.geometry.to_numpy(), TOLERANCE_M[card.level])
    # Neighbours share their corners, so rounding moves both alike.
    snapped = shapely.transform(simple, lambda corners: np.round(corners / GRID_M) * GRID_M)
    if not (shapely.coverage_is_valid(snapped) and shapely.is_valid(snapped).all()):
        raise UserError("boundaries_overlap", path=folder / card.file)
    areas = {code: _without_islets(area) for code, area in zip(codes, snapped, strict=True)}
    return _Land(areas, card.credit)


def _without_islets(area: Land) -> Land:
    parts = sorted(shapely.get_parts(area), key=lambda part: -part.area)
    return shapely.MultiPolygon([parts[0], *(part for part in parts[1:] if part.area >= SMALLEST_ISLET_KM2 * 1e6)])


def _dissolved(level: str, code: str, geo_year: int, parts: Iterable[str], land: _Land) -> Shape:
    codes = sorted(parts)
    union = shapely.coverage_union_all([land.areas[part] for part in codes])
    # Holes run the other way round than rims: drawn with either rule of filling, Kauniainen is not painted as Espoo.
    polygon = shapely.orient_polygons(shapely.MultiPolygon(shapely.get_parts(union).tolist()))
    rings = chain.from_iterable((part.exterior, *part.interiors) for part in polygon.geoms)
    corners = list(chain.from_iterable([*ring.coords, (None, None)] for ring in rings))[:-1]
    label = shapely.maximum_inscribed_circle(polygon, tolerance=GRID_M).coords[0]
    return Shape(
        level=level,
        code=code,
        geo_year=geo_year,
        x=tuple(_km(x) for x, _ in corners),
        y=tuple(_km(y) for _, y in corners),
        label_x=round(label[0] / 1000, 1),
        label_y=round(label[1] / 1000, 1),
        credit=land.credit,
    )


def _km(metres: float | None) -> float | None:
    return None if metres is None else round(metres / 1000, 1)
