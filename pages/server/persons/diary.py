"""What persons did here, in a trail of its own: the only place where this server writes down who."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from anyio import to_thread

from contract.errors import UserError
from contract.persons.people import Decision
from contract.persons.trail import note
from pages.server.persons.identity import Person
from pages.server.watch.logs import event

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
        elif decision is None:
            await self._note("sign_in", person=person.name, outcome="nothing_waits")
        else:
            await self._note("sign_in", person=person.name, outcome=decision.refusal or decision.role)

    async def taken(self, person: Person, path: str, status: int) -> None:
        """Note that somebody was given a file or an answer for programs."""
        if status in GIVEN:
            await self._note("taken", person=person.name, path=path)

    async def approved(self, person: Person, content: str, build: str, edition: str, version: int) -> None:
        """Note that somebody approves that exactly this content is released."""
        await self._note("approval", person=person.name, content=content, build=build, edition=edition, version=version)

    async def _note(self, what: str, **told: str | int) -> None:
        try:
            await to_thread.run_sync(partial(note, self.folder, what, datetime.now(UTC), **told))
        except (OSError, UserError) as error:
            reason = error.code if isinstance(error, UserError) else error.strerror or ""
            event("trail_not_written", logging.ERROR, reason=reason)
            raise NotNotedError from error
