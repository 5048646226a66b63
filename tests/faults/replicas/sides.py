"""What is disturbed: a receiver that fetches an edition and shows it at its hour, a new receiver, and a sender."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from contract.archive import ARCHIVE
from contract.editions.announcement import (
    ANNOUNCEMENTS,
    OBJECTS,
    SHA256,
    Announcement,
    announcement_name,
    announcement_numbers,
    in_force,
    read_announcement,
)
from contract.errors import UserError
from contract.pointer import DATABASES, POINTER, PREVIOUS, named_database
from pages.server.receive import place
from pages.server.receive.place import RECEIVING
from pages.server.receive.receiver import Receiver
from pages.server.receive.store import Store
from tests.faults.disk import Operation
from tests.faults.look import PART
from tests.faults.power import unsynced
from tests.pages.server.released import freeze
from tests.standins.sending import NOON, sent, serve

HOUR = timedelta(hours=1)
SHOWN = NOON + 3 * HOUR  # when the new edition is shown
LATER = SHOWN + HOUR
SECONDS = (7200, 10, 0)  # before it: when a receiver has something to do
SOURCE, STORE, STORE_BEFORE, REPLICA, NOTHING = "source", "store", "store before", "replica", "nothing"
FIRST, OLD, NEW = "situation-first.duckdb", "situation-second.duckdb", "situation-third.duckdb"
REFUSED, EARLY = 2, 3  # codes of a process: in words; the edition was shown before its hour


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody with a folder: what they do there, what is wrong with it then, and what mends it."""

    name: str
    before: Path  # the folder, before
    work: Callable[[Path], int]
    wrong: Callable[[Path], Iterable[str]]
    again: Callable[[Path], bool]  # once more, undisturbed; whether the new edition is there
    unsynced: Callable[[Iterable[Operation]], Iterable[str]]  # what a power cut may take away


@dataclass(slots=True)
class Clock:
    now: datetime = field(default=NOON)


def make(folder: Path) -> None:
    """Make a builder, a store and a replica that serves what was sent second, and then a third to come at its hour."""
    source, store, replica = (folder / name for name in (SOURCE, STORE, REPLICA))
    for hours, build in enumerate(("first", "second")):
        serve(source, build, hours)
        sent(source, str(store), now=NOON + hours * HOUR)
        _receive(replica, store, [NOON + hours * HOUR])
    shutil.copytree(store, folder / STORE_BEFORE)
    freeze(source, 1, "first", (source / FIRST).read_bytes())
    serve(source, "third", 2)
    sent(source, str(store), at=SHOWN, now=NOON + HOUR)
    (folder / NOTHING).mkdir()


def sides(folder: Path) -> list[Side]:
    """Name them; nothing is opened: what libraries start here would be lacking in a process that is forked."""
    source, store = folder / SOURCE, folder / STORE
    known = {path.relative_to(source).as_posix(): _hash(path) for path in source.rglob("*") if path.is_file()}
    moments = [SHOWN - timedelta(seconds=seconds) for seconds in SECONDS]

    def receives(name: str, before: Path, when: list[datetime]) -> Side:
        return Side(
            name,
            before,
            lambda area: _receive(area, store, when),
            lambda area: _of_replica(area, known, is_new=not any(before.iterdir())),
            lambda area: _receive(area, store, [LATER]) == 0 and _named(area, POINTER) == area / NEW,
            unsynced,
        )

    return [
        receives("a receiver", folder / REPLICA, moments),
        Side(
            "a sender",
            folder / STORE_BEFORE,
            lambda area: _send(source, area),
            _of_store,
            lambda area: _send(source, _older(area)) == 0 and _last(area).number == 3,
            unsettled,
        ),
        receives("a new receiver", folder / NOTHING, [LATER]),
    ]


def without_proof() -> None:
    """Let receivers of this process believe what was announced: whether it is so, others test, and it takes long."""
    for name in ("_refuse_unfit", "_built_at"):
        setattr(place, name, lambda *_: None)


