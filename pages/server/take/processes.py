"""One process beside the server that makes files; it is started anew when it has died, hung or grown."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from contract.unexpected import error_number
from pages.server.take.address import Wanted
from pages.server.take.making import File
from pages.server.take.reply import Progress, Reply

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "pages.server.take.worker")
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}  # memory that one thread has freed is used by the others
TRIES = 2  # a process that dies may have been killed for another's memory: its file is made once more
SECONDS = 240  # until a process counts as hung, on a busy machine too; processor time is limited more tightly
FILES = 200  # that one process makes
FAT = 500_000_000  # bytes that a process may go on holding
PATIENCE = 5  # seconds for a process to end when its input has ended


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an address that names a file gets none."""

    key: str  # of the words that a reader is told
    status: int = 503
    number: str = ""  # of the entry in the log
    retry: int = 0  # seconds after which it is worth to ask again; 0 = it is not


BUSY = Trouble("take_busy", retry=30)  # too many wait
GONE = Trouble("take_busy", retry=5)  # its database has been removed meanwhile: another answers
HEAVY = Trouble("take_heavy")  # it would take too much time or memory


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be made, and the database that answers."""

    wanted: Wanted
    database: Path

    def line(self) -> bytes:
        told = {"wanted": self.wanted.to_json(), "database": str(self.database)}
        return json.dumps(told).encode() + b"\n"


class Maker:
    """Makes one file at a time in a process of its own, which is started when the first is asked for."""

    def __init__(self, command: Sequence[str] = COMMAND, seconds: float = SECONDS, files: int = FILES) -> None:
        self.command = command
        self.seconds = seconds
        self.files = files  # that one process makes
        self.made = 0
        self.process: Process | None = None

    async def make(self, order: Order, note_progress: Callable[[Progress], None]) -> File | Trouble:
        """Make a file, and tell how far it is; when the process dies over it, once more."""
        number = ""
        for _ in range(TRIES):
            try:
                async with asyncio.timeout(self.seconds):
                    reply = await self._asked(order, note_progress)
            except TimeoutError:
                LOG.warning("a file took longer than %s seconds", self.seconds)
                await self.stop(patience=0)
                return HEAVY
            except Exception:  # whatever it is, what the process may still answer is no answer to the next order
                await self.stop(patience=0)
                raise
            if reply is not None:
                return await self._outcome(reply)
            status = await self.stop()
            number = error_number()
            LOG.error("error %s: a process that makes files ended with %s", number, status)
            if status == -signal.SIGXCPU:
                return HEAVY
        return Trouble("take_failed", 500, number)

    async def stop(self, patience: float = PATIENCE) -> int | None:
        """End the process, gently when it waits and by force when it does not end; return its exit status."""
        process = self.process
        self.process = None
        self.made = 0
        if process is None:
            return None
        if process.stdin:
            process.stdin.close()
        try:
            async with asyncio.timeout(patience):
                return await process.wait()
        except TimeoutError:
            process.kill()
            return await process.wait()

    async def _asked(self, order: Order, note_progress: Callable[[Progress], None]) -> Reply | None:
        """Send an order, and read what the process answers; None when it has died."""
        with suppress(OSError, EOFError, ValueError):  # EOFError: its answer ends in the middle
            process = self.process or await self._start()
            if process.stdin and process.stdout:
                process.stdin.write(order.line())
                await process.stdin.drain()
                return await Reply.read(process.stdout, note_progress)
        return None

    async def _start(self) -> Process:
        environment = {**os.environ, **ENVIRONMENT}
        self.process = await asyncio.create_subprocess_exec(
            *self.command, cwd=ROOT, env=environment, stdin=PIPE, stdout=PIPE
        )
        return self.process

    async def _outcome(self, reply: Reply) -> File | Trouble:
        """Turn a reply into a file or the reason why there is none, and replace a process that is used up."""
        self.made += 1
        if reply.heavy or self.made >= self.files or reply.memory > FAT:
            await self.stop()
            with suppress(OSError):  # there is no room for it now: the next order tries again
                await self._start()  # whoever comes next need not wait for it
        if reply.name:
            return File(reply.name, reply.content)
        if reply.number:
            LOG.error("%s", reply.log)
            return Trouble("take_failed", 500, reply.number)
        if reply.heavy:
            LOG.warning("a file would have taken more memory than it may")
        return HEAVY if reply.heavy else GONE
