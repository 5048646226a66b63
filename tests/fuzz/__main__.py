"""`python -m tests.fuzz --minutes 20 --seed 1`: mutate sources and cards of every kind; count what became of them."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.fuzz.batches import WEIGHTS, run_batch, work
from tests.fuzz.oracle import FAULTS, Outcome, Result, make

BATCH = 150


def main() -> int:
    console = Console(width=180)
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
    return report(console, list(fuzzed(console, asked.seed, asked.minutes, files)))


def fuzzed(console: Console, seed: str, minutes: float, files: list[str] | None) -> Iterator[Result]:
    """Yield results until the time is over; print faults in full as they come."""
    until = time.monotonic() + 60 * minutes
    for start in count(0, BATCH):
        if time.monotonic() > until:
            return
        results = list(run_batch([f"{seed} {number}" for number in range(start, start + BATCH)], files))
        for one in (one for one in results if one.outcome in FAULTS):
            console.print(f"{one.outcome}: case {one.case!r}, {one.file}, {one.mutations}\n{one.details}", markup=False)
        yield from results


def written(name: str, folder: str) -> int:
    case = make(name, WEIGHTS)
    (Path(folder) / case.file).write_bytes(case.content)
    if case.card:
        (Path(folder) / "card.toml").write_text(case.card, encoding="utf-8")
    return 0


def report(console: Console, results: Sequence[Result]) -> int:
    """Print what became of the cases by file and by mutation."""
    for title, key in (("file", lambda one: [one.file]), ("mutation", lambda one: one.mutations)):
        counted = Counter((row, one.outcome) for one in results for row in key(one))
        table = Table(title=f"{len(results)} cases by {title}")
        for column in (title, *Outcome):
            table.add_column(column)
        for row in sorted({row for row, _ in counted}):
            table.add_row(row, *(str(counted[row, outcome] or "") for outcome in Outcome))
        console.print(table)
    return 1 if any(one.outcome in FAULTS for one in results) else 0


if __name__ == "__main__":
    sys.exit(main())
