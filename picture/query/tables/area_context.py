"""Where an area stands: what it belongs to, what it is made of, who took over from it, which regions are like it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import fmean, pstdev

import duckdb

from contract.codes import Language, Level
from picture.query.model import Area

ALIKE_BY = ("population", "share_swedish_speakers", "share_foreign_citizens")
ALIKE = 3
# Standard deviations of the traits over all regions: on one trait alone, two similar regions may lie as far apart as
# regions do on average. Most have a neighbour within half of it; those without one within it have none within twice.
ALIKE_WITHIN = 1.0
NEAREST = 2  # of those farther away, told where no region is similar
LARGER = (Level.MAAKUNTA, Level.ELINVOIMAKESKUS, Level.ELY, Level.SUURALUE)  # in the order in which they are named

AreaKey = tuple[str, str]  # level and code


@dataclass(frozen=True, slots=True)
class AreaContext:
    """One area's surroundings, in one language."""

    belongs: tuple[Area, ...]  # larger areas in force
    before: tuple[Area, ...]  # larger areas that have ended
    holds: tuple[Area, ...]  # the regions that a larger area is made of
    successors: tuple[Area, ...]  # who took over, when the area itself has ended
    alike: tuple[Area, ...]
    ended: date | None  # its last day, when it is no longer in force
    nearest: tuple[Area, ...] = ()  # where no region is similar, those that are least far from it


@dataclass(frozen=True, slots=True)
class Likes:
    """The regions like one region, or where there are none, those least far from it."""

    alike: tuple[Area, ...] = ()
    nearest: tuple[Area, ...] = ()


@dataclass(frozen=True)  # no slots: what all readers ask for is found once
class AreaContexts:
    """The surroundings of every area of a database, in one language."""

    areas: Sequence[tuple[Area, date | None]]  # each as it was or is called, with its last day
    members: Sequence[tuple[AreaKey, AreaKey, bool]]  # the larger, the smaller, and whether it lies there now
    successors: Mapping[AreaKey, Collection[AreaKey]]
    likes: Mapping[str, Likes]  # by the code of a region

    def of(self, level: str, code: str) -> AreaContext:
        """Return the surroundings of one area; of an unknown one there are none."""
        here = (level, code)
        if here not in self._found:
            self._found[here] = self._look_around(here)
        return self._found[here]

    @cached_property
    def _found(self) -> dict[AreaKey, AreaContext]:
        return {}

    def _look_around(self, here: AreaKey) -> AreaContext:
        level, code = here
        above = [(larger, now) for larger, smaller, now in self.members if smaller == here]
        inside = {smaller for larger, smaller, now in self.members if larger == here and now}
        likes = self.likes.get(code, Likes()) if level == Level.MAAKUNTA else Likes()
        days = [day for area, day in self.areas if (area.level, area.code) == here]
        return AreaContext(
            belongs=self._named({key for key, now in above if now and key[0] != Level.COUNTRY}, ended=False),
            before=self._named({key for key, _ in above if key[0] == Level.ELY}, ended=True),
            holds=self._named({key for key in inside if key[0] == Level.MAAKUNTA}, ended=False),
            successors=self._named(self.successors.get(here, ()), ended=False),
            alike=likes.alike,
            ended=max((day for day in days if day), default=None) if all(days) else None,
            nearest=likes.nearest,
        )

    @cached_property
    def last_days(self) -> Mapping[AreaKey, date]:
        """The last day of each area that is no longer in force."""
        in_force = {(area.level, area.code) for area, day in self.areas if day is None}
        return {
            (area.level, area.code): day
            for area, day in self.areas
            if day is not None and (area.level, area.code) not in in_force
        }

    @cached_property
    def renamed_regions(self) -> frozenset[AreaKey]:
        """The larger areas that are one region under the region's own name."""
        regions: dict[AreaKey, set[AreaKey]] = defaultdict(set)
        for larger, smaller, _ in self.members:
            if smaller[0] == Level.MAAKUNTA:
                regions[larger].add(smaller)
        names = {(area.level, area.code): area.name for area, _ in self.areas}
        return frozenset(
            larger
            for larger, inside in regions.items()
            if len(inside) == 1 and names.get(larger) == names.get(next(iter(inside)))
        )

    def _named(self, keys: Collection[AreaKey], *, ended: bool) -> tuple[Area, ...]:
        found = [area for area, day in self.areas if (area.level, area.code) in keys and (day is not None) == ended]
        return tuple(sorted(found, key=_place))


def _place(area: Area) -> tuple[int, str]:
    return LARGER.index(Level(area.level)) if area.level in LARGER else len(LARGER), area.code


def read_area_contexts(con: duckdb.DuckDBPyConnection, language: Language) -> AreaContexts:
    """Read the surroundings of all areas."""
    areas = con.execute(f"SELECT level, code, name_{language}, valid_to FROM area ORDER BY ALL").fetchall()
    members = con.execute(
        "SELECT level, code, member_level, member_code, valid_to IS NULL FROM area_member ORDER BY ALL"
    ).fetchall()
    successors: dict[AreaKey, list[AreaKey]] = defaultdict(list)
    for level, code, new_level, new_code in con.execute(
        "SELECT level, code, new_level, new_code FROM area_successor ORDER BY ALL"
    ).fetchall():
        successors[level, code].append((new_level, new_code))
    return AreaContexts(
        areas=[(Area(level, code, name), day) for level, code, name, day in areas],
        members=[((level, code), (in_level, in_code), now) for level, code, in_level, in_code, now in members],
        successors=successors,
        likes=read_likes(con, language),
    )


def read_likes(con: duckdb.DuckDBPyConnection, language: Language) -> dict[str, Likes]:
    """Return for each region those like it in population (log) and the shares of Swedish speakers and foreign citizens.

    Distances are Euclidean over standardised values, up to ALIKE_WITHIN; a region without one of the three figures has
    no likes.
    """
    records = con.execute(
        f"""SELECT e.code, a.name_{language}, e.indicator, e.value FROM estimate e JOIN area a USING (level, code)
        WHERE level = 'maakunta' AND list_contains($by, indicator) AND value IS NOT NULL AND a.valid_to IS NULL
        QUALIFY row_number() OVER (PARTITION BY e.code, indicator ORDER BY period DESC) = 1""",
        {"by": list(ALIKE_BY)},
    ).fetchall()
    names = {record[0]: record[1] for record in records}
    traits: dict[str, dict[str, float]] = defaultdict(dict)
    for area, _, indicator, value in records:
        traits[area][indicator] = math.log(value) if indicator == "population" else value
    whole = {area: tuple(t[i] for i in ALIKE_BY) for area, t in traits.items() if len(t) == len(ALIKE_BY)}
    scaled = dict(zip(whole, _standardised(list(whole.values())), strict=True))
    return {code: _nearest(code, scaled, names) for code in scaled}


def _nearest(code: str, scaled: Mapping[str, tuple[float, ...]], names: Mapping[str, str]) -> Likes:
    near = sorted((math.dist(scaled[code], place), area) for area, place in scaled.items() if area != code)
    areas = [(distance, Area(Level.MAAKUNTA, area, names[area])) for distance, area in near]
    alike = tuple(area for distance, area in areas[:ALIKE] if distance <= ALIKE_WITHIN)
    return Likes(alike, () if alike else tuple(area for _, area in areas[:NEAREST]))


def _standardised(rows: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    columns = list(zip(*rows, strict=True))
    scale = [(fmean(column), pstdev(column) or 1.0) for column in columns]
    return [tuple((v - mean) / spread for v, (mean, spread) in zip(row, scale, strict=True)) for row in rows]
