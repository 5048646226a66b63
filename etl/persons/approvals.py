"""Approvals: lines of the trails, each of one person and of exactly one content, which a release counts.

They stand in the trail of the data folder (`etl approve`) and in that of the preview, which only it may write. Copied,
altered or removed, a line breaks its chain, and then nothing is released.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from contract.errors import UserError
from contract.persons.people import People, Role, normal, read_people
from contract.persons.trail import Event, note, read_trail, trail_of
from contract.pointer import build_of, served_database
from etl.config.release import read_release_rules
from etl.publish.editions import STAMP
from etl.publish.kept_files import hash_of, told_by

APPROVAL = "approval"
PEOPLE = "LAGESBILD_PEOPLE"
TRAIL = "LAGESBILD_TRAIL"  # of the preview


@dataclass(frozen=True, slots=True)
class Released:
    """What would be released: exactly these bytes."""

    database: Path
    content: str
    edition: str
    version: int

    @property
    def told(self) -> dict[str, str | int]:
        """Return it as an approval names it."""
        return {
            "content": self.content,
            "build": build_of(self.database),
            "edition": self.edition,
            "version": self.version,
        }


def to_release(data: Path) -> Released:
    """Return what a data folder would release; raise UserError."""
    database = served_database(data)
    told = told_by(database, STAMP)
    if not told:
        raise UserError("database_not_whole", path=database)
    edition, version, _ = told[0]
    return Released(database, hash_of(database)[0], edition, version)


def trails(data: Path, environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """List the folders of the trails that tell of a data folder: its own, and that of its preview."""
    own = trail_of(data)
    return (own, Path(environment[TRAIL])) if environment.get(TRAIL) else (own,)


def named_people(environment: Mapping[str, str] = os.environ) -> People:
    """Return who is named; raise UserError where no list is set or it cannot be read."""
    if not environment.get(PEOPLE):
        raise UserError("people_not_set", setting=PEOPLE)
    return read_people(Path(environment[PEOPLE]))


def approve(data: Path, account: str, now: datetime) -> Released:
    """Note that the person of an account approves what a data folder would release; return that. Raise UserError."""
    people = named_people()
    released = to_release(data)
    person = people.person_of(account)
    if (
        person is None
        or people.decide(person, released.edition, released.version, now, frozenset()).role is not Role.PUBLISHER
    ):
        raise UserError("approver_not_named", found=account, edition=released.edition, version=released.version)
    if person in approved_by(data, people, released, now):
        raise UserError("approved_already", path=released.database, found=person)
    note(trail_of(data), APPROVAL, now, person=person, role=Role.PUBLISHER, **released.told)
    return released


def approved_by(data: Path, people: People, released: Released, now: datetime) -> frozenset[str]:
    """Return the persons whose approval of exactly this content counts now; raise UserError where a trail is broken."""
    events = chain.from_iterable(map(read_trail, trails(data)))
    return frozenset(_counting(events, people, released, now))


def refuse_unapproved(data: Path, now: datetime) -> None:
    """Raise UserError where fewer persons than the rules ask for approve what a data folder would release."""
    needed = read_release_rules().people
    if needed == 1:
        return
    released = to_release(data)
    found = approved_by(data, named_people(), released, now)
    if len(found) < needed:
        raise UserError(
            "release_not_approved",
            path=released.database,
            needed=needed,
            people=len(found),
            edition=released.edition,
            version=released.version,
            content=released.content[:12],
        )


def _counting(events: Iterator[Event], people: People, released: Released, now: datetime) -> Iterator[str]:
    """Yield the persons of approvals that count: publishers when they approved, and still."""
    for event in events:
        if event.what != APPROVAL or {key: event.told.get(key) for key in released.told} != released.told:
            continue
        person = normal(str(event.told.get("person", "")))
        claimed = frozenset({str(event.told.get("role", ""))})
        moments = (event.at, now)
        found = [people.decide(person, released.edition, released.version, one, claimed).role for one in moments]
        if found == [Role.PUBLISHER, Role.PUBLISHER] and event.at <= now:
            yield person
