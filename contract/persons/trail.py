"""The trail of what persons did: lines of JSON that are only added to, each with the hash of the one before it.

    trail.jsonl   {"number": 7, "before": "<hash of line 6>", "at": "2026-11-20T08:00:00+00:00", "what": "release", …}
    head.json     number and hash of the last line: a trail that was cut short does not reach it

Whoever may write the folder can write both anew: the head of another day, in a backup or on another machine, tells.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from contract.archive import WAITING
from contract.errors import UserError
from contract.pointer import sync, write_whole

FOLDER = "trail"  # in a data folder
LINES = "trail.jsonl"
HEAD = "head.json"
FIRST = "0" * 64  # what stands before the first line
OWNER_ONLY = 0o700
OURS = frozenset({"number", "before", "at", "what"})


@dataclass(frozen=True, slots=True)
class Event:
    """One line."""

    number: int
    at: datetime
    what: str
    told: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class _End:
    """Where a trail ends."""

    number: int = 0
    hashed: str = FIRST
    size: int = 0  # bytes of all whole lines


def trail_of(data: Path) -> Path:
    """Return the folder of the trail of a data folder; what waits in one has the trail of that one."""
    return (data.parent if data.name == WAITING else data) / FOLDER


def note(folder: Path, what: str, at: datetime, **told: str | int) -> None:
    """Add a line and wait until it stands on the disk; raise OSError, or UserError where the trail is not whole."""
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    with (folder / LINES).open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not file.seek(0, os.SEEK_END) and not (folder / HEAD).exists():
            _write_head(folder, _End())  # so that lines without a head are known to have lost it
        end = _end(folder, file.seek(0, os.SEEK_END))
        file.truncate(end.size)  # half a line of a process that died
        line = {"number": end.number + 1, "before": end.hashed, "at": at.isoformat(), "what": what, **told}
        content = json.dumps(line, ensure_ascii=False).encode()
        file.write(content + b"\n")
        file.flush()
        os.fsync(file.fileno())
        _write_head(folder, _End(end.number + 1, _hash(content), end.size + len(content) + 1))
        sync(folder)


def read_trail(folder: Path) -> tuple[Event, ...]:
    """Read a trail and prove it; a folder without one has none. Raise UserError where it is broken or shortened."""
    if not (folder / LINES).exists() and not (folder / HEAD).exists():
        return ()
    return tuple(event for event, _ in _proven(folder))


def _end(folder: Path, size: int) -> _End:
    """Return where a trail ends: as the head says where the file is as long as that, else as its lines do."""
    head = _head(folder)
    if size == head.size:
        return head
    end = _End()
    for event, end in _proven(folder):  # noqa: B007 - only the last one counts
        pass
    return end


def _proven(folder: Path) -> Iterator[tuple[Event, _End]]:
    """Yield each line and where the trail ends with it; raise UserError."""
    head = _head(folder)
    end = _End()
    for content in _whole_lines(folder):
        event = _event(folder, content, end)
        end = _End(event.number, _hash(content), end.size + len(content) + 1)
        if event.number == head.number and end != head:
            raise UserError("trail_broken", path=folder / LINES, row=event.number)
        yield event, end
    if end.number > head.number + 1:  # one is of a process that died before it wrote the head
        raise UserError("trail_broken", path=folder / HEAD)
    if end.number < head.number:
        raise UserError("trail_shortened", path=folder / LINES, lines=end.number, were=head.number)


def _whole_lines(folder: Path) -> list[bytes]:
    try:
        return (folder / LINES).read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []


def _event(folder: Path, content: bytes, end: _End) -> Event:
    try:
        told = json.loads(content)
        number, before, at, what = (told[key] for key in ("number", "before", "at", "what"))
        event = Event(number, datetime.fromisoformat(at), what, {k: told[k] for k in told if k not in OURS})
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("trail_broken", path=folder / LINES, row=end.number + 1) from error
    if (number, before) != (end.number + 1, end.hashed):
        raise UserError("trail_broken", path=folder / LINES, row=end.number + 1)
    return event


def _head(folder: Path) -> _End:
    path = folder / HEAD
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        return _End(int(told["number"]), str(told["hash"]), int(told["size"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise UserError("trail_broken", path=path) from error


def _write_head(folder: Path, end: _End) -> None:
    told = {"number": end.number, "hash": end.hashed, "size": end.size}
    write_whole(folder / HEAD, json.dumps(told).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
