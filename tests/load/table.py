"""The table "What one process holds"."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from tests.bench.line import told
from tests.load.measure import Measured

HEADS = ("Readers", "Views", "Reruns/s", "p50", "p95", "p99", "Cores", "MB: start, most, end", "Failed", "Lost files")


def cells(one: Measured) -> tuple[str, ...]:
    """Lay one measurement out."""
    readers = f"{one.plan.readers}" if one.plan.habit.think else f"{one.plan.readers}, no pause"
    readers += f" on {one.servers} replicas" if one.servers > 1 else ""
    helpers = max(look.used.helpers for look in one.looks)
    memory = ", ".join(f"{held:,.0f}" for held in one.memory) + (f" + {helpers:,.0f}" if helpers else "")
    waits = [told(wait) for wait in one.waits()]
    lost = f"{len(one.lost)} of {one.taken + len(one.lost)}"
    return readers, one.plan.views, f"{one.rate:.1f}", *waits, f"{one.cpu:.2f}", memory, f"{len(one.failed)}", lost


def shown(rows: Sequence[tuple[str, ...]]) -> Table:
    """Lay the rows out for a terminal."""
    table = Table(*HEADS)
    for row in rows:
        table.add_row(*row)
    return table


def markdown(rows: Sequence[tuple[str, ...]]) -> str:
    """Lay the rows out for the README."""
    lines = [HEADS, ("---", "---", *["---:"] * (len(HEADS) - 2)), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
