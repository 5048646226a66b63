"""A part of one indicator's numbers: some areas, periods and groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from contract.codes import Against
from picture.query.choices import Choices
from picture.query.model import Dataset, View
from picture.query.tables.cells import CellKey, read_cells


@dataclass(frozen=True, slots=True)
class Part:
    """Which of an indicator's numbers are asked for; what is empty is not narrowed."""

    levels: tuple[str, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()  # level and code
    periods: tuple[str, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()  # dimension and code


def ask_part(
    con: duckdb.DuckDBPyConnection, view: View, choices: Choices, part: Part, *, verdicts: bool = False
) -> Dataset:
    """Return a part of the view's indicator, on the division that the view names. verdicts: with the stored ones."""
    where, given = _within(view.indicator, part)
    areas = frozenset(part.areas)

    def asked_for(cell: CellKey) -> bool:
        return not areas or (cell.level, cell.code) in areas

    rows = read_cells(con, where, given, choices, division=view.division, keep=asked_for, verdicts=verdicts)
    used = {row.source for row in rows}
    return Dataset(
        kind="part",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.PREVIOUS,
        indicators=(choices.indicator(view.indicator),),
        rows=rows,
        breaks=choices.reference.breaks_of((view.indicator,)),
        sources=tuple(source for source in choices.sources if source.id in used),
    )


def count_part(con: duckdb.DuckDBPyConnection, indicator: str, part: Part, *, verdicts: bool = False) -> int:
    """Count the numbers, or the verdicts, of a part before they are read; at least as many as it will hold."""
    where, given = _within(indicator, part)
    table = "comparison" if verdicts else "estimate"
    records = con.execute(
        f"SELECT count(*) FROM {table} WHERE {where} AND (len($codes) = 0 OR list_contains($codes, code))",
        {**given, "codes": [code for _, code in part.areas]},
    ).fetchall()
    return int(records[0][0])


def _within(indicator: str, part: Part) -> tuple[str, dict[str, Any]]:
    """Write a part as a condition of SQL with its values.

    Not its areas: which division is the newest is asked of all areas of a level.
    """
    levels = list(part.levels or dict.fromkeys(level for level, _ in part.areas))
    where = """indicator = $indicator AND (len($levels) = 0 OR list_contains($levels, level))
        AND (len($periods) = 0 OR list_contains($periods, period))
        AND (len($groups) = 0 OR list_contains($groups, group_dim || '.' || group_code))"""
    groups = [f"{dim}.{code}" for dim, code in part.groups]
    return where, {"indicator": indicator, "levels": levels, "periods": list(part.periods), "groups": groups}
