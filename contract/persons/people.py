"""Who may see what before it is published: `people.toml`, read strictly. Nobody is let in but who stands in it.

[[allowed]]
person = "maija.virtanen@example.fi"  # as the sign-in service names her
account = "mvirtan"                   # may be left out: her account on the machine that builds
role = "official"                     # coordinator, official, publisher; "claimed": as the sign-in service says
edition = "2026"
version = 1
from = 2026-11-20T08:00:00+02:00
until = 2026-11-27T08:00:00+02:00
reason = "Checks the figures of Uusimaa before they are published"
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

from contract.errors import UserError

LIST = "allowed"
CLAIMED = "claimed"
KEYS: Mapping[str, type] = {
    "person": str,
    "role": str,
    "edition": str,
    "version": int,
    "from": datetime,
    "until": datetime,
    "reason": str,
}
OPTIONAL: Mapping[str, type] = {"account": str}
EDITION = re.compile(r"\d{4}")
LONGEST_NAME = 254  # letters; longer names are nobody's


class Role(StrEnum):
    """What somebody may do, each all that those before it may."""

    READER = "reader"  # what is published, as everybody
    COORDINATOR = "coordinator"  # pages of a draft
    OFFICIAL = "official"  # its files too, and what programs ask for
    PUBLISHER = "publisher"  # approves its release, and reads the trail

    def covers(self, other: Role) -> bool:
        """Return whether whoever has this role may do what the other one may."""
        return list(Role).index(self) >= list(Role).index(other)


class Refusal(StrEnum):
    """Why somebody is not let in."""

    NOT_NAMED = "not_named"
    NOT_YET = "not_yet"
    OVER = "over"
    NO_ROLE = "no_role"


@dataclass(frozen=True, slots=True)
class Allowed:
    """One exception: who may see which version of which edition, as what, from when until when, and why."""

    person: str
    account: str  # "" where the person has none
    role: Role | None  # None: as the sign-in service says
    edition: str
    version: int
    since: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody is let in, and as what."""

    role: Role = Role.READER
    refusal: Refusal | None = None
    when: datetime | None = None  # the window opens, or closed, or will close


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who is named."""

    allowed: tuple[Allowed, ...] = ()

    def decide(self, person: str, edition: str, version: int, now: datetime, claimed: frozenset[str]) -> Decision:
        """Decide on one person, one version of one edition and one moment. claimed: roles that the service tells."""
        found = [
            one for one in self.allowed if (one.person, one.edition, one.version) == (normal(person), edition, version)
        ]
        if not found:
            return Decision(refusal=Refusal.NOT_NAMED)
        one = found[0]
        if now < one.since:
            return Decision(refusal=Refusal.NOT_YET, when=one.since)
        if now >= one.until:
            return Decision(refusal=Refusal.OVER, when=one.until)
        role = one.role or max((role for role in Role if role in claimed), key=list(Role).index, default=Role.READER)
        if role is Role.READER:
            return Decision(refusal=Refusal.NO_ROLE)
        return Decision(role, when=one.until)

    def person_of(self, account: str) -> str | None:
        """Return whose account on the machine that builds this is; None for nobody's."""
        return next((one.person for one in self.allowed if one.account and one.account == account), None)


def normal(name: str) -> str:
    """Return the one spelling of a name: letters that look and mean the same are the same, whatever their case.

    "" for what can be no name.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()
    return plain if plain.isprintable() and len(plain) <= LONGEST_NAME else ""


def read_people(path: Path) -> People:
    """Read the list; raise UserError where it cannot be read, or where anything in it is not as it must be."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UserError("toml_missing", path=path) from error
    except OSError as error:
        raise UserError("toml_unreadable", path=path, reason=error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("toml_broken", path=path, reason=str(error)) from error
    entries = told.get(LIST, [])
    if set(told) - {LIST} or not isinstance(entries, list):
        raise UserError("people_unfit", path=path, found=", ".join(sorted(told)), reason=f"[[{LIST}]]")
    people = People(tuple(_entry(path, number, one) for number, one in enumerate(entries, 1)))
    _refuse_ambiguous(path, people)
    return people


def _entry(path: Path, number: int, told: object) -> Allowed:
    """Read one entry; raise UserError with its number and key."""
    if not isinstance(told, dict):
        raise UserError("people_unfit", path=path, key=f"{LIST} {number}", reason=f"[[{LIST}]]")
    for key in {*KEYS, *OPTIONAL, *told}:
        kind = KEYS.get(key) or OPTIONAL.get(key)
        if kind is None or (key not in told and key in KEYS) or (key in told and type(told[key]) is not kind):
            raise _unfit(path, number, key, told, f"{key} ({kind.__name__})" if kind else ", ".join([*KEYS, *OPTIONAL]))
    checks = {
        "person": normal(told["person"]) != "",
        "role": told["role"] in {CLAIMED, *Role} - {Role.READER},
        "edition": EDITION.fullmatch(told["edition"]) is not None,
        "version": told["version"] > 0,
        "from": told["from"].tzinfo is not None,
        "until": told["until"].tzinfo is not None,
        "reason": told["reason"].strip() != "",
    }
    for key, fits in checks.items():
        if not fits:
            raise _unfit(path, number, key, told, WANTED[key])
    if told["from"] >= told["until"]:
        raise _unfit(path, number, "until", told, f"> {told['from'].isoformat()}")
    return Allowed(
        person=normal(told["person"]),
        account=told.get("account", ""),
        role=None if told["role"] == CLAIMED else Role(told["role"]),
        edition=told["edition"],
        version=told["version"],
        since=told["from"],
        until=told["until"],
        reason=told["reason"],
    )


WANTED: Mapping[str, str] = {
    "person": "maija.virtanen@example.fi",
    "role": f"coordinator, official, publisher, {CLAIMED}",
    "edition": "2026",
    "version": "1, 2, …",
    "from": "2026-11-20T08:00:00+02:00",
    "until": "2026-11-27T08:00:00+02:00",
    "reason": "…",
}


def _unfit(path: Path, number: int, key: str, told: Mapping[str, Any], wanted: str) -> UserError:
    return UserError("people_unfit", path=path, key=f"{LIST} {number}: {key}", found=told.get(key), reason=wanted)


def _refuse_ambiguous(path: Path, people: People) -> None:
    """Raise UserError where one person has two entries of a version, or two persons share an account."""
    for one, other in combinations(people.allowed, 2):
        if (one.person, one.edition, one.version) == (other.person, other.edition, other.version):
            raise UserError("people_twice", path=path, found=one.person, edition=one.edition, version=one.version)
        if one.account and one.account == other.account and one.person != other.person:
            raise UserError("people_share_account", path=path, found=one.account)
