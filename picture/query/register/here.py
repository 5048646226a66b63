"""What is done in an area, in short: for its profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from contract.actions.codes import RegisterKind
from picture.query.choices import Choices
from picture.query.model import View
from picture.query.register.entries import EFFORTS, ENTRY_COLUMNS, RegisterEntry, entries_of
from picture.query.register.filters import Filters
from picture.query.register.near import rings_of
from picture.query.register.register import BY_TIME, Counts, ask_found, counts_of, values_of

MOST_HERE = 3  # of each
LISTED_HERE = f"""SELECT {ENTRY_COLUMNS} FROM found WHERE ring <= 1 AND NOT over AND list_contains($listed, kind)
    ORDER BY {BY_TIME} LIMIT {MOST_HERE}"""


@dataclass(frozen=True, slots=True)
class DoneHere:
    """How much the register knows of an area and what lies in it, and the first of what goes on or is to come."""

    counts: Counts
    events: tuple[RegisterEntry, ...]
    efforts: tuple[RegisterEntry, ...]


def ask_here(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, today: date) -> DoneHere:
    """Ask for what is done in the chosen area; today: what was over before is not listed."""
    values = values_of(rings_of(view, choices), Filters(), today)

    def listed(kinds: Sequence[RegisterKind]) -> tuple[RegisterEntry, ...]:
        return entries_of(con, ask_found(con, LISTED_HERE, {**values, "listed": list(kinds)}), view.language)

    events = (RegisterKind.EVENT, RegisterKind.FORUM)
    return DoneHere(counts_of(con, values), listed(events), listed(EFFORTS))
