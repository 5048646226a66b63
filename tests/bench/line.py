"""One line of the table: what was measured, beside what, and whether the goal is met."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from rich.table import Table

HEADS = ("What", "Measured", "Beside", "Ratio", "Goal")


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    measured: str
    beside: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        verdict = {None: "", True: " ✓", False: " ✗"}[self.met]
        return self.what, self.measured, self.beside, _ratio(self.ratio), self.goal + verdict


def _ratio(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if value >= 0.01 else f"1/{1 / value:,.0f}"


def shown(lines: Sequence[Line]) -> Table:
    """Lay the lines out for a terminal."""
    table = Table(*HEADS)
    for line in lines:
        table.add_row(*line.cells())
    return table


def markdown(lines: Sequence[Line]) -> str:
    """Lay the lines out for the README."""
    rows = [HEADS, ("---", "---:", "---", "---:", "---"), *(line.cells() for line in lines)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def seconds(work: Callable[[], Any]) -> float:
    """Do the work once; return how long it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def typical(work: Callable[[], Any], times: int = 5) -> float:
    """Do the work once to warm up, then `times` times; return the median in seconds."""
    work()
    return median(seconds(work) for _ in range(times))


def told(value: float) -> str:
    """Write seconds: "61 ms", "3.2 s"."""
    return f"{value * 1000:,.0f} ms" if value < 1 else f"{value:,.1f} s"


def size(count: int) -> str:
    """Write bytes: "61 KB"."""
    return f"{count / 1000:,.0f} KB"
