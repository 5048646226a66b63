"""What differs between two versions that were released: counted, and the first of the cells one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from contract.cell_key import KeyParts
from contract.codes import CELL_KEY, Language
from contract.editions.difference import (
    COLUMNS_OF_DIFFERING,
    FIGURE,
    SIDES,
    Change,
    ChangeKind,
    DifferingRow,
    IndicatorChange,
    attach,
    changed_areas,
    changed_breaks,
    changed_indicators,
    prepare,
)
from contract.pointer import NoDatabaseError
from contract.status import ConfStatus, parse_obs
from picture.query.corrections import ToldFigure

GEO_YEAR = CELL_KEY.index("geo_year")
FIGURE_NOTE = FIGURE.index("note")
DIFFERENT_CELLS = f"""
    SELECT {COLUMNS_OF_DIFFERING}
    FROM differing d LEFT JOIN now.indicator n ON n.id = d.indicator LEFT JOIN was.indicator w ON w.id = d.indicator
    ORDER BY list_position($kinds, change), coalesce(n.position, w.position), {", ".join(CELL_KEY)} LIMIT $most"""
DIFFERENT_COUNTS = """
    SELECT d.indicator, change, count(*)
    FROM differing d LEFT JOIN now.indicator n ON n.id = d.indicator LEFT JOIN was.indicator w ON w.id = d.indicator
    GROUP BY ALL ORDER BY min(coalesce(n.position, w.position)), d.indicator"""
INDICATOR_NAMES = "SELECT id, name_{} FROM {}.indicator"


@dataclass(frozen=True, slots=True)
class DifferentCell:
    """A cell that differs. Whoever tells it puts `before` through `told_before`."""

    key: KeyParts
    geo_year: int
    change: ChangeKind
    before: ToldFigure | None  # None: it is new
    after: ToldFigure | None  # None: it is gone
    notes: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class VersionsCompared:
    """What differs between two versions."""

    indicators: tuple[IndicatorChange, ...]
    areas: tuple[Change, ...]
    breaks: tuple[Change, ...]
    names: Mapping[str, str]  # of every indicator of either version
    counts: Mapping[str, Mapping[ChangeKind, int]]  # cells by indicator, in the order of menus
    cells: tuple[DifferentCell, ...]  # the first ones: what matters most first

    @property
    def total(self) -> int:
        """Count the cells that differ."""
        return sum(sum(kinds.values()) for kinds in self.counts.values())

    def count(self, kind: ChangeKind) -> int:
        """Count the cells that differ in one way."""
        return sum(kinds.get(kind, 0) for kinds in self.counts.values())


def compare_versions(before: Path, after: Path, language: Language, most: int) -> VersionsCompared:
    """Compare two databases of released versions; most: cells that are told one by one. Raise NoDatabaseError."""
    with _side_by_side(before, after) as con:
        counts: dict[str, dict[ChangeKind, int]] = {}
        for indicator, kind, count in con.execute(DIFFERENT_COUNTS).fetchall():
            counts.setdefault(indicator, {})[ChangeKind(kind)] = count
        return VersionsCompared(
            indicators=changed_indicators(con),
            areas=changed_areas(con, language),
            breaks=changed_breaks(con, language),
            names=dict(
                chain.from_iterable(con.execute(INDICATOR_NAMES.format(language, side)).fetchall() for side in SIDES)
            ),
            counts=counts,
            cells=tuple(_cells(con, most)),
        )


def told_before(before: ToldFigure, after: ToldFigure | None) -> ToldFigure:
    """Return a figure as it was, without its numbers where disclosure control hides it now.

    The version that showed it stays readable; no list of what is hidden is made of it.
    """
    if after is None or after.conf_status is not ConfStatus.CONFIDENTIAL:
        return before
    return replace(before, value=None, ci_low=None, ci_high=None, n=None)


@contextmanager
def _side_by_side(before: Path, after: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as con:
        try:
            for side, path in zip(SIDES, (before, after), strict=True):
                attach(con, side, path)
            prepare(con)
            yield con
        except duckdb.Error as error:
            raise NoDatabaseError("database_unreadable", database=path.name) from error


def _cells(con: duckdb.DuckDBPyConnection, most: int) -> Iterator[DifferentCell]:
    for record in con.execute(DIFFERENT_CELLS, {"kinds": list(ChangeKind), "most": most}).fetchall():
        row = DifferingRow.of(record)
        sides = (row.before, row.after)
        before, after = (None if side is None else _figure(side) for side in sides)
        was, now = (None if side is None else side[FIGURE_NOTE] for side in sides)
        yield DifferentCell(row.key, row.cell[GEO_YEAR], row.change, before, after, (was, now))


def _figure(record: tuple[Any, ...]) -> ToldFigure:
    value, low, high, n, obs, conf, _ = record
    return ToldFigure(value, low, high, n, parse_obs(obs), ConfStatus(conf))
