"""Disturb commands on a disk that fails: what `python -m tests.faults` does once the disk is loaded."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from tests.faults.power import not_synced
from tests.faults.quick import few_indicators, kept_on_disk
from tests.faults.scenes import ALL, Scene, scenes
from tests.faults.service import services
from tests.faults.trials import Judge, Result, at_another_time, killed, starved, unreadable

ENDED = {0: "done", 2: "refused", -9: "killed"}
COLUMNS = ("trials", "done", "refused", "stopped", "killed", "other", "BROKEN")
SHOWN = 1500  # letters of what a command said


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found."""

    results: Sequence[Result]
    of_power: Sequence[str]  # what a power cut could take away

    @property
    def broken(self) -> int:
        return sum(bool(one.problems) for one in self.results) + len(self.of_power)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--starved", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same trials")
    parser.add_argument("--scenes", default=",".join(ALL), help="which commands, with commas between")
    asked = parser.parse_args()
    console = Console(width=180)
    start = time.monotonic()
    few_indicators()
    kept_on_disk(asked.folder)
    with services() as (was, now):
        every = list(scenes(asked.folder / "scenes", asked.scenes.split(","), was, now))
        made = time.monotonic()
        report = Report(list(_results(console, every, asked)), list(chain.from_iterable(map(not_synced, every))))
    _say(console, report)
    console.print(
        f"{asked.kills:,} kills, {asked.starved:,} starved, seed {asked.seed}: {report.broken:,} broken. "
        f"{made - start:.0f} s to prepare, {time.monotonic() - made:.0f} s of trials, "
        f"{sum(os.times()[:4]):.0f} s of processor"
    )
    return 1 if report.broken else 0


def _results(console: Console, every: Sequence[Scene], asked: argparse.Namespace) -> Iterator[Result]:
    chance = Random(asked.seed)  # noqa: S311 - no secrets
    judge = Judge(Random(asked.seed))  # noqa: S311
    trials = [*killed(every, asked.kills, chance), *starved(every, asked.starved, chance), *at_another_time(every)]
    for trial in [*trials, *unreadable(every, asked.starved // 4, chance)]:
        result = judge.result(trial)
        for problem in result.problems:
            told = f"BROKEN {trial}\n  at {result.where}: {problem}\n{result.said[-SHOWN:]}"
            console.print(told, markup=False, highlight=False, soft_wrap=True)
        yield result


def _say(console: Console, report: Report) -> None:
    console.print(_table("Commands", report.results, lambda one: one.trial.scene.name))
    console.print(_table("Faults", report.results, lambda one: one.trial.kind))
    hit = Counter(one.where.partition(" ")[0] for one in report.results if one.where)
    console.print("Operations hit:", ", ".join(f"{kind} {number:,}" for kind, number in hit.most_common()))
    for line in report.of_power:
        console.print(f"BROKEN by a power cut: {line}", markup=False, highlight=False, soft_wrap=True)


def _table(title: str, results: Sequence[Result], key: Callable[[Result], str]) -> Table:
    table = Table(title=title)
    for column in (title, *COLUMNS):
        table.add_column(column)
    rows = Counter((key(one), column) for one in results for column in _counted(one))
    for name in sorted({name for name, _ in rows}):
        table.add_row(name, *(f"{rows[name, column]:,}" if rows[name, column] else "" for column in COLUMNS))
    return table


def _counted(one: Result) -> list[str]:
    ended = ENDED.get(one.code, "stopped" if one.is_stopped else "other")
    return ["trials", ended, *(["BROKEN"] if one.problems else [])]


if __name__ == "__main__":
    sys.exit(main())
