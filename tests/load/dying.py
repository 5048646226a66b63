"""One of several servers dies while readers read and take files: who was cut off, how long, and what is lost."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, cycle
from statistics import median

from tests.bench.reader import Page
from tests.load.downloads import PAGES
from tests.load.entrance import Caller, Entrance
from tests.load.measure import Plan, everybody_in, own_address
from tests.load.views import KINDS, Views
from tests.load.visitor import Notes, Visitor, files_on, run, seeded, take

TAKERS = 12
ROUNDS = 10  # views of each page whose files are taken: a server dies while it makes one, not while it sends it again
PAUSE = 0.3  # seconds between two files, at most: a proxy lets an address take 20 a second


@dataclass(frozen=True, slots=True)
class Dying:
    """What came out; seconds."""

    readers: int
    back: tuple[float, ...]  # of each reader who was cut off: until the next page
    failed: tuple[str, ...]  # as often as a reader met one
    files: int
    lost: tuple[str, ...]
    load: float

    def __str__(self) -> str:
        back = sorted(self.back) or [0.0]
        cut = f"{len(self.back)} of {self.readers} readers cut off"
        waits = f"back after {median(back):.1f} s, the last one after {back[-1]:.1f} s"
        return f"{cut}, {waits}; {self.files} files taken meanwhile, {len(self.lost)} lost; load {self.load:.1f}"


def killed_among(entrance: Entrance, plan: Plan, takers: int = TAKERS) -> Dying:
    """Let readers read and others take files without a pause; kill the first of the servers on the way.

    plan.seconds: before it is killed, and after it.
    """
    return asyncio.run(_killed(entrance, plan, takers))


async def _killed(entrance: Entrance, plan: Plan, takers: int) -> Dying:
    views = Views.of(plan.data, plan.seed, KINDS[plan.views])
    notes, files, over = Notes(), Notes(), asyncio.Event()
    of_pages = await asyncio.gather(*(offered(entrance, name, views) for name in PAGES))
    links = list(chain.from_iterable(of_pages))
    visitors = [
        Visitor(Caller(entrance, own_address(number)), views, plan.habit, notes, seeded(number))
        for number in range(plan.readers)
    ]
    working = [asyncio.create_task(one.read(over.is_set)) for one in visitors]
    await everybody_in(visitors)
    working += [
        asyncio.create_task(_take_on(Caller(entrance, own_address(number)), links[number::takers], files, over.is_set))
        for number in range(takers)
    ]
    await asyncio.sleep(plan.seconds)
    os.kill(entrance.pids[0], signal.SIGKILL)
    await asyncio.sleep(plan.seconds)
    over.set()
    await asyncio.gather(*working)
    return Dying(
        plan.readers, tuple(notes.back), tuple(notes.failed), files.taken, tuple(files.lost), os.getloadavg()[0]
    )


async def offered(entrance: Entrance, name: str, views: Views) -> list[str]:
    """Return the addresses of all files that a page offers of some views."""
    links = []
    async with Caller(entrance).connected() as connection:
        for _ in range(ROUNDS):
            page = Page(name, next(views).query)
            await run(connection, page)
            links += files_on(page)
    return links


async def _take_on(caller: Caller, links: Sequence[str], files: Notes, over: Callable[[], bool]) -> None:
    random = seeded(*links[:1])
    for link in cycle(links):
        await take(caller, link, random.uniform(0, PAUSE), files)
        if over():
            return
