"""Areas by level and day: which are in force, on which ground, and who took over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import cache
from itertools import chain, product
from pathlib import Path

from contract.codes import COUNTRY, Level
from contract.errors import UserError
from geo.tables import Area, Change, Membership, Successor, listed, named, read_areas, read_changes, read_memberships

NOT_SHIPPED = "tyollisyysalue"  # a level that figures come on, but whose members we may not ship

# From coarse to fine. Hyvinvointialue lies below maakunta: Uusimaa holds five, everywhere else the two are equal.
LEVELS = (
    Level.COUNTRY,
    Level.SUURALUE,
    Level.ELY,
    Level.ELINVOIMAKESKUS,
    Level.MAAKUNTA,
    Level.HYVINVOINTIALUE,
    NOT_SHIPPED,
    Level.KUNTA,
)
REFORMS = ((Level.ELY, Level.ELINVOIMAKESKUS, date(2026, 1, 1)),)  # a whole level gave way to another


Ground = frozenset[str]  # the municipalities that an area covers on a day


@dataclass(frozen=True, eq=False)  # eq=False: it is compared and cached by identity
class Classification:
    """Every area, membership and change that the tables tell."""

    every: tuple[Area, ...]  # in the order in which the publisher lists them
    memberships: tuple[Membership, ...]
    changes: tuple[Change, ...]

    @property
    def newest_year(self) -> int:
        """Return the year of the newest division: the last in which an area began."""
        return max(area.valid.first.year for area in self.every)

    @property
    def first_year(self) -> int:
        """Return the first year for which the tables tell which municipality lies where."""
        return min((area.valid.first.year for area in self.every if area.level == Level.KUNTA), default=MAXYEAR)

    def levels_in_force(self, on: date) -> tuple[str, ...]:
        """List the levels that have areas on a day, from coarse to fine."""
        return _levels_in_force(self, on)

    def areas(self, level: str, on: date) -> tuple[Area, ...]:
        """List the areas of a level on a day; raise UserError where the level was not in force."""
        areas = tuple(_in_force(self, level, on).values())
        if not areas:
            raise self.level_not_in_force(level, on)
        return areas

    def area(self, level: str, code: str, on: date) -> Area:
        """Return one area by its code; raise UserError where it was not in force, naming who took over."""
        if area := _in_force(self, level, on).get(code):
            return area
        if level not in self.levels_in_force(on):
            raise self.level_not_in_force(level, on)
        merger = next((one for one in self.mergers(level, on) if one.from_code == code), None)
        raise self.has_merged(merger) if merger else not_in_force(code, level, on)

    def ground(self, area: Area, on: date) -> Ground:
        """Return the codes of the municipalities that an area covers; raise UserError for days not in the tables."""
        return grounds(self, on)[area.level, area.code]

    def successors(self, level: str, code: str) -> tuple[Successor, ...]:
        """List who took over from an area that ended; empty for an area still in force."""
        return tuple(s for s in self.successions() if (s.level, s.code) == (level, code))

    def successions(self) -> tuple[Successor, ...]:
        """List every succession: mergers of municipalities and regions, and the reforms that replaced a level."""
        merged = [Successor(c.level, c.from_code, c.level, c.to_code, c.on) for c in self.changes if c.kind == "merge"]
        return (*merged, *chain.from_iterable(_replaced(self, *reform) for reform in REFORMS))

    def mergers(self, level: str, until: date) -> tuple[Change, ...]:
        """List the areas of a level that had joined another one until a day."""
        return tuple(one for one in self.changes if one.kind == "merge" and one.level == level and one.on <= until)

    def has_merged(self, merger: Change) -> UserError:
        """Return the error of an area that joined another one, naming that one."""
        joined = next(area for area in self.every if (area.level, area.code) == (merger.level, merger.to_code))
        area = f"{merger.name} ({merger.from_code})"
        return UserError("area_ended", area=area, heir=named(joined), on=merger.on)

    def level_not_in_force(self, level: str, on: date, meant: tuple[Area, ...] = ()) -> UserError:
        """Return the error of a level on a day: why, who took over from the areas meant, and the levels in force."""
        known = self.levels_in_force(on)
        areas = [area for area in self.every if area.level == level]
        if not areas and level == NOT_SHIPPED:
            return UserError("level_without_members", level=level)
        if not areas:
            return UserError("level_unknown", level=level, on=on, levels=known)
        first = min(area.valid.first for area in areas)
        if on < first:
            return UserError("level_not_yet", level=level, since=first, on=on, levels=known)
        heirs = self._heirs(meant)
        if not heirs:
            return UserError("level_ended", level=level, last=self.last_day(level), on=on, levels=known)
        return UserError(
            "level_ended_heirs",
            level=level,
            last=self.last_day(level),
            on=on,
            levels=known,
            areas=listed(meant),
            heirs=listed(heirs),
        )

    def last_day(self, level: str) -> date:
        """Return the last day of a level that has ended."""
        return max(area.valid.last for area in self.every if area.level == level and area.valid.last)

    def _heirs(self, ended: tuple[Area, ...]) -> list[Area]:
        successors = chain.from_iterable(self.successors(area.level, area.code) for area in ended)
        return [self.area(heir.new_level, heir.new_code, heir.since) for heir in successors]


@cache
def read_classification(folder: Path = Path(__file__).parent) -> Classification:
    """Read the tables areas.csv, membership.csv and changes.csv of a folder; raise UserError with file and row."""
    return Classification(
        every=read_areas(folder / "areas.csv"),
        memberships=read_memberships(folder / "membership.csv"),
        changes=read_changes(folder / "changes.csv"),
    )


@cache
def grounds(classification: Classification, on: date) -> dict[tuple[str, str], Ground]:
    """Map (level, code) of every area in force to its municipalities; raise UserError where none are told."""
    cover: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for area in classification.every:
        if area.level == Level.KUNTA and area.valid.on(on):
            cover[Level.KUNTA, area.code].add(area.code)
            cover[Level.COUNTRY, COUNTRY].add(area.code)
    if not cover:
        raise UserError("membership_unknown", on=on)
    told = [membership for membership in classification.memberships if membership.valid.on(on)]
    for row in sorted(told, key=lambda row: -LEVELS.index(row.member_level)):  # the finest members first
        cover[row.level, row.code] |= cover[row.member_level, row.member_code]
    return {key: frozenset(ground) for key, ground in cover.items()}


@cache
def _levels_in_force(classification: Classification, on: date) -> tuple[str, ...]:
    present = {area.level for area in classification.every if area.valid.on(on)}
    return tuple(level for level in LEVELS if level in present)


@cache
def _in_force(classification: Classification, level: str, on: date) -> dict[str, Area]:
    return {area.code: area for area in classification.every if area.level == level and area.valid.on(on)}


def not_in_force(text: str, level: str, on: date) -> UserError:
    """Return the error of an area that a level does not have on a day."""
    return UserError("area_unknown", written=text, level=level, on=on)


def _replaced(classification: Classification, old: str, new: str, since: date) -> Iterator[Successor]:
    """List who took over when a level gave way: the new areas that share ground with the old one."""
    last = since - timedelta(days=1)
    ended = [area for area in classification.every if area.level == old and area.valid.last == last]
    for before, after in product(ended, classification.areas(new, since)):
        if classification.ground(before, last) & classification.ground(after, since):
            yield Successor(old, before.code, new, after.code, since)
