"""Pages run a few at a time: more at once would only take the processor from each other, and from the network.

Readers wait in the order of what they have used lately, so that whoever asks without a pause waits behind the others;
a long wait makes up for a costly page.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

PLACES = 3  # runs at the same time: the interpreter runs one, and a question to the database another
PLACES_OF_ADDRESS = 2  # of these for one address, so that a reader from elsewhere finds a place
HALF_LIFE = 10.0  # seconds after which half of what a reader has used is forgotten
HEAVY = 5.0  # seconds used lately, with which an address has one place as long as others read
OTHERS = 10.0  # seconds for which an address that asked counts as reading
AGEING = 0.3  # seconds of use that a second of waiting makes up for, HEAVY at most: pages differ by tenths of a second
MAX_REMEMBERED = 5_000  # sessions and addresses whose use is remembered


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: a session, and the network address that it comes from."""

    session: str
    address: str


@dataclass(slots=True, eq=False)
class _Waiting:
    who: Client
    since: float
    free: threading.Event = field(default_factory=threading.Event)


class Admission:
    """Lets runs begin, a few at a time. May be used from every thread."""

    def __init__(self, places: int = PLACES, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = places
        self._clock = clock
        self._lock = threading.RLock()  # a place may be given back whenever Python tidies up
        self._waiting: list[_Waiting] = []  # who came first stands first
        self._used: dict[str, tuple[float, float]] = {}  # session or address -> seconds used, and when that was noted
        self._running: Counter[str] = Counter()  # address -> its runs
        self._asked: dict[str, float] = {}  # address -> when it asked last; only those who read at the moment
        self._held = threading.local()

    def admit(self, who: Client) -> None:
        """Wait for a place, and keep it until this thread ends or asks for its next one.

        Streamlit runs a page in a thread of its own, and again in the same thread when the reader asks meanwhile.
        """
        self.release()
        mine = _Waiting(who, self._clock())
        with self._lock:
            self._waiting.append(mine)
            self._asked[who.address] = self._clock()
            self._begin()
        mine.free.wait()
        self._held.place = _Place(self, who, self._clock())

    def release(self) -> None:
        """Free the place of this thread, if it has one."""
        self._held.place = None

    def waiting(self, address: str) -> int:
        """Return how many runs from an address wait for a place."""
        with self._lock:
            return sum(one.who.address == address for one in self._waiting)

    def end(self, who: Client, since: float) -> None:
        """Note what a run has used, and let the next one begin."""
        with self._lock:
            now = self._clock()
            for one in (who.session, who.address):
                self._used[one] = (self._remembered(one, now) + now - since, now)
            if len(self._used) > MAX_REMEMBERED:
                self._forget(now)
            self._free += 1
            self._running[who.address] -= 1
            self._running += Counter()  # forget addresses of whom nothing runs
            self._begin()

    def _begin(self) -> None:
        """Let those begin for whom there is a place: first whoever has used least, less what they have waited.

        What an address has used counts beside what the session has: one person may open many sessions.
        """
        now = self._clock()

        def used(waiting: _Waiting) -> float:
            both = self._remembered(waiting.who.address, now) + self._remembered(waiting.who.session, now)
            return both - min(HEAVY, AGEING * (now - waiting.since))

        self._asked = {address: at for address, at in self._asked.items() if now - at < OTHERS}
        alone = len(self._asked) < 2  # noqa: PLR2004 - nobody else

        def places(address: str) -> int:
            return PLACES_OF_ADDRESS if alone or self._remembered(address, now) < HEAVY else 1

        while self._free:
            may = [one for one in self._waiting if self._running[one.who.address] < places(one.who.address)]
            if not may:
                return
            first = min(may, key=used)
            self._waiting.remove(first)
            self._free -= 1
            self._running[first.who.address] += 1
            first.free.set()

    def _remembered(self, one: str, now: float) -> float:
        used, at = self._used.get(one, (0.0, 0.0))
        return used * float(0.5 ** ((now - at) / HALF_LIFE))

    def _forget(self, now: float) -> None:
        kept = {one: self._remembered(one, now) for one in self._used}
        most = sorted(kept, key=kept.__getitem__, reverse=True)[: MAX_REMEMBERED // 2]
        self._used = {one: (kept[one], now) for one in most}


class _Place:
    """One place. It is given back when nothing holds it any more: when its thread ends, however it ends."""

    __slots__ = ("_admission", "_since", "_who")

    def __init__(self, admission: Admission, who: Client, since: float) -> None:
        self._admission = admission
        self._who = who
        self._since = since

    def __del__(self) -> None:
        self._admission.end(self._who, self._since)


@cache
def admission() -> Admission:
    """Return the admission of this server."""
    return Admission()
