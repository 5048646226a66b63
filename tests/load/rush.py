"""Many take files in the same moment while others read: how long both wait, and whether a file is lost."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from tests.load.entrance import Caller, Entrance
from tests.load.machine import used_by
from tests.load.views import KINDS, Views
from tests.load.visitor import Habit, Notes, Visitor, seeded, take

READERS, FILES = 12, 20  # FILES packs, and as many slides
READING = Habit(think=1.0, takes=0)
CALM = 20.0  # seconds of reading before the rush


@dataclass(frozen=True, slots=True)
class Rush:
    """What came out, in seconds; memory in MB, of the server and of what it has started."""

    calm: tuple[float, ...]  # waits for a page before the rush
    during: tuple[float, ...]
    files: tuple[float, ...]  # how long each file took
    lost: tuple[str, ...]
    failed: tuple[str, ...]
    memory: tuple[float, float]

    def __str__(self) -> str:
        pages = f"a page p95 {_p95(self.calm):.2f} s before, {_p95(self.during):.2f} s during ({len(self.during)} runs)"
        files = (
            f"{len(self.files)} files, {len(self.lost)} lost, p50 {_p50(self.files):.1f} s, all {max(self.files):.1f} s"
        )
        return f"{pages}; {files}; {len(self.failed)} failed; memory {self.memory[0]:.0f} + {self.memory[1]:.0f} MB"


def rushed(
    entrance: Entrance, data: Path, seed: int, *, readers: int = READERS, files: int = FILES, calm: float = CALM
) -> Rush:
    """Let readers read, and after a while take packs and slides, each of another view, all at once."""
    return asyncio.run(_rushed(entrance, Views.of(data, seed, KINDS["mixed"]), readers, files, calm))


async def _rushed(entrance: Entrance, views: Views, readers: int, files: int, seconds: float) -> Rush:
    notes, taken, over = Notes(), Notes(), asyncio.Event()
    visitors = [Visitor(Caller(entrance), views, READING, notes, seeded(number)) for number in range(readers)]
    reading = [asyncio.create_task(one.read(over.is_set)) for one in visitors]
    await asyncio.sleep(seconds)
    start = time.perf_counter()
    waits = await asyncio.gather(*(_timed(Caller(entrance), link, taken) for link in links(views, files)))
    used = used_by(entrance.pids[0])
    over.set()
    await asyncio.gather(*reading)
    calm = tuple(run.seconds for run in notes.runs if run.at < start)
    during = tuple(run.seconds for run in notes.runs if run.at >= start)
    return Rush(calm, during, tuple(waits), tuple(taken.lost), tuple(notes.failed), (used.memory, used.helpers))


def links(views: Views, files: int) -> list[str]:
    """List addresses of packs and slides of as many regions and indicators."""
    regions = [area for area in views.choices.areas if area.level == "maakunta"]
    packs = [
        {"area": f"MK{regions[n % len(regions)].code}", "period": views.choices.stamp.edition} for n in range(files)
    ]
    slides = [{"indicator": views.choices.indicators[n % len(views.choices.indicators)].id} for n in range(files)]
    return [
        *(f"take/pack.zip?{urlencode({**view, 'lang': 'sv' if n % 2 else 'fi'})}" for n, view in enumerate(packs)),
        *(f"take/map.pptx?{urlencode({**view, 'lang': 'fi'})}" for view in slides),
    ]


async def _timed(caller: Caller, link: str, notes: Notes) -> float:
    start = time.perf_counter()
    await take(caller, link, 0, notes)
    return time.perf_counter() - start


def _p95(waits: tuple[float, ...]) -> float:
    return quantiles(waits, n=100, method="inclusive")[94] if len(waits) > 1 else 0


def _p50(waits: tuple[float, ...]) -> float:
    return quantiles(waits, n=100, method="inclusive")[49] if len(waits) > 1 else 0
