"""What persons did here, in a trail of its own: the only place where this server writes down who."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from anyio import to_thread

from contract.errors import UserError
from contract.persons.people import Decision, Role
from contract.persons.trail import note
from pages.server.persons.identity import Person
from pages.server.watch.logs import event

SECONDS_NOTED = 3600.0  # for which a person whom a proxy names is not noted again
GIVEN = range(200, 400)  # status of what was given, or which the person has already


class NotNotedError(RuntimeError):
    """The trail could not be written: what would have stood in it must not happen."""


@dataclass(frozen=True, slots=True)
class Diary:
    """Writes the trail; raises NotNotedError where it cannot."""

    folder: Path

    async def signed_in(self, person: Person | None, decision: Decision | None) -> None:
        """Note that somebody has signed in, and whether they are let in; None: the sign-in failed."""
        if person is None:
            await self._note("sign_in_failed")
        else:
            await self._note("sign_in", person=person.name, outcome=outcome_of(decision))

    async def taken(self, person: Person, path: str, status: int) -> None:
        """Note that somebody was given a file or an answer for programs."""
        if status in GIVEN:
            await self._note("taken", person=person.name, path=path)

    async def approved(self, person: Person, role: Role, **told: str | int) -> None:
        """Note that somebody, let in as this, approves that exactly what is told is released."""
        await self._note("approval", person=person.name, role=role, **told)

    async def _note(self, what: str, **told: str | int) -> None:
        try:
            await to_thread.run_sync(partial(note, self.folder, what, datetime.now(UTC), **told))
        except (OSError, UserError) as error:
            reason = error.code if isinstance(error, UserError) else error.strerror or ""
            event("trail_not_written", logging.ERROR, reason=reason)
            raise NotNotedError from error


class Arrivals:
    """Notes persons who signed in at a proxy, which tells this server of no sign-in: once an hour and outcome."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._noted: dict[tuple[str, str], float] = {}  # person and outcome -> when, on the clock

    async def note(self, person: Person, decision: Decision | None) -> None:
        """Note somebody whom a request names, unless that stands there already."""
        now = time.monotonic()
        arrival = (person.name, outcome_of(decision))
        if now - self._noted.get(arrival, -SECONDS_NOTED) < SECONDS_NOTED:
            return
        self._noted = {one: when for one, when in self._noted.items() if now - when < SECONDS_NOTED}
        self._noted[arrival] = now  # before it is written: a page asks for many things at once
        try:
            await self._diary.signed_in(person, decision)
        except NotNotedError:
            self._noted.pop(arrival, None)
            raise


def outcome_of(decision: Decision | None) -> str:
    """Return in a word what was decided on somebody; None: nothing waits."""
    return "nothing_waits" if decision is None else decision.refusal or decision.role
