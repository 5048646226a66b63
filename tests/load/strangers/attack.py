"""Attacks, each run from a process of its own while honest readers measure how long they wait."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from websockets.exceptions import WebSocketException

from tests.browser.server import Server
from tests.load.entrance import Caller, Entrance
from tests.load.machine import resident
from tests.load.measure import opened_once
from tests.load.strangers import addresses, messages, uploads
from tests.load.strangers.target import Target
from tests.load.views import KINDS, Views
from tests.load.visitor import Habit, Notes, Visitor, seeded

READERS, THINK = 4, 1.0
ATTACKERS_NICE = 10  # strangers have machines of their own
HONEST = "127.0.0.2"  # where honest readers come from
END = 60  # seconds until an attack that was told to end must have ended
Act = Callable[[Target, Random], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Attack:
    """What one stranger does again and again, and how many do it at once."""

    name: str
    act: Act
    strangers: int


ATTACKS = (
    Attack("messages of every kind", messages.garbage, 8),
    Attack("frames", messages.frames, 8),
    Attack("huge messages", messages.huge, 2),
    Attack("a flood of runs on one connection", messages.flood, 1),
    Attack("a flood of runs on fifty connections", messages.flood, 50),
    Attack("signs of life and stops", messages.pulses, 10),
    Attack("readers who never read", messages.deaf, 20),
    Attack("torn connections", messages.torn, 20),
    Attack("foreign origins and hosts", messages.foreign, 8),
    Attack("half requests", messages.half, 100),
    Attack("addresses", addresses.addresses, 8),
    Attack("files", uploads.uploads, 4),
    Attack("files that never end", uploads.trickle, 10),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What honest readers met during an attack; waits in seconds, memory in MB."""

    name: str
    acts: int
    found: tuple[str, ...]
    runs: int
    worst: float
    median: float
    failed: tuple[str, ...]
    memory: float


def beside(server: Server, views: Views, attacks: Sequence[Attack], seconds: float, private: Sequence[str]) -> Outcome:
    """Let honest readers read while strangers attack; without attacks: beside nothing."""
    context = multiprocessing.get_context("spawn")
    told = context.SimpleQueue()
    target = Target(server.port, tuple(text.encode() for text in private))
    names = [one.name for one in attacks]
    stranger = context.Process(target=_strangers, args=(target, names, seconds, views.random.random(), told))
    if attacks:
        stranger.start()
    notes = asyncio.run(_honest(Entrance.to(server), views, seconds + (2 if attacks else 0)))
    acts, found = 0, []
    if attacks:
        stranger.join(END)
        if stranger.exitcode is None:
            stranger.kill()
            found.append("the strangers did not come to an end")
        elif told.empty():
            found.append(f"the strangers broke down: {stranger.exitcode}")
        else:
            acts, found = told.get()
    waits = sorted(run.seconds for run in notes.runs) or [float("inf")]
    name = " + ".join(names) if len(names) < 3 else "all together"
    middle = waits[len(waits) // 2]
    return Outcome(
        name or "nothing",
        acts,
        tuple(found),
        len(notes.runs),
        waits[-1],
        middle,
        tuple(notes.failed),
        resident(server.pid),
    )


async def _honest(entrance: Entrance, views: Views, seconds: float) -> Notes:
    notes, end = Notes(), time.perf_counter() + seconds
    readers = [
        Visitor(Caller(entrance, HONEST), views, Habit(THINK, 0.05), notes, seeded(number)) for number in range(READERS)
    ]
    await asyncio.gather(*(one.read(lambda: time.perf_counter() > end) for one in readers))
    notes.failed += [f"lost: {one}" for one in notes.lost]
    return notes


def honest_views(server: Server, data: Path, seed: int) -> Views:
    """Return what honest readers ask for; the usual views have been opened once."""
    views = Views.of(data, seed, KINDS["mixed"])
    asyncio.run(opened_once(Entrance.to(server), views))
    return views


def _strangers(target: Target, names: Sequence[str], seconds: float, seed: float, told) -> None:
    os.nice(ATTACKERS_NICE)
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it tells of every line that was cut off
    asyncio.run(_attack(target, [one for one in ATTACKS if one.name in names], seconds, seed))
    told.put((target.done.total(), target.found))


async def _attack(target: Target, attacks: Sequence[Attack], seconds: float, seed: float) -> None:
    end = time.perf_counter() + seconds

    async def go_on(one: Attack, random: Random) -> None:
        while time.perf_counter() < end:
            try:
                async with asyncio.timeout(max(0.1, end - time.perf_counter()) + 1):
                    await one.act(target, random)
            except (OSError, EOFError, TimeoutError, WebSocketException):
                await asyncio.sleep(0.01)  # refused or cut off: as it may be
            target.done[one.name] += 1

    async with asyncio.TaskGroup() as group:
        for one in attacks:
            for number in range(one.strangers):
                group.create_task(go_on(one, seeded(seed, one.name, number)))
