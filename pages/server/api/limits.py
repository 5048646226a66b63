"""What one may ask for. `/api/v1/limits` tells the numbers of `Limits`, and the code enforces the same ones.

Answers that are ready are given without limits: they cost next to nothing. What has to be made is charged with the
processor time that it took, to whoever asked and to all together, so that nobody makes the readers of pages wait.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of answers; processor seconds are spent on answers that have to be made, not on those that are ready."""

    cells: int = 200_000  # in one answer of data: areas × periods × groups × measures
    verdicts: int = 50_000  # in one answer of comparisons
    at_once: int = 1  # answers made at the same time
    waiting: int = 20  # requests that wait for them; further ones are sent away
    processor_seconds: float = 20  # that one client may spend without a pause
    processor_seconds_per_minute: float = 6  # … and then in a minute
    processor_seconds_of_all: float = 40  # the same for all clients together
    processor_seconds_of_all_per_minute: float = 20


@dataclass(slots=True)
class Allowance:
    """Processor time that may still be spent; it fills up again at a steady pace."""

    most: float  # seconds
    per_minute: float
    left: float  # below nothing after an answer that took more than was left
    since: float  # when `left` was true, in seconds of the clock

    def wait(self, now: float) -> int:
        """Return after how many whole seconds something may be spent; 0: now."""
        pace = self.per_minute / 60
        self.left = min(self.most, self.left + (now - self.since) * pace)
        self.since = now
        return 0 if self.left > 0 else max(1, math.ceil(-self.left / pace))


@dataclass(slots=True)
class Allowances:
    """The allowances of those who asked last, and one of all together. To be used by one thread."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    clients: int = 4_096  # whose allowance is remembered; whoever is forgotten begins anew
    of_client: OrderedDict[str, Allowance] = field(default_factory=OrderedDict)
    of_all: Allowance = field(init=False)

    def __post_init__(self) -> None:
        together = self.limits.processor_seconds_of_all
        self.of_all = Allowance(together, self.limits.processor_seconds_of_all_per_minute, together, self.clock())

    def wait(self, client: str) -> tuple[int, bool]:
        """Return the seconds that a client has to wait, 0 for none, and whether the client itself is why."""
        now = self.clock()
        if own := self._of(client).wait(now):
            return own, True
        return self.of_all.wait(now), False

    def spend(self, client: str, seconds: float) -> None:
        """Charge a client, and all together, with processor time."""
        self._of(client).left -= seconds
        self.of_all.left -= seconds

    def _of(self, client: str) -> Allowance:
        most = self.limits.processor_seconds
        full = Allowance(most, self.limits.processor_seconds_per_minute, most, self.clock())
        own = self.of_client.setdefault(client, full)
        self.of_client.move_to_end(client)
        while len(self.of_client) > self.clients:
            self.of_client.popitem(last=False)
        return own
