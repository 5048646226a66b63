"""The ground of every area of a table, cut into the pieces that all divisions of areas in it share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import NamedTuple

from contract.codes import Level
from geo.classification import Classification, grounds
from geo.crosswalk import Crosswalk, Division

Ground = frozenset[str]  # names of pieces; two areas with the same pieces hold the same people


class Place(NamedTuple):
    """An area of a division."""

    level: str
    code: str
    geo_year: int


def grounds_of(places: Iterable[Place], classification: Classification) -> dict[Place, Ground]:
    """Map areas of any divisions to pieces of ground that add up to them.

    A piece is what has lain in one municipality of every year asked. In years for which nobody tells where the
    municipalities lie, the regions are the pieces of the country, and other areas stand by themselves.
    """
    asked = set(places)
    told = {place for place in asked if place.geo_year >= classification.first_year}
    found: dict[Place, Ground] = {}
    pieces = list(_pieces(sorted({place.geo_year for place in told}), classification))
    for year, of_year in _by_year(told).items():
        known = grounds(classification, Division(Level.KUNTA, year).day)
        inside = defaultdict[str, set[str]](set)
        for name, municipality in pieces:
            inside[municipality[year]].add(name)
        for place in of_year:
            ground = known.get((place.level, place.code))
            if ground is not None:
                found[place] = frozenset(chain.from_iterable(inside[code] for code in ground))
    for year, of_year in _by_year(asked - told).items():
        regions = frozenset(_alone(place) for place in of_year if place.level == Level.MAAKUNTA)
        found |= {Place(Level.COUNTRY, place.code, year): regions for place in of_year if place.level == Level.COUNTRY}
    return {place: found.get(place) or frozenset({_alone(place)}) for place in asked}


def _alone(place: Place) -> str:
    return " ".join(map(str, place))


def _by_year(places: Iterable[Place]) -> Mapping[int, list[Place]]:
    years = defaultdict[int, list[Place]](list)
    for place in places:
        years[place.geo_year].append(place)
    return years


def _pieces(years: list[int], classification: Classification) -> Iterator[tuple[str, dict[int, str]]]:
    """Yield the name of every piece, and the municipality that it lies in by year."""
    if not years:
        return
    first = Division(Level.KUNTA, years[0])
    paths = [{years[0]: area.code} for area in classification.areas(first.level, first.day)]
    crosswalk = Crosswalk(classification, {})
    for before, after in pairwise(years):
        parts = crosswalk.parts(Division(Level.KUNTA, before), Division(Level.KUNTA, after))
        paths = list(chain.from_iterable(_onwards(path, after, parts[path[before]]) for path in paths))
    for path in paths:
        yield " ".join(path.values()), path


def _onwards(path: dict[int, str], year: int, codes: Iterable[str]) -> list[dict[int, str]]:
    """Follow a piece to each municipality that it lies in in a later year."""
    return [{**path, year: code} for code in codes]
