"""The shapes that a database holds: the newest division of every level that can be drawn."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from contract.codes import Level
from geo.boundaries import Shape, fetched_municipalities, shapes
from geo.classification import Classification
from geo.nesting import levels_of_regions


def newest_shapes(classification: Classification, fetched: Path | None = None) -> tuple[Shape, ...]:
    """Return the shapes of the newest division of every level that can be drawn; the country is not.

    Municipalities and hyvinvointialueet need boundaries in the folder `fetched`; without them they are left out.
    """
    newest = classification.newest_year
    years = {level: year for level, (year, _) in levels_of_regions(classification, newest).items()}
    del years[Level.COUNTRY]
    if fetched_municipalities(fetched, newest):
        years |= {Level.HYVINVOINTIALUE: newest, Level.KUNTA: newest}
    return tuple(chain.from_iterable(shapes(level, year, fetched) for level, year in years.items()))
