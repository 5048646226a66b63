"""What a person may see now: the list of people, and the edition that waits here."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from contract.codes import Language
from contract.errors import UserError
from contract.persons.people import Decision, People, read_people
from contract.pointer import NoDatabaseError
from pages.server.databases import choices_of, published
from pages.server.persons.identity import Person
from pages.server.watch.logs import event
from picture.query.model import Stamp


@dataclass(frozen=True, slots=True)
class Access:
    """Decides on persons; the file of people and the edition are looked at anew each time."""

    people: Path
    data: Path

    def decide(self, person: Person) -> Decision | None:
        """Decide on a person at this moment; None where no edition waits here."""
        stamp = self.waiting()
        if stamp is None:
            return None
        people = self._named()
        return people.decide(person.name, stamp.edition, stamp.version, datetime.now(UTC), person.claimed)

    def waiting(self) -> Stamp | None:
        """Return the stamp of the edition that is shown here."""
        try:
            return choices_of(published(self.data).path, Language.FI).stamp
        except NoDatabaseError:
            return None

    def _named(self) -> People:
        """Read who is named; nobody where the file cannot be read."""
        try:
            found = self.people.stat()
        except OSError:
            return _read(self.people, ())
        return _read(self.people, (found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=4)
def _read(path: Path, file: tuple[int, ...]) -> People:  # noqa: ARG001 - the file is what the cache looks at
    try:
        return read_people(path)
    except UserError as error:
        event("people_unreadable", logging.ERROR, code=error.code)
        return People()
