"""From an older division of areas to a newer one: forwards only, and by people, never by square kilometres."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from math import fsum
from typing import NamedTuple

from contract.codes import Level
from contract.errors import UserError
from geo.classification import REFORMS, Classification, Ground
from geo.nesting import members, parent
from geo.tables import Change

SHOWN = 3  # what an error names of many
Parts = dict[str, dict[str, float]]  # old code -> new code -> share of the old area's people; each adds up to 1


class Division(NamedTuple):
    """The areas of a level on 1 January of a year."""

    level: str
    year: int

    @property
    def day(self) -> date:
        """Return the day on which the division is looked at."""
        return date(self.year, 1, 1)


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """Where the people of every area went.

    `people`: persons by municipality of the newest division; asked only where an area other than a municipality splits.
    """

    classification: Classification
    people: Mapping[str, float]

    def parts(self, old: Division, new: Division) -> Parts:
        """Map every area of a division to areas of a newer one, with the shares of its people that live there.

        A level is carried to itself, along a reform (ELY centres to elinvoimakeskukset, where Häme splits), or to a
        level that it nests in. Raise UserError for a way back in time, levels that do not nest, and people not told.
        """
        if new.year < old.year:
            raise UserError("division_backwards", old=old.year, new=new.year)
        if old.level == new.level == Level.KUNTA:
            return _municipal(self.classification, old.day, new.day)
        if old.level == new.level or any((old.level, new.level) == reform[:2] for reform in REFORMS):
            return self._by_people(old, new)
        between = Division(old.level, new.year)
        return _joined(self.parts(old, between), self._nested(between, new.level))

    def moved(self, old: Division, year: int) -> dict[str, float | None]:
        """Return, for each area whose ground changed until a later year, what share of people lives where it changed.

        The share is of those on the old or the new ground: how many are on one of them only. None: not told, as for
        municipalities that others joined, and without `people`. A level that ended is followed to its last year.
        """
        new = Division(old.level, max(old.year, min(year, self._last_year(old.level))))
        if old.level == Level.KUNTA:
            return _joined_or_split(_municipal(self.classification, old.day, new.day))
        before = self._grounds(old, new.day)
        after = self._grounds(new, new.day)
        changed = [code for code in before if before[code] != after.get(code)]
        return {code: self._moved(before[code], after.get(code, frozenset()), new.day) for code in changed}

    def _moved(self, before: Ground, after: Ground, on: date) -> float | None:
        if not self.people:
            return None
        return self._persons(before ^ after, on) / self._persons(before | after, on)

    def _by_people(self, old: Division, new: Division) -> Parts:
        grounds = self._grounds(new, new.day)
        parts = {}
        for before, ground in self._grounds(old, new.day).items():
            pieces = {after: ground & other for after, other in grounds.items() if ground & other}
            whole = len(pieces) == 1
            persons = {after: 1.0 if whole else self._persons(piece, new.day) for after, piece in pieces.items()}
            parts[before] = {after: many / sum(persons.values()) for after, many in persons.items()}
        return parts

    def _nested(self, division: Division, level: str) -> Parts:
        finer = self.classification.areas(division.level, division.day)
        return {
            area.code: {parent(self.classification, division.level, area.code, level, division.day).code: 1.0}
            for area in finer
        }

    def _grounds(self, division: Division, on: date) -> dict[str, Ground]:
        """Map the areas of a division to the municipalities of a later day that stand on their ground."""
        heirs = _heirs(self.classification, division.day, on)
        return {
            area.code: frozenset(heirs[code] for code in self.classification.ground(area, division.day))
            for area in self.classification.areas(division.level, division.day)
        }

    def _persons(self, ground: Ground, on: date) -> float:
        newest = max(area.valid.first for area in self.classification.every)
        heirs = _heirs(self.classification, on, max(on, newest))
        municipalities = {heirs[code] for code in ground}
        if unknown := sorted(municipalities - self.people.keys()):
            raise UserError("people_missing", number=len(unknown), municipalities=unknown[:SHOWN])
        return fsum(self.people[code] for code in municipalities)  # of a set: exact, so that its order does not count

    def _last_year(self, level: str) -> int:
        every = [area for area in self.classification.every if area.level == level]
        ends = [area.valid.last.year if area.valid.last else date.max.year for area in every]
        return max(ends, default=date.max.year)


def impute_municipal_population(
    regions: Mapping[str, float], classification: Classification, year: int
) -> dict[str, float]:
    """Impute the population of every municipality from persons by region in the division of a year.

    Municipalities that ever changed region get the persons the list of changes tells, the others an equal part of the
    rest: no municipality's true number, but right for every question about regions and what is made of them.
    """
    on = date(year, 1, 1)
    moved = {c.municipality: float(c.persons) for c in classification.changes if c.kind == "move" and c.persons}
    people: dict[str, float] = {}
    for code, persons in regions.items():
        ground = {area.code for area in members(classification, Level.MAAKUNTA, code, Level.KUNTA, on)}
        known = {municipality: moved[municipality] for municipality in ground & moved.keys()}
        rest = (persons - sum(known.values())) / len(ground - known.keys())
        people |= known | dict.fromkeys(ground - known.keys(), rest)
    return people


@cache
def _municipal(classification: Classification, since: date, until: date) -> Parts:
    parts = {area.code: {area.code: 1.0} for area in classification.areas(Level.KUNTA, since)}
    told = [change for change in classification.changes if change.level == Level.KUNTA and since < change.on <= until]
    for day in sorted({change.on for change in told}):
        parts = _joined(parts, _steps(change for change in told if change.on == day))
    return parts


def _joined_or_split(parts: Parts) -> dict[str, float | None]:
    """Return the municipalities that ended, gave or got people; with shares only where nothing but giving happened."""
    joined = set(chain.from_iterable(shares.keys() - {before} for before, shares in parts.items()))
    changed = [code for code, shares in parts.items() if code in joined or shares.keys() != {code}]
    return {code: 1 - parts[code][code] if code in parts[code] and code not in joined else None for code in changed}


@cache
def _heirs(classification: Classification, since: date, until: date) -> dict[str, str]:
    """Map the municipalities of a day to those of a later day where most of their people live."""
    parts = _municipal(classification, since, until)
    return {code: max(shares, key=shares.__getitem__) for code, shares in parts.items()}


def _steps(changes: Iterable[Change]) -> Parts:
    """Map the municipalities that a day changed; those that send a part keep the rest."""
    steps: Parts = {}
    for change in changes:
        if change.kind == "merge":
            steps[change.from_code] = {change.to_code: 1.0}
        elif change.persons and change.of_persons:
            shares = steps.setdefault(change.from_code, {change.from_code: 1.0})
            shares[change.to_code] = change.persons / change.of_persons
            shares[change.from_code] -= shares[change.to_code]
    return steps


def _joined(first: Parts, then: Parts) -> Parts:
    """Chain two maps; codes that the second does not name stay."""
    joined: Parts = {}
    for old, shares in first.items():
        after: defaultdict[str, float] = defaultdict(float)
        for between, share in shares.items():
            for new, part in then.get(between, {between: 1.0}).items():
                after[new] += share * part
        joined[old] = dict(after)
    return joined
