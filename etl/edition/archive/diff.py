"""What differs between two databases, figure by figure, for the commands that release, correct and compare."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from contract.codes import CELL_KEY, Language
from contract.editions.difference import (
    COLUMNS_OF_DIFFERING,
    SIDES,
    Change,
    ChangeKind,
    DifferingRow,
    IndicatorChange,
    attach,
    changed_actions,
    changed_areas,
    changed_breaks,
    changed_indicators,
    changed_local,
    prepare,
)
from etl.engine.bounded import bounded
from etl.publish.whole import readable

KEY = ", ".join(CELL_KEY)
COUNTS = "SELECT change, count(*) FROM differing GROUP BY change"
Cell = tuple[str, str, str, str, int, str, str]  # the values of CELL_KEY


class Listed(StrEnum):
    """Which of the figures that differ are listed one by one, as a condition: a new register has millions of them."""

    ALL = "true"
    MOVED = f"change NOT IN ('{ChangeKind.ADDED}', '{ChangeKind.NOTE}')"  # they stood, and stand otherwise or no more
    NONE = "false"


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure."""

    value: float | None
    ci_low: float | None
    ci_high: float | None
    n: int | None
    obs_status: str
    conf_status: str
    note: str | None

    @property
    def told(self) -> str:
        """Return value and statuses as people read them: "57.9 A F"."""
        value = "hidden" if self.value is None else f"{self.value:,.10g}"
        return f"{value} {self.obs_status} {self.conf_status}"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A figure that was added, removed or changed. `cell`: the values of CELL_KEY."""

    key: str  # trust/2026/MK01/language.sv
    cell: Cell
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two databases."""

    indicators: tuple[IndicatorChange, ...]
    areas: tuple[Change, ...]
    breaks: tuple[Change, ...]
    cells: tuple[CellChange, ...]  # those that are listed
    actions: tuple[Change, ...] = ()  # plans, the register, forums, findings
    local: tuple[Change, ...] = ()  # waves and figures of places' own surveys
    counts: Mapping[ChangeKind, int] = field(default_factory=dict)  # of all figures that differ

    @property
    def total(self) -> int:
        """Count the figures that differ."""
        return sum(self.counts.values())

    @property
    def moved(self) -> int:
        """Count the figures that stood before, and stand otherwise now or are gone."""
        return sum(count for kind, count in self.counts.items() if kind not in {ChangeKind.ADDED, ChangeKind.NOTE})


def difference(before: Path, after: Path, listed: Listed = Listed.ALL, most: int | None = None) -> Difference:
    """Compare two databases within the limit of memory; raise UserError where one cannot be read.

    most: of the listed figures, the first ones; None: all.
    """
    first = "" if most is None else f" LIMIT {most}"
    cells = f"SELECT {COLUMNS_OF_DIFFERING} FROM differing WHERE {listed} ORDER BY {KEY}{first}"
    with _side_by_side(before, after) as con:
        prepare(con)
        return Difference(
            indicators=changed_indicators(con),
            areas=changed_areas(con, Language.EN),
            breaks=changed_breaks(con, Language.EN),
            cells=() if listed is Listed.NONE else tuple(map(_cell, con.execute(cells).fetchall())),
            actions=changed_actions(con),
            local=changed_local(con),
            counts={ChangeKind(kind): count for kind, count in con.execute(COUNTS).fetchall()},
        )


def differing(before: Path, after: Path, among: Collection[Cell]) -> set[Cell]:
    """Return which of these cells differ between two databases; raise UserError where one cannot be read."""
    if not among:
        return set()
    with _side_by_side(before, after) as con:
        con.register("given", pl.DataFrame(list(among), list(CELL_KEY), orient="row"))
        con.execute("CREATE TEMP TABLE among AS SELECT * FROM given")
        prepare(con)
        return set(con.execute(f"SELECT {KEY} FROM differing SEMI JOIN among USING ({KEY})").fetchall())


@contextmanager
def _side_by_side(before: Path, after: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with bounded(after.parent) as con:
        for side, path in zip(SIDES, (before, after), strict=True):
            with readable(path):
                attach(con, side, path)
        with readable(after):
            yield con


def _cell(record: tuple[Any, ...]) -> CellChange:
    row = DifferingRow.of(record)
    before, after = (None if side is None else Figure(*side) for side in (row.before, row.after))
    return CellChange(str(row.key), row.cell, before, after)
