"""How fast one connection, and one address, may send: what comes faster waits on its side of the line."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from pages.server.limits.admission import Admission

MAX_ADDRESSES = 1_000  # whose buckets are remembered
MAX_WAITING = 6  # runs from one address that wait for a place; the next ones wait on the line, without a thread
POLL_SECONDS = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Rate:
    burst: int  # messages at once
    per_second: float  # messages a second in the long run


RUNS_OF_CONNECTION = Rate(8, 3)  # a page that opens, and a reader who clicks around
RUNS_OF_ADDRESS = Rate(10, 100)  # runs: a whole house may read from behind one address
CONNECTIONS_OF_ADDRESS = Rate(40, 15)  # connections of one address: each costs the server as much as a page
MAX_OPENING_WAIT = 15.0  # seconds that opening one may wait; then it is refused


class TokenBucket:
    """The token bucket of one sender."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left = float(rate.burst)
        self._at = clock()
        self.first = asyncio.Lock()

    def wait(self) -> float:
        """Count a message; return how many seconds it has to wait."""
        now = self._clock()
        self._left = min(float(self._rate.burst), self._left + (now - self._at) * self._rate.per_second) - 1
        self._at = now
        return max(0.0, -self._left / self._rate.per_second)

    def forgive(self) -> None:
        """Do not count a message that was refused."""
        self._left += 1


class AddressLimits:
    """The rates of whole addresses: many connections from one wait for each other, and for nobody else."""

    def __init__(self, admission: Admission) -> None:
        self._admission = admission
        self._buckets: OrderedDict[tuple[str, Rate], TokenBucket] = OrderedDict()

    async def open(self, address: str) -> bool:
        """Wait until a connection from this address may be opened; False when that would take too long."""
        bucket = self._bucket(address, CONNECTIONS_OF_ADDRESS)
        seconds = bucket.wait()
        if seconds > MAX_OPENING_WAIT:
            bucket.forgive()
            return False
        await asyncio.sleep(seconds)
        return True

    async def wait(self, address: str) -> None:
        """Wait until a run from this address may be asked for; one after the other, and only the first looks."""
        bucket = self._bucket(address, RUNS_OF_ADDRESS)
        async with bucket.first:
            await asyncio.sleep(bucket.wait())
            await self._place(address)

    async def _place(self, address: str) -> None:
        while self._admission.waiting(address) >= MAX_WAITING:  # noqa: ASYNC110 - threads count them, and wake no loop
            await asyncio.sleep(POLL_SECONDS)

    def _bucket(self, address: str, rate: Rate) -> TokenBucket:
        bucket = self._buckets.setdefault((address, rate), TokenBucket(rate))
        self._buckets.move_to_end((address, rate))
        while len(self._buckets) > MAX_ADDRESSES:
            self._buckets.popitem(last=False)
        return bucket


class ConnectionLimit:
    """The runs that one connection asks for."""

    def __init__(self, addresses: AddressLimits, address: str) -> None:
        self._addresses = addresses
        self._address = address
        self._bucket = TokenBucket(RUNS_OF_CONNECTION)

    async def wait(self) -> None:
        """Wait until the next run may be asked for."""
        await asyncio.sleep(self._bucket.wait())
        await self._addresses.wait(self._address)
