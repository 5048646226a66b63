"""The register as a page shows it: counted, narrowed, a part of its rows, and where and when its entries are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

import duckdb

from contract.actions.codes import Evidence, RegisterKind
from contract.codes import COUNTRY, Domain, Level
from picture.query.choices import Choices
from picture.query.model import Area, Shape, View
from picture.query.register.entries import EFFORTS, ENTRY_COLUMNS, HAPPENINGS, RegisterEntry, entries_of
from picture.query.register.filters import ABOUT, ROWS, TRIED, Filters
from picture.query.register.near import EVERYWHERE, Rings, areas_by_key, region_of_place, rings_of

MOST_ON_TIMELINE = 60
# an entry that happens lasts until its last day or its only one; anything else goes on where it has no last day
FOUND_ENTRIES = """
    WITH near AS (
        SELECT *, CASE WHEN $country OR list_has_any(areas, $own) THEN 0 WHEN list_has_any(areas, $inside) THEN 1
            WHEN list_has_any(areas, $larger) THEN 2 WHEN list_contains(areas, 'SSS') THEN $everywhere END AS ring,
            CASE WHEN list_contains($happenings, kind) THEN coalesce(last_day, first_day) ELSE last_day END AS until
        FROM register_entry),
    found AS (
        SELECT *, coalesce(until < $today OR status IN ('done', 'dropped'), false) AS over FROM near
        WHERE ring IS NOT NULL AND ($kind = '' OR kind = $kind)
            AND ($about = '' OR list_contains(domains, $about))
            AND ($target = '' OR list_contains(target_groups, $target))
            AND ($moves = '' OR list_contains(indicators, $moves))
            AND ($status = '' OR status = $status)
            AND ($year = '' OR (year(first_day) <= TRY_CAST($year AS INTEGER)
                AND coalesce(year(until), 9999) >= TRY_CAST($year AS INTEGER)))
            AND (NOT $tried OR list_contains($efforts, kind)))"""
COUNTED_ENTRIES = "SELECT kind, ring <= 1, example, domains, count(*) FROM found GROUP BY ALL"
BY_TIME = """ring, over, CASE WHEN over THEN NULL ELSE first_day END NULLS LAST, first_day DESC NULLS LAST, position"""
BY_EVIDENCE = "list_position($evidence, evidence) DESC NULLS LAST, over, first_day DESC NULLS LAST, position"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries concern the chosen area itself and what lies in it, whatever the filters are."""

    kinds: Mapping[RegisterKind, int]
    domains: Mapping[Domain, int]  # measures and good practices
    around: int  # entries of larger areas and of the whole country
    examples: int  # of the area's own ones, those that were invented

    @property
    def total(self) -> int:
        """Count all entries that concern the area."""
        return sum(self.kinds.values()) + self.around

    @property
    def efforts(self) -> int:
        """Count measures and good practices."""
        return sum(self.kinds.get(kind, 0) for kind in EFFORTS)

    @property
    def events(self) -> int:
        """Count events and forums."""
        return sum(self.kinds.get(kind, 0) for kind in (RegisterKind.EVENT, RegisterKind.FORUM))

    @property
    def missing(self) -> tuple[Domain, ...]:
        """Return the domains about which there is no measure."""
        return tuple(one for one in ABOUT if not self.domains.get(one))


