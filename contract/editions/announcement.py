"""What a store of editions holds: files named by their content, and numbered announcements of what is to be served.

    objects/<sha256>                the files of a data folder that servers read; never written again
    announcements/00000042.toml     which of them are served, and from when on

An announcement is only created, under the number after the last one: of two senders at once the store itself refuses
the second. Nothing is replaced, so no earlier state of a pointer can be played back.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from contract.archive import ARCHIVE, CONVERTED, CONVERTED_NAME, FOLDER_NAME, FROZEN, sealed
from contract.errors import UserError
from contract.pointer import DATABASE

ANNOUNCEMENTS = "announcements"
OBJECTS = "objects"
FORMAT = 1  # of an announcement; whoever changes it gives the next number
LONGEST = 4 * 1024**2  # bytes of an announcement
SHA256 = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(rf"{ANNOUNCEMENTS}/(\d{{8}})\.toml")
BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{2,62}(/[\w.-]+)*/?")


@dataclass(frozen=True, slots=True)
class AnnouncedFile:
    """A file of a data folder: its path there, and what it holds."""

    name: str
    sha256: str
    size: int

    @property
    def object(self) -> str:
        """Return under which name a store has it."""
        return f"{OBJECTS}/{self.sha256}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is to be served from a moment on. The first of its files is the database."""

    number: int
    sent: datetime  # UTC
    visible_from: datetime  # UTC
    build: str
    edition: str
    version: int
    status: str
    built_at: datetime  # UTC
    schema: int
    goes_back: bool  # the sender knows that it is older than what was served before
    instead_of: int  # number of one that waited for its hour and is cancelled; 0: none
    files: tuple[AnnouncedFile, ...]

    @property
    def name(self) -> str:
        """Return under which name a store has it."""
        return announcement_name(self.number)

    @property
    def database(self) -> AnnouncedFile:
        """Return the database that is to be served."""
        return self.files[0]


def announcement_name(number: int) -> str:
    """Return under which name a store has the announcement of a number."""
    return f"{ANNOUNCEMENTS}/{number:08}.toml"


def announcement_numbers(names: Iterable[str]) -> list[int]:
    """Return the numbers of the announcements among the names in a store, newest first; other names are left out."""
    return sorted((int(found[1]) for name in names if (found := NAME.fullmatch(name))), reverse=True)


def read_announcement(number: int, content: bytes) -> Announcement:
    """Read an announcement; raise UserError where it is damaged, not the one of this number, or of a later program."""
    manifest = content.partition(b"\n")[2]
    name = announcement_name(number)
    if content != sealed(manifest):
        raise UserError("announcement_damaged", path=name)
    try:
        told = tomllib.loads(manifest.decode())
        if (found := int(told["format"])) > FORMAT:
            raise UserError("announcement_newer", path=name, number=found, reads=FORMAT)
        read = _announcement(told)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise UserError("announcement_damaged", path=name) from error
    if read.number != number or not _may_be_served(read):
        raise UserError("announcement_damaged", path=name)
    return read


def in_force(
    newest_first: Iterable[int], read: Callable[[int], Announcement], now: datetime
) -> tuple[Announcement | None, Announcement | None]:
    """Return which announcement is served now, and which one waits for its hour; no more are read than are needed."""
    cancelled: set[int] = set()
    waiting = None
    for number in newest_first:
        if number in cancelled:
            continue
        one = read(number)
        if one.visible_from <= now:
            return one, waiting
        waiting = waiting or one
        cancelled.add(one.instead_of)
    return None, waiting


def store_url(text: str) -> str:
    """Return the address of a store, given as a folder or as s3://bucket/folder; raise UserError."""
    if "://" not in text and text.strip():
        return Path(text).resolve().as_uri()
    if not BUCKET.fullmatch(text):
        raise UserError("store_unusable", found=text)
    return text


def without_tls(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a store may be asked without TLS, as one on this machine: AWS_ALLOW_HTTP."""
    return environment.get("AWS_ALLOW_HTTP", "").strip().lower() == "true"


def _announcement(told: dict[str, Any]) -> Announcement:
    return Announcement(
        number=int(told["number"]),
        sent=_moment(told["sent"]),
        visible_from=_moment(told["visible_from"]),
        build=str(told["build"]),
        edition=str(told["edition"]),
        version=int(told["version"]),
        status=str(told["status"]),
        built_at=_moment(told["built_at"]),
        schema=int(told["schema"]),
        goes_back=bool(told["goes_back"]),
        instead_of=int(told["instead_of"]),
        files=tuple(AnnouncedFile(str(one["name"]), str(one["sha256"]), int(one["size"])) for one in told["files"]),
    )


def _moment(told: datetime) -> datetime:
    if told.tzinfo is None:
        raise ValueError(told)
    return told.astimezone(UTC)


def _may_be_served(read: Announcement) -> bool:
    """Return whether each file is one that servers read, at its place and by its hash: a name leads nowhere else."""
    if not read.files or len({file.name for file in read.files}) != len(read.files):
        return False
    found = DATABASE.fullmatch(read.database.name)
    rest = all(_is_of_archive(file.name) for file in read.files[1:])
    sound = all(SHA256.fullmatch(file.sha256) and file.size >= 0 for file in read.files)
    return found is not None and found[1] == read.build and rest and sound


def _is_of_archive(name: str) -> bool:
    path = PurePosixPath(name)
    versions = {ARCHIVE: FOLDER_NAME, CONVERTED: CONVERTED_NAME}.get(path.parent.parent.as_posix())
    is_file = path.name == FROZEN or DATABASE.fullmatch(path.name) is not None
    return (
        versions is not None
        and versions.fullmatch(path.parent.name) is not None
        and is_file
        and path.as_posix() == name
    )
