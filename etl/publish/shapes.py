"""Which shapes go into the database."""

from __future__ import annotations

from pathlib import Path

from etl.harmonise.area_totals import divisions
from geo.boundaries import Shape, fetched_municipalities, shapes
from geo.classification import Classification


def newest_shapes(classification: Classification, fetched: Path | None = None) -> tuple[Shape, ...]:
    """Return the shapes of the newest division of every level that can be drawn; the country is not.

    Municipalities and hyvinvointialueet need boundaries in the folder `fetched`; without them they are left out.
    """
    newest = max(area.valid_from.year for area in classification.every)
    years = {level: year for level, (year, _) in divisions(classification, newest).items() if level != "country"}
    if fetched_municipalities(fetched, newest):
        years |= dict.fromkeys(("hyvinvointialue", "kunta"), newest)
    drawable = (shapes(level, year, fetched) for level, year in years.items())
    return tuple(shape for of_level in drawable for shape in of_level)