@dataclass(frozen=True, slots=True)
class Register:
    """The register as it is asked for."""

    view: View
    filters: Filters
    today: date
    area: Area
    counts: Counts
    entries: tuple[RegisterEntry, ...]  # of the part that is shown
    found: int  # entries that the filters leave
    places: Mapping[str, int]  # key of an area -> how many of those found
    regions: Mapping[str, int]  # the same by region, with their municipalities
    elsewhere: int  # how many concern areas that are no regions, nor within one: centres, wellbeing counties
    shapes: tuple[Shape, ...]  # of the regions
    when: tuple[RegisterEntry, ...]  # with a date, of those found: those nearest to today

    @property
    def total(self) -> int:
        """Count the entries that concern the chosen area, whatever the filters are."""
        return self.counts.total

    @property
    def parts(self) -> int:
        """Count the parts of the table."""
        return max(1, -(-self.found // ROWS))

    @property
    def whole_country(self) -> bool:
        """Whether the whole country is looked at."""
        return self.area.level == Level.COUNTRY


def ask_register(
    con: duckdb.DuckDBPyConnection, view: View, choices: Choices, filters: Filters, today: date
) -> Register:
    """Ask for the register around the chosen area; of what others tried, around the whole country."""
    rings = Rings(("SSS",)) if filters.show == TRIED else rings_of(view, choices)
    with_filters = values_of(rings, filters, today)
    without = values_of(rings, Filters(show=filters.show), today)
    order = BY_EVIDENCE if filters.show == TRIED else BY_TIME
    rows = f"SELECT {ENTRY_COLUMNS}, ring FROM found ORDER BY {order} LIMIT {ROWS} OFFSET $skip"
    when = f"""SELECT {ENTRY_COLUMNS}, ring FROM found WHERE first_day IS NOT NULL
        ORDER BY over, abs(first_day - $today), position LIMIT {MOST_ON_TIMELINE}"""
    found = ask_found(con, "SELECT areas FROM found", with_filters)
    filters = replace(filters, part=min(filters.part, max(1, -(-len(found) // ROWS))))  # the last part, beyond it
    skip = {"skip": (filters.part - 1) * ROWS}
    places = Counter(chain.from_iterable(set(row[0]) for row in found))
    shown = ask_found(con, rows, with_filters | skip)
    return Register(
        view=view,
        filters=filters,
        today=today,
        area=areas_by_key(choices)[rings.own[0]],
        counts=counts_of(con, without),
        entries=entries_of(con, shown, view.language),
        found=len(found),
        places=places,
        regions=_regions([row[0] for row in found], choices),
        elsewhere=_elsewhere([row[0] for row in found], choices),
        shapes=choices.reference.outlines.of(con, Level.MAAKUNTA).shapes,
        when=entries_of(con, ask_found(con, when, with_filters), view.language),
    )


def values_of(rings: Rings, filters: Filters, today: date) -> dict[str, Any]:
    """Return what FOUND_ENTRIES is asked with."""
    return {
        "country": rings.whole_country,
        "own": list(rings.own),
        "inside": list(rings.inside),
        "larger": list(rings.larger),
        "everywhere": EVERYWHERE,
        "happenings": list(HAPPENINGS),
        "efforts": list(EFFORTS),
        "evidence": list(Evidence),
        "today": today,
        "tried": filters.show == TRIED,
        **{key: getattr(filters, key) for key in ("kind", "about", "target", "moves", "status", "year")},
    }


def ask_found(con: duckdb.DuckDBPyConnection, select: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Select from the entries that were found."""
    sql = f"{FOUND_ENTRIES} {select}"
    return con.execute(sql, {key: value for key, value in values.items() if f"${key}" in sql}).fetchall()


def counts_of(con: duckdb.DuckDBPyConnection, values: Mapping[str, Any]) -> Counts:
    """Count what was found in the area itself and inside it."""
    kinds: Counter[RegisterKind] = Counter()
    domains: Counter[Domain] = Counter()
    examples = 0
    around = 0
    for kind, near, example, about, count in ask_found(con, COUNTED_ENTRIES, values):
        examples += count if near and example else 0
        around += 0 if near else count
        if near:
            kinds[RegisterKind(kind)] += count
        if near and kind in EFFORTS:
            domains.update(dict.fromkeys(map(Domain, about), count))
    return Counts(kinds, domains, around, examples)


def _regions(places: list[list[str]], choices: Choices) -> Mapping[str, int]:
    """Count entries by region, each once where it concerns several places of one."""
    regions = region_of_place(choices)
    return Counter(chain.from_iterable({regions[key] for key in keys if key in regions} for keys in places))


def _elsewhere(places: list[list[str]], choices: Choices) -> int:
    """Count entries of which no area lies on the map of the regions, and that do not concern the whole country."""
    drawn = {*region_of_place(choices), COUNTRY}
    return sum(drawn.isdisjoint(keys) for keys in places)
