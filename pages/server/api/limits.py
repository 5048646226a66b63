"""What one may ask for. `/api/v1/limits` tells the numbers of `Limits`, and the code enforces the same ones.

Answers that are ready are given without limits: they cost nothing. What has to be made is bounded for each address and
in all, so that nobody lets the readers of pages wait.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of answers; the rates hold for answers that have to be made, not for those that are ready."""

    cells: int = 200_000  # in one answer of data: areas × periods × groups × measures
    verdicts: int = 50_000  # in one answer of comparisons
    at_once: int = 2  # answers made at the same time
    waiting: int = 20  # requests that wait for them; further ones are sent away
    burst: int = 120  # answers that one client may ask for without a pause
    per_minute: int = 60  # … and then in a minute
    burst_of_all: int = 400  # the same for all clients together
    per_minute_of_all: int = 240
    ready_bytes: int = 32_000_000  # answers kept ready, compressed


@dataclass(slots=True)
class Allowance:
    """How many answers may still be asked for; it fills up again at a steady pace."""

    burst: float
    per_minute: float
    left: float
    since: float  # when `left` was true, in seconds of the clock

    def take(self, now: float) -> float:
        """Take one, and return 0; or return after how many seconds there is one again."""
        pace = self.per_minute / 60
        self.left = min(self.burst, self.left + (now - self.since) * pace)
        self.since = now
        if self.left < 1:
            return (1 - self.left) / pace
        self.left -= 1
        return 0.0


@dataclass(slots=True)
class Allowances:
    """The allowances of those who asked last, and one of all together. To be used by one thread."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    clients: int = 4_096  # whose allowance is remembered; whoever is forgotten begins anew
    of_client: OrderedDict[str, Allowance] = field(default_factory=OrderedDict)
    of_all: Allowance = field(init=False)

    def __post_init__(self) -> None:
        self.of_all = self._full(self.limits.burst_of_all, self.limits.per_minute_of_all)

    def take(self, client: str) -> tuple[int, bool]:
        """Take an answer for a client. Return the seconds to wait, 0 for none, and whether the client itself is why."""
        own = self.of_client.setdefault(client, self._full(self.limits.burst, self.limits.per_minute))
        self.of_client.move_to_end(client)
        while len(self.of_client) > self.clients:
            self.of_client.popitem(last=False)
        now = self.clock()
        if wait := own.take(now):
            return math.ceil(wait), True
        return math.ceil(self.of_all.take(now)), False

    def _full(self, burst: float, per_minute: float) -> Allowance:
        return Allowance(burst, per_minute, burst, self.clock())
