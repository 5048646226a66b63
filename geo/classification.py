"""Areas by level and day: which are in force, who lies in whom, who took over."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path

from contract.refusal import Refusal
from geo import lookup as names
from geo.tables import COUNTRY, Area, Change, Membership, Successor, read_areas, read_changes, read_memberships

# From coarse to fine. Hyvinvointialue lies below maakunta: Uusimaa holds five, everywhere else the two are equal.
LEVELS = ("country", "suuralue", "ely", "elinvoimakeskus", "maakunta", "hyvinvointialue", "tyollisyysalue", "kunta")
REFORMS = (("ely", "elinvoimakeskus", date(2026, 1, 1)),)  # a whole level gave way to another

Ground = frozenset[str]  # the municipalities that an area covers on a day


@dataclass(frozen=True, eq=False)  # eq=False: it is compared and cached by identity
class Classification:
    """Every area, membership and change that the tables tell."""

    every: tuple[Area, ...]  # in the order in which the publisher lists them
    memberships: tuple[Membership, ...]
    changes: tuple[Change, ...]

    def levels_in_force(self, on: date) -> tuple[str, ...]:
        """List the levels that have areas on a day, from coarse to fine."""
        present = {area.level for area in self.every if area.in_force(on)}
        return tuple(level for level in LEVELS if level in present)

    def areas(self, level: str, on: date) -> tuple[Area, ...]:
        """List the areas of a level on a day; raise Refusal where the level was not in force."""
        return tuple(_in_force(self, level, on).values()) or names.refuse_level(self, level, on)

    def area(self, level: str, code: str, on: date) -> Area:
        """Give one area by its code; raise Refusal where it was not in force, naming who took over."""
        return _in_force(self, level, on).get(code) or names.refuse(self, code, level, on)

    def find(self, text: str, level: str, on: date) -> Area:
        """Look an area up by code or by its name in Finnish, Swedish or English, however cased and spaced.

        Statistics Finland's prefixed codes (MK01, KU091) and the words of the level ("maakunta", "NTM-centralen i")
        are understood, and so is the name of another area that covers the same ground ("Uudenmaan maakunta").
        Raise Refusal for an unknown name (with the nearest three), an ambiguous one (with all it could be) and an
        ended area (with its successors).
        """
        return names.find(self, text, level, on)

    def members(self, level: str, code: str, of: str, on: date) -> tuple[Area, ...]:
        """List the areas of the finer level `of` that make up an area; raise Refusal where they do not nest."""
        area = self.area(level, code, on)
        inside = tuple(part for part in self.areas(of, on) if self.ground(part, on) <= self.ground(area, on))
        if frozenset(chain.from_iterable(self.ground(part, on) for part in inside)) != self.ground(area, on):
            raise self._does_not_nest(area, of, on)
        return inside

    def parents(self, level: str, code: str, on: date) -> tuple[Area, ...]:
        """List the areas of coarser levels that an area lies wholly in, from coarse to fine."""
        ground = self.ground(self.area(level, code, on), on)
        coarser = [above for above in self.levels_in_force(on) if LEVELS.index(above) < LEVELS.index(level)]
        return tuple(area for above in coarser for area in self.areas(above, on) if ground <= self.ground(area, on))

    def parent(self, level: str, code: str, of: str, on: date) -> Area:
        """Give the one area of the coarser level `of` that an area lies in; raise Refusal where it lies in several."""
        ground = self.ground(self.area(level, code, on), on)
        for area in self.areas(of, on):
            if ground <= self.ground(area, on):
                return area
        raise self._does_not_nest(self.area(level, code, on), of, on)

    def unions(self, level: str, on: date) -> dict[str, tuple[str, ...]]:
        """Map each area of a level that is an exact union of regions to the codes of its regions.

        Areas that are not (the hyvinvointialue inside Uusimaa, municipalities) are left out: regional figures
        say nothing about them.
        """
        regions = [(region.code, self.ground(region, on)) for region in self.areas("maakunta", on)]
        whole = {}
        for area in self.areas(level, on):
            ground = self.ground(area, on)
            inside = [(code, part) for code, part in regions if part <= ground]
            if frozenset(chain.from_iterable(part for _, part in inside)) == ground:
                whole[area.code] = tuple(code for code, _ in inside)
        return whole

    def ground(self, area: Area, on: date) -> Ground:
        """Give the codes of the municipalities that an area covers; raise Refusal for days the tables do not tell."""
        return grounds(self, on)[area.level, area.code]

    def successors(self, level: str, code: str) -> tuple[Successor, ...]:
        """List who took over from an area that ended; empty for an area still in force."""
        return tuple(s for s in self.successions() if (s.level, s.code) == (level, code))

    def successions(self) -> tuple[Successor, ...]:
        """List every succession: mergers of municipalities and regions, and the reforms that replaced a level."""
        merged = [Successor(c.level, c.from_code, c.level, c.to_code, c.on) for c in self.changes if c.kind == "merge"]
        return (*merged, *chain.from_iterable(_replaced(self, *reform) for reform in REFORMS))

    def _does_not_nest(self, area: Area, of: str, on: date) -> Refusal:
        ground = self.ground(area, on)
        touched = [other for other in self.areas(of, on) if ground & self.ground(other, on)]
        lies = "is only a part of" if len(touched) == 1 else "shares ground with"
        return Refusal(
            f"{area.name_fi} ({area.level} {area.code}) does not nest in the level {of} on {on}: it {lies} "
            f"{names.listed(touched)}. No figures can be carried between the two: "
            "choose a level that nests, or start from figures by municipality."
        )


@cache
def read_classification(folder: Path = Path(__file__).parent) -> Classification:
    """Read the tables areas.csv, membership.csv and changes.csv of a folder; raise Refusal with file and row."""
    return Classification(
        every=read_areas(folder / "areas.csv"),
        memberships=read_memberships(folder / "membership.csv"),
        changes=read_changes(folder / "changes.csv"),
    )


@cache
def grounds(classification: Classification, on: date) -> dict[tuple[str, str], Ground]:
    """Map (level, code) of every area in force to its municipalities; raise Refusal where none are told."""
    cover: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for area in classification.every:
        if area.level == "kunta" and area.in_force(on):
            cover["kunta", area.code].add(area.code)
            cover["country", COUNTRY].add(area.code)
    if not cover:
        raise Refusal(f"Who lies in whom is not told for {on}. Choose a later division.")
    told = [membership for membership in classification.memberships if membership.in_force(on)]
    for row in sorted(told, key=lambda row: -LEVELS.index(row.member_level)):  # the finest members first
        cover[row.level, row.code] |= cover[row.member_level, row.member_code]
    return {key: frozenset(ground) for key, ground in cover.items()}


@cache
def _in_force(classification: Classification, level: str, on: date) -> dict[str, Area]:
    return {area.code: area for area in classification.every if area.level == level and area.in_force(on)}


def _replaced(classification: Classification, old: str, new: str, since: date) -> list[Successor]:
    """Who took over when a level gave way: the new areas that share ground with the old one."""
    last = since - timedelta(days=1)
    return [
        Successor(old, before.code, new, after.code, since)
        for before in classification.every
        if before.level == old and before.valid_to == last
        for after in classification.areas(new, since)
        if classification.ground(before, last) & classification.ground(after, since)
    ]