def _receive(data: Path, store: Path, moments: list[datetime]) -> int:
    clock = Clock()
    receiver = Receiver(data, Store(str(store)), 5, lambda: clock.now)
    for clock.now in moments:
        receiver.step()
        if clock.now < SHOWN and _named(data, POINTER) == data / NEW:
            return EARLY
    return 0


def _send(source: Path, store: Path) -> int:
    try:
        sent(source, str(store), at=SHOWN, now=NOON + HOUR)
    except UserError:
        return REFUSED
    return 0


def _older(store: Path) -> Path:
    """Let what stands there be of yesterday: nobody is still writing it."""
    for path in store.glob("*/*"):
        os.utime(path, (0, 0))
    return store


def _of_replica(data: Path, known: dict[str, str], *, is_new: bool) -> Iterator[str]:
    """Say what is wrong with what a server and its readers find."""
    served = _named(data, POINTER)
    if served is None and not is_new:
        yield "nothing is served"
    if served is not None and served.name not in ({NEW} if is_new else {OLD, NEW}):
        yield f"{served.name} is served"
    for pointer in (POINTER, PREVIOUS):
        if (path := _named(data, pointer)) is not None and not path.is_file():
            yield f"{pointer} names {path.name}, which is not there"
    archive = {name for name in known if name.startswith(ARCHIVE)}
    if served == data / NEW and (lost := [name for name in archive if not (data / name).is_file()]):
        yield f"the new edition is served without {lost}"
    for path in (*data.glob(DATABASES), *(data / name for name in archive)):
        if path.is_file() and _hash(path) != known[path.relative_to(data).as_posix()]:
            yield f"{path.name} is not whole"
    for path in (data / RECEIVING).glob("*"):
        if SHA256.fullmatch(path.name) and _hash(path) != path.name:
            yield f"what was fetched is not whole: {path.name}"


def _of_store(store: Path) -> Iterator[str]:
    """Say what is wrong with what receivers find."""
    last = _last(store)
    if last.number not in {2, 3}:
        yield f"announcement {last.number} is the last one"
    for file in last.files:
        path = store / file.object
        if not path.is_file() or _hash(path) != file.sha256:
            yield f"{file.name} is announced and not there"
    for path in (store / OBJECTS).glob("*"):
        if SHA256.fullmatch(path.name) and _hash(path) != path.name:
            yield f"an object is not whole: {path.name}"


def unsettled(did: Iterable[Operation]) -> Iterator[str]:
    """List objects that are announced before they stand on the disk, and what does not stand there in the end."""
    loose = set[str]()
    for one in did:
        if one.kind == "rename":
            loose |= {one.other, str(Path(one.other).parent)}
        elif one.kind == "link":
            yield from (f"announced before {path} was synced" for path in sorted(loose))
            loose = {one.path, str(Path(one.path).parent)}
        elif one.kind == "fsync":
            loose.discard(one.path)
    yield from (f"{path} was not synced in the end" for path in sorted(loose))


def _last(store: Path) -> Announcement:
    """Return the last announcement, as a receiver reads it; raise UserError."""
    numbers = announcement_numbers(f"{ANNOUNCEMENTS}/{path.name}" for path in (store / ANNOUNCEMENTS).glob("*"))
    served, waiting = in_force(
        numbers, lambda one: read_announcement(one, (store / announcement_name(one)).read_bytes()), NOON + HOUR
    )
    found = waiting or served
    if found is None:
        raise UserError("nothing_published")
    return found


def _named(data: Path, pointer: str) -> Path | None:
    try:
        return named_database(data, pointer)
    except FileNotFoundError:
        return None


def state(area: Path) -> frozenset[tuple[str, str]]:
    """Return everything that the next round may find; of unfinished files the names alone."""
    files = [(path, PART.sub(".part", path.relative_to(area).as_posix())) for path in area.rglob("*")]
    return frozenset((name, "" if path.is_dir() or ".part" in name else _hash(path)) for path, name in files)


def _hash(path: Path) -> str:
    about = path.stat()
    return _hash_of(path, about.st_ino, about.st_size, about.st_mtime_ns)


@cache
def _hash_of(path: Path, *_: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
