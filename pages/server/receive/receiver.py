"""The receiver: asks the store, fetches ahead, and puts what was announced in place at its moment."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from contract.editions.announcement import Announcement, announcement_name, in_force, read_announcement
from contract.errors import UserError
from contract.schema import SCHEMA_NUMBER
from pages.server.receive.place import fetch_beside, put_in_place, received, refuse_older, tidy
from pages.server.receive.store import Store
from pages.server.watch.logs import event

LONGEST_PAUSE = 300.0  # seconds, after failures in a row
FRESH = timedelta(seconds=60)  # a look this old still tells that an hour was not moved
LAST_LOOK = 10.0  # seconds before an hour
QUIET = timedelta(seconds=6)  # before an hour nothing is asked: a store that hangs would make it late
TOLD_AGAIN = 3600.0  # seconds after which what goes on failing is told once more


class Receiver:
    """Keeps a data folder at what a store announces. `step` does what there is to do now."""

    def __init__(self, data: Path, store: Store, seconds: float, now: Callable[[], datetime]) -> None:
        self.data = data
        self.store = store
        self.seconds = seconds
        self.now = now
        self.waiting: Announcement | None = None  # fetched and proven, for its hour
        self.looked: datetime | None = None  # when the store answered last
        self.content: dict[int, bytes] = {}  # announcements as the store has them
        self.failures = 0
        self.failing = ""  # what is told already
        self.failing_since = 0.0

    def step(self) -> float:
        """Do what there is to do; return after how many seconds there is something to do again."""
        try:
            if not self._keep_the_hour():
                self._look()
        except UserError as error:
            self._tell(str(error))
        except OSError as error:
            self._tell(str(UserError("disk_failed", path=error.filename, reason=error.strerror or str(error))))
        else:
            self._recovered()
        return self._pause()

    def _keep_the_hour(self) -> bool:
        """Put what waits in place when its hour has come; return whether nothing is to be asked now."""
        if self.waiting is None or self.looked is None:
            return False
        before = self.waiting.visible_from - self.now()
        if before > timedelta(0):
            return before < QUIET
        if self.now() - self.looked > FRESH:
            return False  # the hour may have been moved meanwhile: nothing appears too early
        self._serve(self.waiting)
        return False

    def _look(self) -> None:
        number, sha256 = received(self.data)
        numbers = self._numbers(number)
        now, waiting = in_force(numbers, lambda one: self._announcement(one, number, sha256), self.now())
        self.looked = self.now()
        if waiting is None or waiting.number <= number:  # the clock went back since
            self.waiting = None
        try:
            if now is not None and now.number > number:
                self._fetch(now)
                self._serve(now)
        finally:  # what is wrong with one says nothing of the other
            if waiting is not None and waiting.number > number and waiting != self.waiting:
                self._fetch(waiting)
                self.waiting = waiting
                until = waiting.visible_from.isoformat()
                event("waiting", number=waiting.number, build=waiting.build, visible_from=until)
            tidy(self.data, self.waiting)

    def _numbers(self, since: int) -> list[int]:
        """Return which announcements there are, newest first, down to the one that is served; raise UserError."""
        numbers = self.store.numbers(since)
        self.content = {number: self.content[number] for number in numbers if number in self.content}
        if since and since not in numbers:
            raise UserError("store_went_back", path=announcement_name(since), number=since)
        return numbers

    def _announcement(self, number: int, since: int, sha256: str) -> Announcement:
        """Read one, kept since it was read first: it never changes. Raise UserError where it did, or is damaged."""
        if number not in self.content:
            self.content[number] = self.store.content(number)
        if number == since and hashlib.sha256(self.content[number]).hexdigest() != sha256:
            raise UserError("store_went_back", path=announcement_name(since), number=since)
        return read_announcement(number, self.content[number])

    def _fetch(self, announced: Announcement) -> None:
        _refuse_other_schema(announced)
        refuse_older(self.data, announced)
        start = time.monotonic()
        came = fetch_beside(self.data, self.store, announced)
        seconds = round(time.monotonic() - start, 3)
        event("fetched", number=announced.number, build=announced.build, bytes=came, seconds=seconds)

    def _serve(self, announced: Announcement) -> None:
        sha256 = hashlib.sha256(self.content[announced.number]).hexdigest()
        put_in_place(self.data, announced, sha256)
        late = (self.now() - announced.visible_from).total_seconds()
        stamp = f"{announced.edition}-{announced.version} {announced.status}"
        event("served", number=announced.number, build=announced.build, edition=stamp, late_seconds=round(late, 3))
        if announced == self.waiting:
            self.waiting = None

    def _pause(self) -> float:
        pause: float = min(LONGEST_PAUSE, self.seconds * 2.0 ** min(self.failures, 10))
        if self.waiting is None:
            return pause
        until = (self.waiting.visible_from - self.now()).total_seconds()
        if until <= 0:  # nobody could be asked whether the hour still holds
            return min(pause, self.seconds)
        return min(pause, until - LAST_LOOK if until > LAST_LOOK else until)

    def _tell(self, problem: str) -> None:
        """Log what fails, once an hour as long as it is the same."""
        self.failures += 1
        if problem != self.failing or time.monotonic() - self.failing_since > TOLD_AGAIN:
            self.failing = problem
            self.failing_since = time.monotonic()
            event("not_received", logging.WARNING, problem=problem, failures=self.failures)

    def _recovered(self) -> None:
        if self.failures:
            event("received_again", failures=self.failures)
        self.failures = 0
        self.failing = ""


def utc_now() -> datetime:
    """Return the time of the clock of this machine."""
    return datetime.now(UTC)


def _refuse_other_schema(announced: Announcement) -> None:
    name = announced.database.name
    found = announced.schema
    if found < SCHEMA_NUMBER:
        raise UserError("database_older", database=name, number=found, reads=SCHEMA_NUMBER)
    if found > SCHEMA_NUMBER:
        raise UserError("database_newer", database=name, number=found, reads=SCHEMA_NUMBER)
