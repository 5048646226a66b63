"""Published cells by their keys, for programs that hold numbers of a file against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from picture.query.choices import Choices
from picture.query.model import NEWEST_DIVISION, Observation
from picture.query.programs.cell_key import cell_key, row_key
from picture.query.tables.cells import read_cells


@dataclass(frozen=True, slots=True)
class PublishedCells:
    """The cells of some indicators, and in which periods the same indicator, area and group has a number."""

    cells: dict[str, Observation]  # by key
    periods: dict[tuple[str, str, str], list[str]]


def ask_published(con: duckdb.DuckDBPyConnection, indicators: Sequence[str], choices: Choices) -> PublishedCells:
    """Ask for every cell of some indicators, on the newest division of areas."""
    rows = read_cells(
        con,
        "list_contains($indicators, indicator)",
        {"indicators": list(indicators)},
        choices,
        division=NEWEST_DIVISION,
        verdicts=False,
    )
    periods = defaultdict(list)
    for row in rows:
        if row.shown:
            area, period, group = row_key(row)
            periods[row.indicator, area, group].append(period)
    return PublishedCells({cell_key(row): row for row in rows}, dict(periods))
