"""Shapes of areas, ready to draw: km in EPSG:3067, simplified with shared edges. Needs GeoPandas: for the ETL only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import geopandas
import msgspec
import numpy as np
import shapely

from geo.classification import read_classification
from geo.names import listed
from geo.refusal import Refusal

FOLDER = Path(__file__).parent / "boundaries"
TOLERANCE_M = 1500  # one pixel of a map 800 pixels high is 1.4 km
SMALLEST_ISLET_KM2 = 3  # leaves Åland its main island and 20 more; the largest part of a region always stays
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
    """Read the card beside the boundaries; raise Refusal where it is misspelt or the file is another one."""
    try:
        card = msgspec.toml.decode((folder / "card.toml").read_bytes(), type=BoundaryCard)
    except msgspec.DecodeError as error:
        raise Refusal(f"{folder.name}/card.toml: {error}. Mend the key that the message names.") from error
    found = hashlib.sha256((folder / card.file).read_bytes()).hexdigest()
    if found != card.sha256:
        raise Refusal(
            f"{folder.name}/{card.file} is not the file of card.toml: sha256 {found[:12]}… stands where "
            f"{card.sha256[:12]}… was promised. Restore the file, or describe the new one in the card."
        )
    return card


def shapes(level: str, geo_year: int) -> tuple[Shape, ...]:
    """Give the shapes of all areas of a level in the division of 1 January of a year.

    Regions come from the shipped file; levels that are unions of regions are dissolved from it. Raise Refusal for
    a level that is not (kunta, hyvinvointialue), one not in force, and a year before the file holds.
    """
    card = read_card()
    if geo_year < card.holds_from:
        raise Refusal(
            f"The shipped boundaries draw the divisions from {card.holds_from} on, not {geo_year}: municipalities "
            f"have changed region since. Show {geo_year} as a table or tiles, or fetch its own boundaries."
        )
    on = date(geo_year, 1, 1)
    classification = read_classification()
    unions = classification.unions(level, on)
    if rest := [area for area in classification.areas(level, on) if area.code not in unions]:
        raise Refusal(
            f"No boundaries of level {level}: {len(rest)} of its areas are no unions of regions, among them "
            f"{listed(rest[:3])}. Only boundaries of regions are shipped; show the level as a table or a dot plot."
        )
    regions = _regions()
    return tuple(
        _shape(level, code, geo_year, shapely.coverage_union_all([regions[part] for part in parts]), card.credit)
        for code, parts in unions.items()
    )


@cache
def _regions() -> dict[str, Land]:
    """Read, project and simplify the regions; raise Refusal where neighbours overlap or leave gaps afterwards."""
    frame = geopandas.read_file(FOLDER / read_card().file).to_crs(3067)
    simple = shapely.coverage_simplify(frame.geometry.to_numpy(), TOLERANCE_M)
    # Neighbours share their corners, so rounding moves both alike.
    snapped = shapely.transform(simple, lambda corners: np.round(corners / GRID_M) * GRID_M)
    if not (shapely.coverage_is_valid(snapped) and shapely.is_valid(snapped).all()):
        raise Refusal("The simplified regions overlap or leave gaps. Choose a smaller tolerance in geo/boundaries.py.")
    return {code: _without_islets(region) for code, region in zip(frame["code"], snapped, strict=True)}


def _without_islets(region: Land) -> Land:
    parts = sorted(shapely.get_parts(region), key=lambda part: -part.area)
    return shapely.MultiPolygon([parts[0], *(part for part in parts[1:] if part.area >= SMALLEST_ISLET_KM2 * 1e6)])


def _shape(level: str, code: str, geo_year: int, land: shapely.Geometry, credit: str) -> Shape:
    polygon = shapely.MultiPolygon(shapely.get_parts(land).tolist())
    rings = [ring for part in polygon.geoms for ring in (part.exterior, *part.interiors)]
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
        credit=credit,
    )


def _km(metres: float | None) -> float | None:
    return None if metres is None else round(metres / 1000, 1)
