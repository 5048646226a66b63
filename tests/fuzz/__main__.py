"""`python -m tests.fuzz --minutes 20 --seed 1`: mutate sources and cards of every kind; count what became of them."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.fuzz.batches import WEIGHTS, run_batch, work
from tests.fuzz.oracle import FAULTS, Outcome, Result, make

BATCH = 150
SHOWN = 40  # faults in full


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", default="1", help="the same seed makes the same cases")
    parser.add_argument("--files", default="", help="only these samples, with commas between")
    parser.add_argument("--case", help="write the mutated file of a case into this folder", nargs=2)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    files = [one for one in asked.files.split(",") if one] or None
    if asked.worker:
        work(files)
        return 0
    if asked.case:
        return written(*asked.case)
    until = time.monotonic() + 60 * asked.minutes
    results = list[Result]()
    while time.monotonic() < until:
        start = len(results)
        results += run_batch([f"{asked.seed} {number}" for number in range(start, start + BATCH)], files)
    return report(results)


def written(name: str, folder: str) -> int:
    case = make(name, WEIGHTS)
    (Path(folder) / case.file).write_bytes(case.content)
    if case.card:
        (Path(folder) / "card.toml").write_text(case.card, encoding="utf-8")
    return 0


def report(results: Iterable[Result]) -> int:
    """Print what became of the cases by file and by mutation, and the faults in full."""
    console = Console(width=180)
    results = list(results)
    for title, key in (("file", lambda one: [one.file]), ("mutation", lambda one: one.mutations)):
        counted = Counter((row, one.outcome) for one in results for row in key(one))
        table = Table(title=f"{len(results)} cases by {title}")
        for column in (title, *Outcome):
            table.add_column(column)
        for row in sorted({row for row, _ in counted}):
            table.add_row(row, *(str(counted[row, outcome] or "") for outcome in Outcome))
        console.print(table)
    faults = [one for one in results if one.outcome in FAULTS]
    for one in faults[:SHOWN]:
        console.print(f"{one.outcome}: case {one.case!r}, {one.file}, {one.mutations}\n{one.details}", markup=False)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
