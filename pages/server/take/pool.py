"""The processes that make files, the queue before them, and what they have made."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from contract.unexpected import error_number, log_entry
from pages.server.caching.cache import Cache
from pages.server.take.making import File
from pages.server.take.processes import BUSY, Maker, Order, Trouble
from pages.server.take.progress import Standing, Waiting
from pages.server.take.reply import Progress
from pages.server.take.turns import QueueFullError, Turns

LOG = logging.getLogger(__name__)
MOST_WAITING = 60  # files that wait for their turn
MOST_FAILED = 100  # files of which is remembered why there is none


@dataclass(eq=False, slots=True)
class _Job:
    """A file that is to be made, for everybody who asked for it meanwhile."""

    key: str
    order: Order
    outcome: asyncio.Future[File | Trouble]
    waiters: int = field(default=0)
    progress: Progress | None = None  # None: it waits for its turn

    def note_progress(self, progress: Progress) -> None:
        """Note how far it is."""
        self.progress = progress


class Pool:
    """Makes files in processes of its own, each file once however many ask for it at the same time."""

    def __init__(
        self,
        processes: int,
        *,
        kept: int,
        most_waiting: int = MOST_WAITING,
        maker: Callable[[], Maker] = Maker,
    ) -> None:
        self.makers = [maker() for _ in range(processes)]
        self.turns: Turns[_Job] = Turns(most_waiting)
        self.kept: Cache[str, File] = Cache(kept, lambda file: len(file.content))
        self.failed: Cache[str, Trouble] = Cache(MOST_FAILED, lambda _trouble: 1)  # when they were asked for last
        self.jobs: dict[str, _Job] = {}  # waiting or being made
        self.tasks: Sequence[asyncio.Task[None]] = ()
        self.news = asyncio.Event()  # a job has come

    async def make(self, key: str, client: str, order: Order) -> File | Trouble:
        """Return a file, made now or before. key: equal for equal files; client: who takes turns with others.

        Whoever is cancelled leaves the queue; a file for which nobody waits any more is not made.
        """
        if file := self.kept.get(key):
            return file
        try:
            job = self.jobs.get(key) or self._enter(key, client, order)
        except QueueFullError:
            self.failed.put(key, BUSY)
            return BUSY
        job.waiters += 1
        try:
            return await asyncio.shield(job.outcome)
        finally:
            job.waiters -= 1
            if not job.waiters and self.turns.remove(job):
                del self.jobs[key]

    def standing(self, key: str) -> Standing:
        """Return how a file stands that somebody has asked for."""
        if job := self.jobs.get(key):
            return job.progress or Waiting()
        return self.kept.get(key) or self.failed.get(key)

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """End the processes when the server ends; they are started when the first file is asked for."""
        try:
            yield
        finally:
            await self.close()

    async def close(self) -> None:
        """End the processes."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(maker.stop(patience=0) for maker in self.makers))

    def _enter(self, key: str, client: str, order: Order) -> _Job:
        """Let a file wait for its turn; raise QueueFullError."""
        job = _Job(key, order, asyncio.get_running_loop().create_future())
        gone = self.turns.add(client, order.wanted.weight, job)
        if gone:
            self._end(gone, BUSY)
        self.jobs[key] = job
        self.news.set()
        if not self.tasks:
            self.tasks = [asyncio.create_task(self._serve(maker)) for maker in self.makers]
        return job

    async def _serve(self, maker: Maker) -> None:
        """Let one process make one file after the other."""
        while True:
            while not len(self.turns):
                self.news.clear()
                await self.news.wait()
            job = self.turns.next()
            job.note_progress(Progress())
            try:
                outcome = await maker.make(job.order, job.note_progress)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next file is made
                number = error_number()
                LOG.error("%s", log_entry(number, error))  # noqa: TRY400 - the entry says where, without any value
                outcome = Trouble("take_failed", 500, number)
            if isinstance(outcome, File):
                self.kept.put(job.key, outcome)
            self._end(job, outcome)

    def _end(self, job: _Job, outcome: File | Trouble) -> None:
        if isinstance(outcome, Trouble):
            self.failed.put(job.key, outcome)
        self.jobs.pop(job.key, None)
        if not job.outcome.done():
            job.outcome.set_result(outcome)
