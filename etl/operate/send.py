"""`python -m etl send STORE`: send what is served, with the archive, to the store from which servers fetch it.

STORE is a folder or a bucket of any service that speaks S3 (s3://bucket/folder, with the usual AWS_… of the
environment). Files go first, under names of their content; then an announcement under the number after the last one,
which the store takes only where nothing has that number. From the waiting folder of an edition (`etl embargo`) it
tells servers the hour of the calendar: they fetch it before, and show it then.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from time import time

import obstore
import tomli_w
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, from_url
from rich.console import Console

from contract.archive import ARCHIVE, CONVERTED, FROZEN, WAITING, sealed
from contract.editions.announcement import (
    ANNOUNCEMENTS,
    FORMAT,
    OBJECTS,
    AnnouncedFile,
    Announcement,
    announcement_name,
    announcement_numbers,
    in_force,
    read_announcement,
    store_url,
    without_tls,
)
from contract.errors import UserError
from contract.pointer import DATABASES, STALE_SECONDS, build_of, served_database, sync
from etl.edition.told.calendar import local, read_calendar, told_time
from etl.operate.embargo import EmbargoState, read_embargo
from etl.operate.restore import refuse_half_restored
from etl.publish.editions import FOLDER, read_released, says_published
from etl.publish.kept_files import hash_of, told_by
from etl.publish.whole import is_whole

STORE = "LAGESBILD_STORE"  # in the environment: as the receiver reads it
ABOUT = "SELECT edition, version, status, built_at, schema FROM build"
WHOLE = timedelta(hours=1)  # for one file, however slow the network is
SILENCE = timedelta(seconds=30)
LEFT = re.compile(r"([0-9a-f]{64}|\d{8}\.toml)#\d+")  # how obstore names what it writes into a folder


def add_send(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("send", help="send what is served to the store of the servers", description=__doc__)
    parser.set_defaults(run=run_send, writes=True)
    parser.add_argument("store", nargs="?", default=os.environ.get(STORE, ""), metavar="STORE", help=f"or {STORE}")
    parser.add_argument("--at", type=datetime.fromisoformat, metavar="TIME", help="when servers show it (of Finland)")
    parser.add_argument("--back", action="store_true", help="though it is older than what was sent last")
    parser.add_argument("--instead", action="store_true", help="though another waits there, or is damaged: cancel it")
    parser.add_argument("--again", action="store_true", help="send every file, also those that the store has")


def run_send(arguments: argparse.Namespace, console: Console) -> int:
    """Send and say what servers will do; return 0, raise UserError."""
    how = Sending(arguments.at, back=arguments.back, instead=arguments.instead, again=arguments.again)
    told, is_new = send(arguments.data, arguments.store, how, datetime.now(UTC))
    what = f"build {told.build}, edition {told.edition}-{told.version}, {told.status}"
    done = "Sent" if is_new else "Sent before, and in force"
    console.print(f"{done}: announcement {told.number}: {what}", highlight=False)
    if told.visible_from > told.sent:
        console.print(f"Servers show it from {told_time(told.visible_from)} on.", highlight=False)
    return 0


@dataclass(frozen=True, slots=True)
class Sending:
    """What the sender says of it."""

    at: datetime | None = None  # when servers show it; without a zone: the time of Finland
    back: bool = False
    instead: bool = False
    again: bool = False


def send(data: Path, store: str, how: Sending, now: datetime) -> tuple[Announcement, bool]:
    """Send what a data folder serves; return its announcement, and whether it is a new one. Raise UserError."""
    opened = _opened(store)
    _sweep(opened)
    stamp = _stamp(data)
    files = tuple(_announced_file(data, path) for path in _files(data))
    visible = _hour(data, how.at, now, stamp) or now
    numbers = _numbers(opened)
    served, waiting, replaced = _in_force(opened, numbers, now, instead=how.instead)
    last = waiting or served
    if last and last.files == files and max(visible, now) == max(last.visible_from, now) and not how.again:
        return last, False
    if waiting and not how.instead:
        hour = told_time(waiting.visible_from)
        raise UserError("store_waits", path=store, number=waiting.number, build=waiting.build, hour=hour)
    if served and stamp.built_at < served.built_at and not how.back:
        raise UserError("send_older", path=store, build=stamp.build, number=served.number, newer=served.build)
    _put_files(opened, data, files, again=how.again)
    announced = Announcement(
        number=max(numbers, default=0) + 1,
        sent=now,
        visible_from=visible,
        **asdict(stamp),
        goes_back=how.back,
        instead_of=replaced,
        files=files,
    )
    _announce(opened, store, announced)
    return announced, True


def _in_force(
    store: ObjectStore, numbers: list[int], now: datetime, *, instead: bool
) -> tuple[Announcement | None, Announcement | None, int]:
    """Return what is served, what waits, and the number of what the next one cancels; 0: nothing.

    Raise UserError where an announcement cannot be read, unless the newest is to be cancelled anyway.
    """
    try:
        served, waiting = in_force(numbers, lambda one: read_announcement(one, _content(store, one)), now)
    except UserError as error:
        if instead and error.code == "announcement_damaged":
            return None, None, numbers[0]
        raise
    return served, waiting, waiting.number if waiting else 0


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What a database says of itself."""

    build: str
    edition: str
    version: int
    status: str
    built_at: datetime
    schema: int


