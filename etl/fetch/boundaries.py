"""Boundaries of areas from Statistics Finland's WFS, checked and laid where geo/boundaries.py looks for them.

data/boundaries/<layer>_<year>/    <layer>_<year>.geojson, exactly as it came, and card.toml
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import tomli_w

from contract.codes import Level
from contract.errors import UserError
from contract.pointer import write_whole
from etl.fetch.services.client import Response, ServiceClient
from geo.boundaries import BoundaryCard
from geo.classification import Classification

SCALE = "4500k"  # 1:4.5 million: made for maps of the whole country
LAYERS = (Level.KUNTA, Level.MAAKUNTA, Level.HYVINVOINTIALUE)
SHOWN = 8  # areas in an error
POLYGONS = {"Polygon", "MultiPolygon"}


class Properties(msgspec.Struct, frozen=True):
    """What stands with a polygon, as far as it is used; a layer calls its code by its own name."""

    kunta: str = ""
    maakunta: str = ""
    hyvinvointialue: str = ""


class Feature(msgspec.Struct, frozen=True):
    """One area."""

    properties: Properties
    geometry: dict[str, Any] | None


class FeatureCollection(msgspec.Struct, frozen=True):
    """A GeoJSON file."""

    features: tuple[Feature, ...]


def fetch_boundaries(level: str, year: int, client: ServiceClient, folder: Path, areas: Classification) -> Path:
    """Fetch the boundaries of one level and year into `folder`; return their folder. Raise UserError."""
    name = f"{level}{SCALE}_{year}"
    asked = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": f"tilastointialueet:{name}",
        "outputFormat": "application/json",
    }
    response = client.get(f"?{urlencode(asked)}")
    _check(response, level, year, areas)
    sha256 = hashlib.sha256(response.content).hexdigest()
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    card = BoundaryCard(
        file=f"{name}-{sha256[:12]}.geojson",
        sha256=sha256,
        level=level,
        holds_from=year,
        credit="Tilastokeskus / Statistikcentralen / Statistics Finland",
        producer="Statistics Finland, statistical areas 1:4,500,000",
        licence="CC BY 4.0",
        url=response.url,
        accessed=response.fetched_at.date(),
        made="As the WFS answered, unchanged.",
    )
    write_whole(target / card.file, response.content)
    write_whole(target / "card.toml", tomli_w.dumps(msgspec.to_builtins(card, builtin_types=[date])).encode())
    for other in target.glob("*.geojson"):  # the raw answer before: the card names the new one by now
        if other.name != card.file:
            other.unlink()
    return target


def _check(response: Response, level: str, year: int, areas: Classification) -> None:
    """Refuse anything but one polygon for every area of the division."""
    try:
        found = msgspec.json.decode(response.content, type=FeatureCollection)
    except msgspec.DecodeError as error:
        raise UserError("geojson_unreadable", path=response.url, reason=str(error)) from error
    codes = [getattr(feature.properties, level) for feature in found.features]
    official = {area.code for area in areas.areas(level, date(year, 1, 1))}
    wrong = sorted({code for code in codes if codes.count(code) > 1} | (official ^ set(codes)))
    if wrong:
        raise UserError(
            "fetched_boundaries_unfit",
            path=response.url,
            level=level,
            number=len(wrong),
            official=len(official),
            areas=wrong[:SHOWN],
        )
    if any((feature.geometry or {}).get("type") not in POLYGONS for feature in found.features):
        raise UserError("fetched_boundary_without_polygon", path=response.url)
