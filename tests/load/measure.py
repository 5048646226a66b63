"""Measure a server while visitors read."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, quantiles

from tests.load.entrance import PATIENCE, Caller, Entrance
from tests.load.machine import Used, together
from tests.load.views import KINDS, Views
from tests.load.visitor import Habit, Notes, Seen, Visitor, seeded

WARM_UP = 5.0  # seconds of reading before anything counts
LOOK_EVERY = 0.5  # seconds between two looks at the server's memory


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured. `views`: one of KINDS; `seconds` count after the warm-up."""

    data: Path
    readers: int
    views: str
    seconds: float
    habit: Habit
    seed: int
    warm_up: float = WARM_UP  # seconds


@dataclass(frozen=True, slots=True)
class Look:
    at: float
    runs: int
    used: Used


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out. Times in seconds, memory in MB; `cpu` are processors used by the server, 1.0 = one core."""

    plan: Plan
    seconds: float
    runs: tuple[Seen, ...]
    failed: tuple[str, ...]
    taken: int
    lost: tuple[str, ...]
    back: tuple[float, ...]  # how long readers who were cut off waited for the next page
    looks: tuple[Look, ...]
    client_cpu: float
    load: float  # of the machine, at the end
    servers: int = 1

    @property
    def rate(self) -> float:
        return len(self.runs) / self.seconds

    @property
    def cpu(self) -> float:
        return (self.looks[-1].used.seconds - self.looks[0].used.seconds) / self.seconds

    @property
    def memory(self) -> tuple[float, float, float]:
        """Return memory of the server at the start, at most and at the end, MB."""
        held = [look.used.memory for look in self.looks]
        return held[0], max(held), held[-1]

    @property
    def growth(self) -> float:
        """Return by how many MB the server grows in 1,000 runs, over the second half."""
        half = self.looks[len(self.looks) // 2 :]
        runs = [look.runs for look in half]
        if len(set(runs)) < 2:
            return 0
        return 1000 * linear_regression(runs, [look.used.memory for look in half]).slope

    def waits(self, kind: str = "") -> tuple[float, float, float]:
        """Return the waits that 50, 95 and 99 of 100 runs do not exceed, seconds; of one kind of views, or of all."""
        taken = [run.seconds for run in self.runs if kind in {"", run.kind}]
        if len(taken) < 2:
            return (taken or [0.0])[0], (taken or [0.0])[0], (taken or [0.0])[0]
        at = quantiles(taken, n=100, method="inclusive")
        return at[49], at[94], at[98]


def measured(entrance: Entrance, plan: Plan) -> Measured:
    """Let readers read for a time."""
    return asyncio.run(_measured(entrance, plan))


async def _measured(entrance: Entrance, plan: Plan) -> Measured:
    views, notes = Views.of(plan.data, plan.seed, KINDS[plan.views]), Notes()
    for _ in entrance.pids:  # a proxy gives each new caller another server
        await opened_once(entrance, views)
    over = asyncio.Event()
    visitors = [
        Visitor(Caller(entrance, own_address(number)), views, plan.habit, notes, seeded(plan.seed, number))
        for number in range(plan.readers)
    ]
    reading = [asyncio.create_task(one.read(over.is_set)) for one in visitors]
    await everybody_in(visitors)
    await asyncio.sleep(plan.warm_up)
    start, client = time.perf_counter(), time.process_time()
    end = start + plan.seconds
    looks = [_look(entrance, notes)]
    while (now := time.perf_counter()) < end:
        await asyncio.sleep(min(LOOK_EVERY, end - now))
        looks.append(_look(entrance, notes))
    ended = time.perf_counter()
    over.set()
    used = time.process_time() - client
    await asyncio.gather(*reading)
    return Measured(
        plan,
        ended - start,
        tuple(run for run in notes.runs if start < run.at <= ended),
        tuple(notes.failed),
        notes.taken,
        tuple(notes.lost),
        tuple(notes.back),
        tuple(looks),
        used / (ended - start),
        os.getloadavg()[0],
        len(entrance.pids),
    )


async def everybody_in(visitors: Sequence[Visitor]) -> None:
    """Wait until every visitor has seen a page: the first one of a session costs more than those that follow."""
    until = time.perf_counter() + PATIENCE
    while not all(one.seen for one in visitors) and time.perf_counter() < until:  # noqa: ASYNC110 - two things to wait for
        await asyncio.sleep(0.1)


def own_address(number: int) -> str:
    """Return an address of this machine for each reader: servers and proxies count what each address asks for."""
    return f"127.{1 + number // 250}.{number % 250}.1"


async def opened_once(entrance: Entrance, views: Views) -> None:
    """Open the usual views once, one after the other, so that they are no first ones."""
    visitor = Visitor(Caller(entrance), iter(views.usual), Habit(0, 0), Notes(), seeded())
    await visitor.read(lambda: len(visitor.notes.runs) >= len(views.usual))


def _look(entrance: Entrance, notes: Notes) -> Look:
    return Look(time.perf_counter(), len(notes.runs), together(entrance.pids))