def _stamp(data: Path) -> _Stamp:
    """Read what is served; raise UserError where servers may not get it."""
    path = served_database(data)
    if not is_whole(path):
        raise UserError("database_not_whole", path=path)
    if (data / FOLDER).is_dir() and says_published(path, read_released(data / FOLDER)):
        raise UserError("build_withdrawn", path=path)
    refuse_half_restored(data)
    edition, version, status, built_at, schema = told_by(path, ABOUT)[0]
    return _Stamp(build_of(path), edition, version, status, built_at.replace(tzinfo=UTC), schema)


def _hour(data: Path, at: datetime | None, now: datetime, stamp: _Stamp) -> datetime | None:
    """Return when servers show it, None for at once; of an edition that waits the calendar alone says it."""
    if data.resolve().name == WAITING:
        approved = read_embargo(data.resolve().parent)
        entry = read_calendar(data.resolve().parent).entry(stamp.edition, stamp.version)
        may = approved and approved.state is EmbargoState.EMBARGOED and approved.backup.endswith(f"-{stamp.build}")
        if at or not may or entry is None or entry.due is None or entry.cancelled:
            raise UserError("send_without_hour", path=data, edition=stamp.edition, version=stamp.version)
        at = entry.due
    if at is None:
        return None
    moment = local(at).astimezone(UTC)
    if moment <= now:
        raise UserError("send_hour_past", path=data, hour=told_time(at))
    return moment


def _files(data: Path) -> Iterator[Path]:
    """Yield what servers read: the database, and every old version with its manifest."""
    yield served_database(data)
    for folder in (ARCHIVE, CONVERTED):
        kept = chain((data / folder).glob(f"*/{FROZEN}"), (data / folder).glob(f"*/{DATABASES}"))
        yield from sorted(path for path in kept if path.is_file())


def _announced_file(data: Path, path: Path) -> AnnouncedFile:
    sha256, size = hash_of(path)
    return AnnouncedFile(path.relative_to(data).as_posix(), sha256, size)


def _opened(text: str) -> ObjectStore:
    url = store_url(text)
    with _asked(text):
        if url.startswith("file:"):
            return from_url(url, mkdir=True)
        return from_url(
            url,
            client_options={"timeout": WHOLE, "read_timeout": SILENCE, "allow_http": without_tls()},
            retry_config={"retry_timeout": SILENCE},
        )


def _numbers(store: ObjectStore) -> list[int]:
    with _asked(ANNOUNCEMENTS):
        pages = list(obstore.list(store, f"{ANNOUNCEMENTS}/"))
    return announcement_numbers(str(one["path"]) for one in chain.from_iterable(pages))


def _content(store: ObjectStore, number: int) -> bytes:
    with _asked(announcement_name(number)):
        return bytes(obstore.get(store, announcement_name(number)).bytes())


def _put_files(store: ObjectStore, data: Path, files: tuple[AnnouncedFile, ...], *, again: bool) -> None:
    """Put the files that the store does not have; whatever stops it has changed nothing that a server looks at."""
    for file in {one.sha256: one for one in files}.values():
        if again or not _has(store, file):
            with _asked(file.object):
                obstore.put(store, file.object, data / file.name)
                _settle(store, file.object)


def _has(store: ObjectStore, file: AnnouncedFile) -> bool:
    with _asked(file.object):
        try:
            return int(obstore.head(store, file.object)["size"]) == file.size
        except FileNotFoundError:
            return False


def _sweep(store: ObjectStore) -> None:
    """Remove from a folder what a sender that died had put by half; a bucket does that by a rule of its own."""
    if isinstance(store, LocalStore) and store.prefix is not None:
        with _asked(OBJECTS):
            for left in Path(store.prefix).glob("*/*#*"):
                if LEFT.fullmatch(left.name) and time() - left.stat().st_mtime > STALE_SECONDS:
                    left.unlink(missing_ok=True)


def _settle(store: ObjectStore, name: str) -> None:
    """Wait until a file of a folder stands on the disk itself, which obstore does not; a bucket does by itself."""
    if isinstance(store, LocalStore) and store.prefix is not None:
        path = Path(store.prefix, name)
        for one in (path, path.parent, path.parent.parent):
            sync(one)


def _announce(store: ObjectStore, text: str, announced: Announcement) -> None:
    """Create the announcement; raise UserError where another sender was faster."""
    told = tomli_w.dumps({"format": FORMAT, **asdict(announced), "files": [asdict(one) for one in announced.files]})
    content = sealed(told.encode())
    read_announcement(announced.number, content)  # what servers could not read is not sent
    with _asked(announced.name):
        try:
            obstore.put(store, announced.name, content, mode="create")
        except AlreadyExistsError as error:
            if _content(store, announced.number) != content:  # else: the answer to a first try was lost
                raise UserError("store_overtaken", path=text, number=announced.number) from error
        _settle(store, announced.name)


@contextmanager
def _asked(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UserError("object_lost", path=name) from error
    except (BaseError, OSError, NotImplementedError) as error:
        # the first line; those that follow repeat it for programmers
        raise UserError("store_unreachable", path=name, reason=str(error).partition("\n")[0]) from error
