"""What a process and those it started use: memory and processor time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
RESTING, LOOK, PATIENCE = 0.1, 5.0, 600.0  # processors of a server that only waits; seconds between looks, and in all
PPID, UTIME, STIME, CUTIME, CSTIME = 1, 11, 12, 13, 14  # places in /proc/<pid>/stat after the name


@dataclass(frozen=True, slots=True)
class Used:
    memory: float  # MB, of the server itself
    helpers: float  # MB, of the processes it has started
    seconds: float  # processor time of all of them, also of those that have ended


def used_by(pid: int) -> Used:
    """Look at a server and at everything it has started."""
    below = list(descendants(pid))
    own, seconds = _stat(pid), 0.0
    for one in (own, *(_stat(child) for child in below)):
        seconds += sum(int(one[place]) for place in (UTIME, STIME, CUTIME, CSTIME)) / TICKS if one else 0
    return Used(resident(pid), sum(resident(child) for child in below), seconds)


def together(pids: Iterable[int]) -> Used:
    """Look at several servers."""
    each = [used_by(pid) for pid in pids]
    return Used(sum(one.memory for one in each), sum(one.helpers for one in each), sum(one.seconds for one in each))


def at_rest(pids: Sequence[int]) -> None:
    """Wait until servers have made the usual views ready, which they do for a minute after they started."""
    until, seconds = time.monotonic() + PATIENCE, -1.0
    while (now := together(pids).seconds) > seconds + RESTING * len(pids) * LOOK and time.monotonic() < until:
        seconds = now
        time.sleep(LOOK)


def descendants(pid: int) -> Iterator[int]:
    """Yield the processes that a process started, and those that they started."""
    parents = {int(path.name): _stat(int(path.name)) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = {pid}
    while more := {one for one, stat in parents.items() if stat and int(stat[PPID]) in found} - found:
        yield from more
        found |= more


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB; 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    _, found, rest = status.partition("VmRSS:")
    return int(rest.split()[0]) / 1000 if found else 0


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return []
