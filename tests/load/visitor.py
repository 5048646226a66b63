"""A reader as a browser is one: the page, its health, the websocket, one view after the other, and files."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from random import Random

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from tests.bench.reader import Page
from tests.load.entrance import PATIENCE, Caller

FILE = re.compile(r'href="(take/[^"]+)"')
BEGINS = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF-", "json": b"{"}  # other forms are ZIP files
ZIP = b"PK\x03\x04"
OPENED_WITH = ("_stcore/health", "_stcore/host-config")  # what a browser asks for before the websocket
LATEST = 1.0  # seconds between "your file is at …" and the browser asking for it


def seeded(*parts: object) -> Random:
    """Return a generator that yields the same for the same parts."""
    return Random(" ".join(map(str, parts)))  # noqa: S311 - repeatable, nothing secret


@dataclass(frozen=True, slots=True)
class View:
    page: str
    query: str
    kind: str  # "first": nobody has asked for it yet; "repeated"


@dataclass(frozen=True, slots=True)
class Seen:
    """One run of a page."""

    kind: str
    page: str
    at: float  # seconds of time.perf_counter when it was over
    seconds: float
    bytes: int


@dataclass(slots=True)
class Notes:
    """What the visitors of one measurement met."""

    runs: list[Seen] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    taken: int = 0
    lost: list[str] = field(default_factory=list)
    back: list[float] = field(default_factory=list)  # seconds from being cut off to the next page


@dataclass(frozen=True, slots=True)
class Habit:
    """How a visitor reads: seconds of thinking between two views, and the share of views from which a file is taken."""

    think: float = 2.0
    takes: float = 0.02


@dataclass(slots=True)
class Visitor:
    caller: Caller
    views: Iterator[View]
    habit: Habit
    notes: Notes
    random: Random
    seen: int = 0  # views
    cut: float | None = None  # when, in seconds of time.perf_counter

    async def read(self, over: Callable[[], bool]) -> None:
        """Read until it is over. What fails is noted; whoever is cut off comes back."""
        await asyncio.sleep(self.random.uniform(0, self.habit.think))
        while not over():
            try:
                await self._stay(over)
            except (OSError, RuntimeError, TimeoutError, WebSocketException) as error:
                if over():
                    return
                self.cut = self.cut or time.perf_counter()
                self.notes.failed.append(f"{type(error).__name__}: {error}")
                await asyncio.sleep(1)

    async def _stay(self, over: Callable[[], bool]) -> None:
        view = next(self.views)
        for path in (view.page, *OPENED_WITH):
            if (status := (await self.caller.get(path)).status) != 200:
                raise RuntimeError(f"/{path}: {status}")
        async with self.caller.connected() as connection:
            while not over():
                page = await asyncio.wait_for(self._run(connection, view), PATIENCE)
                if self.random.random() < self.habit.takes and (links := files_on(page)):
                    await take(self.caller, self.random.choice(links), self.random.uniform(0, LATEST), self.notes)
                await asyncio.sleep(self.habit.think * self.random.uniform(0.5, 1.5))
                view = next(self.views)

    async def _run(self, connection: ClientConnection, view: View) -> Page:
        page = Page(view.page, view.query, keeps_html=self.habit.takes > 0)
        start = time.perf_counter()
        total = await run(connection, page)
        now = time.perf_counter()
        self.seen += 1
        self.notes.runs.append(Seen(view.kind, view.page, now, now - start, total))
        if self.cut:
            self.notes.back.append(now - self.cut)
            self.cut = None
        return page


async def run(connection: ClientConnection, page: Page) -> int:
    """Run a page once, from asking to the last message; return the bytes that came."""
    await connection.send(page.asking())
    total, over = 0, False
    while not over:
        received = await connection.recv(decode=False)
        total += len(received)
        over = page.heard(received)
    return total


def files_on(page: Page) -> list[str]:
    """Return the addresses of the files that a page offers."""
    return [unescape(found) for found in FILE.findall("".join(page.html))]


async def take(caller: Caller, link: str, delay: float, notes: Notes) -> None:
    """Take a file after a delay, in seconds; note whether it came whole."""
    await asyncio.sleep(delay)
    form = link.partition("?")[0].rpartition(".")[2]
    try:
        answer = await caller.get(link)
    except (OSError, TimeoutError) as error:
        notes.lost.append(f"{link} after {delay:.3f} s: {type(error).__name__}")
        return
    notes.taken += 1
    if answer.status != 200 or not answer.content.startswith(BEGINS.get(form, ZIP)):
        notes.lost.append(f"{link} after {delay:.3f} s: {answer.status}, {len(answer.content)} bytes")
