"""The small tables of a database, which no view changes: areas, groups, breaks, boundaries. Read once a build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import duckdb

from contract.codes import Language
from picture.query.choosing.folding import fold
from picture.query.database import newest_areas
from picture.query.model import Area, Break, Group, Moved, Observation, Shape
from picture.query.tables.area_context import AreaContexts, AreaKey, read_area_contexts

GroupKey = tuple[str, str]  # dimension and code


@dataclass(frozen=True, slots=True)
class Outlines:
    """The boundaries of one division of areas."""

    shapes: tuple[Shape, ...] = ()
    credit: str = ""
    year: int | None = None  # of the division


@dataclass(frozen=True, slots=True)
class OutlinesRead:
    """The boundaries that have been read, one division after the other; the languages of a build share them."""

    by_level: dict[str, Outlines] = field(default_factory=dict)

    def of(self, con: duckdb.DuckDBPyConnection, level: str) -> Outlines:
        """Return the boundaries of a division, which are read when they are asked for first."""
        if level not in self.by_level:
            self.by_level[level] = _read_outlines(con, level)
        return self.by_level[level]


@dataclass(frozen=True, slots=True)
class Reference:
    """Names, order and surroundings, in one language."""

    areas: Mapping[AreaKey, Area]  # as each is called now
    area_places: Mapping[AreaKey, int]  # in the publisher's order
    called: Mapping[AreaKey, tuple[str, ...]]  # what each is called now, in every language
    names: frozenset[str]  # of all areas, now and before, in every language, folded
    groups: Mapping[GroupKey, Group]
    group_places: Mapping[GroupKey, int]
    indicators: Mapping[str, tuple[int, str]]  # place in the catalogue, source
    breaks: tuple[Break, ...]
    moved: Mapping[tuple[str, str, int], float | None]  # level, code and division -> share of the people that moved
    contexts: AreaContexts
    outlines: OutlinesRead
    whole_country: dict[int, tuple[Observation, ...]] = field(default_factory=dict)  # by division, once it was read

    def breaks_of(self, indicators: Sequence[str]) -> tuple[Break, ...]:
        """Return the breaks of some indicators."""
        return tuple(one for one in self.breaks if one.indicator in indicators)

    def moved_among(self, rows: Sequence[Observation]) -> tuple[Moved, ...]:
        """Return the areas whose number stands on an older division, with the share of the people that moved."""
        stands = [(r.area, r.geo_year) for r in rows if (r.area.level, r.area.code, r.geo_year) in self.moved]
        return tuple(
            Moved(area, year, self.moved[area.level, area.code, year]) for area, year in stands if year is not None
        )


def read_reference(con: duckdb.DuckDBPyConnection, language: Language, outlines: OutlinesRead) -> Reference:
    """Read the small tables; `outlines`: where the boundaries of this database are kept."""
    named = con.execute(f"SELECT level, code, name, names FROM ({newest_areas(language)})").fetchall()
    ever = con.execute(f"SELECT {', '.join(f'name_{one}' for one in Language)} FROM area").fetchall()
    places = con.execute("SELECT level, code, min(position) FROM area GROUP BY ALL").fetchall()
    groups = con.execute(
        f"SELECT dim, code, dim_{language}, name_{language}, position FROM population_group"
    ).fetchall()
    breaks = con.execute(f"SELECT indicator, period, reason_{language} FROM series_break ORDER BY ALL").fetchall()
    indicators = con.execute("SELECT id, position, source FROM indicator").fetchall()
    moved = con.execute("SELECT level, code, geo_year, share FROM area_moved").fetchall()
    return Reference(
        areas={(level, code): Area(level, code, name) for level, code, name, _ in named},
        area_places={(level, code): position for level, code, position in places},
        called={(level, code): tuple(names) for level, code, _, names in named},
        names=frozenset(map(fold, chain.from_iterable(ever))),
        groups={(dim, code): Group(dim, code, dim_name, name) for dim, code, dim_name, name, _ in groups},
        group_places={(dim, code): position for dim, code, *_, position in groups},
        indicators={key: (position, source) for key, position, source in indicators},
        breaks=tuple(Break(*record) for record in breaks),
        moved={(level, code, year): share for level, code, year, share in moved},
        contexts=read_area_contexts(con, language),
        outlines=outlines,
    )


def _read_outlines(con: duckdb.DuckDBPyConnection, level: str) -> Outlines:
    records = con.execute(
        """SELECT code, x, y, label_x, label_y, credit, geo_year FROM shape
        WHERE level = $level QUALIFY geo_year = max(geo_year) OVER () ORDER BY code""",
        {"level": level},
    ).fetchall()
    if not records:
        return Outlines()
    shapes = tuple(Shape(code, tuple(x), tuple(y), lx, ly) for code, x, y, lx, ly, *_ in records)
    return Outlines(shapes, *records[0][-2:])
