"""What differs between two databases, figure by figure, for the commands that release, correct and compare."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from contract.codes import CELL_KEY, Language
from contract.editions.difference import (
    COLUMNS_OF_DIFFERING,
    FIGURE,
    SIDES,
    Change,
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
from etl.publish.whole import readable

CELLS = f"SELECT {COLUMNS_OF_DIFFERING} FROM differing ORDER BY {', '.join(CELL_KEY)}"


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
    cell: tuple[str, str, str, str, int, str, str]
    before: Figure | None
    after: Figure | None

    @property
    def is_changed(self) -> bool:
        """Return whether it stands on both sides, and not only another note."""
        if self.before is None or self.after is None:
            return False
        return any(getattr(self.before, name) != getattr(self.after, name) for name in FIGURE if name != "note")


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two databases."""

    indicators: tuple[IndicatorChange, ...]
    areas: tuple[Change, ...]
    breaks: tuple[Change, ...]
    cells: tuple[CellChange, ...]
    actions: tuple[Change, ...] = ()  # plans, the register, forums, findings
    local: tuple[Change, ...] = ()  # waves and figures of places' own surveys


def difference(before: Path, after: Path) -> Difference:
    """Compare two databases; raise UserError where one cannot be read."""
    with duckdb.connect() as con:
        for side, path in zip(SIDES, (before, after), strict=True):
            with readable(path):
                attach(con, side, path)
        with readable(after):
            prepare(con)
            return Difference(
                indicators=changed_indicators(con),
                areas=changed_areas(con, Language.EN),
                breaks=changed_breaks(con, Language.EN),
                cells=tuple(_cell(DifferingRow.of(row)) for row in con.execute(CELLS).fetchall()),
                actions=changed_actions(con),
                local=changed_local(con),
            )


def _cell(row: DifferingRow) -> CellChange:
    before, after = (None if side is None else Figure(*side) for side in (row.before, row.after))
    return CellChange(str(row.key), row.cell, before, after)
