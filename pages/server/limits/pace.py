"""How fast one connection, and one address, may send: what comes faster waits on its side of the line."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from pages.server.limits.turns import Turns

MOST_ADDRESSES = 1_000  # whose pace is remembered
MOST_WAITING = 6  # runs from one address that wait for a place; the next ones wait on the line, without a thread
LOOK_AGAIN = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Speed:
    burst: int  # messages at once
    rate: float  # messages a second in the long run


OF_CONNECTION = Speed(8, 3)  # a page that opens, and a reader who clicks around
OF_ADDRESS = Speed(10, 100)  # runs: a whole house may read from behind one address
OPENING = Speed(40, 15)  # connections of one address: each costs the server as much as a page
TOO_LONG = 15.0  # seconds that opening one may wait; then it is refused


class Pace:
    """The pace of one sender."""

    def __init__(self, speed: Speed, clock: Callable[[], float] = time.monotonic) -> None:
        self._speed = speed
        self._clock = clock
        self._left = float(speed.burst)
        self._at = clock()
        self.first = asyncio.Lock()

    def wait(self) -> float:
        """Count a message; return how many seconds it has to wait."""
        now = self._clock()
        self._left = min(float(self._speed.burst), self._left + (now - self._at) * self._speed.rate) - 1
        self._at = now
        return max(0.0, -self._left / self._speed.rate)

    def forgive(self) -> None:
        """Do not count a message that was refused."""
        self._left += 1


class Addresses:
    """The pace of whole addresses: many connections from one wait for each other, and for nobody else."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._paces: OrderedDict[tuple[str, Speed], Pace] = OrderedDict()

    async def open(self, address: str) -> bool:
        """Wait until a connection from this address may be opened; False when that would take too long."""
        pace = self._pace(address, OPENING)
        seconds = pace.wait()
        if seconds > TOO_LONG:
            pace.forgive()
            return False
        await asyncio.sleep(seconds)
        return True

    async def wait(self, address: str) -> None:
        """Wait until a run from this address may be asked for; one after the other, and only the first looks."""
        pace = self._pace(address, OF_ADDRESS)
        async with pace.first:
            await asyncio.sleep(pace.wait())
            await self._place(address)

    async def _place(self, address: str) -> None:
        while self._turns.waiting(address) >= MOST_WAITING:  # noqa: ASYNC110 - threads count them, and wake no loop
            await asyncio.sleep(LOOK_AGAIN)

    def _pace(self, address: str, speed: Speed) -> Pace:
        pace = self._paces.setdefault((address, speed), Pace(speed))
        self._paces.move_to_end((address, speed))
        while len(self._paces) > MOST_ADDRESSES:
            self._paces.popitem(last=False)
        return pace


class Line:
    """The runs that one connection asks for."""

    def __init__(self, addresses: Addresses, address: str) -> None:
        self._addresses = addresses
        self._address = address
        self._pace = Pace(OF_CONNECTION)

    async def wait(self) -> None:
        """Wait until the next run may be asked for."""
        await asyncio.sleep(self._pace.wait())
        await self._addresses.wait(self._address)
