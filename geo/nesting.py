"""What nests in what: areas whose municipalities lie wholly in one area of another level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain

from contract.codes import Level
from contract.errors import UserError
from geo.classification import Classification
from geo.tables import Area, listed, named

LEVELS_OF_REGIONS = (Level.COUNTRY, Level.ELINVOIMAKESKUS, Level.ELY, Level.SUURALUE)
Unions = Mapping[str, tuple[str, ...]]  # code of an area = its regions


def members(classification: Classification, level: str, code: str, of: str, on: date) -> tuple[Area, ...]:
    """List the areas of the finer level `of` that make up an area; raise UserError where they do not nest."""
    area = classification.area(level, code, on)
    ground = classification.ground(area, on)
    inside = tuple(part for part in classification.areas(of, on) if classification.ground(part, on) <= ground)
    if frozenset(chain.from_iterable(classification.ground(part, on) for part in inside)) != ground:
        raise _does_not_nest(classification, area, of, on)
    return inside


def parent(classification: Classification, level: str, code: str, of: str, on: date) -> Area:
    """Return the one area of the coarser level `of` that an area lies in; raise UserError where it lies in several."""
    area = classification.area(level, code, on)
    ground = classification.ground(area, on)
    for other in classification.areas(of, on):
        if ground <= classification.ground(other, on):
            return other
    raise _does_not_nest(classification, area, of, on)


def unions(classification: Classification, level: str, on: date) -> Unions:
    """Map each area of a level that is an exact union of regions to the codes of its regions.

    Areas that are not (the hyvinvointialueet inside Uusimaa, municipalities) are left out: regional figures
    say nothing about them.
    """
    regions = [(region.code, classification.ground(region, on)) for region in classification.areas(Level.MAAKUNTA, on)]
    whole = {}
    for area in classification.areas(level, on):
        ground = classification.ground(area, on)
        inside = [(code, part) for code, part in regions if part <= ground]
        if frozenset(chain.from_iterable(part for _, part in inside)) == ground:
            whole[area.code] = tuple(code for code, _ in inside)
    return whole


def levels_of_regions(classification: Classification, geo_year: int) -> dict[str, tuple[int, Unions]]:
    """Return level -> (its division year, code -> regions) for levels that are unions of the regions of `geo_year`.

    A level no longer in force keeps its last division, as long as it is made of the same regions.
    """
    regions = {area.code for area in classification.areas(Level.MAAKUNTA, date(geo_year, 1, 1))}
    found: dict[str, tuple[int, Unions]] = {Level.MAAKUNTA: (geo_year, {code: (code,) for code in sorted(regions)})}
    for level in LEVELS_OF_REGIONS:
        for year in _years(classification, level, geo_year):
            whole = unions(classification, level, date(year, 1, 1))
            if set(chain.from_iterable(whole.values())) == regions:
                found[level] = (year, whole)
                break
    return found


def unions_of_regions(classification: Classification, geo_year: int) -> dict[str, Unions]:
    """Return level -> code -> regions for all areas that are unions of the regions of `geo_year`.

    Of hyvinvointialueet only some are.
    """
    whole = {level: areas for level, (_, areas) in levels_of_regions(classification, geo_year).items()}
    counties = unions(classification, Level.HYVINVOINTIALUE, date(geo_year, 1, 1))
    return whole | {Level.HYVINVOINTIALUE: counties}


def _years(classification: Classification, level: str, geo_year: int) -> list[int]:
    """List the years in which a level may be made of the regions of `geo_year`: that one, or the last before."""
    ended = [area.valid.last.year for area in classification.every if area.level == level and area.valid.last]
    last = max((year for year in ended if year < geo_year), default=geo_year)
    years = dict.fromkeys((geo_year, last))
    told = [year for year in years if year >= classification.first_year]
    return [year for year in told if level in classification.levels_in_force(date(year, 1, 1))]


def _does_not_nest(classification: Classification, area: Area, of: str, on: date) -> UserError:
    ground = classification.ground(area, on)
    touched = [other for other in classification.areas(of, on) if ground & classification.ground(other, on)]
    return UserError(
        "area_is_only_part" if len(touched) == 1 else "area_overlaps",
        area=named(area),
        level=area.level,
        of=of,
        on=on,
        touched=listed(touched),
    )
