"""Files taken while others read: whether one is lost, however late the browser asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.reader import Page
from tests.load.entrance import Caller, Entrance
from tests.load.views import KINDS, Views
from tests.load.visitor import Habit, Notes, Visitor, files_on, run, seeded, take

DELAYS = (0.0, 0.05, 0.2, 0.5, 1.0)  # seconds between "your file is at …" and the browser asking for it
PAGES = ("", "map", "trends", "region", "groups", "methods")
BUSY = Habit(think=0, takes=0)


@dataclass(frozen=True, slots=True)
class Taken:
    neighbours: int
    files: int
    lost: tuple[str, ...]
    runs: int  # of the neighbours meanwhile
    failed: tuple[str, ...]


def taken_beside(
    entrance: Entrance,
    data: Path,
    neighbours: int,
    seed: int,
    *,
    delays: Sequence[float] = DELAYS,
    pages: Sequence[str] = PAGES,
) -> Taken:
    """Take every file of the pages after each delay, beside neighbours who never pause."""
    return asyncio.run(_taken(entrance, Views.of(data, seed, KINDS["mixed"]), neighbours, delays, pages))


async def _taken(
    entrance: Entrance, views: Views, neighbours: int, delays: Sequence[float], pages: Sequence[str]
) -> Taken:
    notes, files, over = Notes(), Notes(), asyncio.Event()
    visitors = [Visitor(Caller(entrance), views, BUSY, notes, seeded(number)) for number in range(neighbours)]
    reading = [asyncio.create_task(one.read(over.is_set)) for one in visitors]
    for delay in delays:
        async with asyncio.TaskGroup() as together:
            for page in pages:
                together.create_task(_take_all(Caller(entrance), Page(page, next(views).query), delay, files))
    over.set()
    await asyncio.gather(*reading)
    return Taken(neighbours, files.taken, tuple(files.lost), len(notes.runs), tuple(notes.failed))


async def _take_all(caller: Caller, page: Page, delay: float, files: Notes) -> None:
    """Open a page as one more reader and take all its files, one after the other, each after the delay."""
    async with caller.connected() as connection:
        await run(connection, page)
    for link in files_on(page):
        await take(caller, link, delay, files)
