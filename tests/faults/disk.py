"""A disk that fails: disk.c, compiled, loaded before a process starts, and told what to do."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")
NAME = "disk.so"
FOR_EVER = 2**31


class Act(IntEnum):
    """What becomes of the planned operation, in the order of disk.c."""

    FAIL = 0
    SHORT = 1  # half of it is written, the rest fails
    KILL_BEFORE = 2
    KILL_WITHIN = 3  # half of it is written
    KILL_AFTER = 4
    STOP = 5  # SIGTERM


@dataclass(frozen=True, slots=True)
class Plan:
    """Which operations below a folder fail, counted from 0, how many bytes may be written there, what time it is."""

    act: Act = Act.FAIL
    first: int = -1
    last: int = -1
    error: int = errno.ENOSPC
    room: int = -1
    given_back: int = 0  # bytes of room after the disk was full once
    reading: int = -1  # the first reading that fails, counted by themselves
    readings: int = 1
    clock: int = 0  # seconds that the clock is ahead


NOTHING = Plan()


@dataclass(frozen=True, slots=True)
class Operation:
    """What a process did to the disk."""

    number: int
    kind: str
    path: str
    other: str  # the new name of what was renamed
    fate: str


def compiler() -> str | None:
    return shutil.which("cc")


def compiled(folder: Path) -> Path:
    """Compile the library into a folder."""
    library = folder / NAME
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-Wall", "-Werror", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def obey(plan: Plan, folder: Path, trace: int) -> None:
    """From now on, let the disk of this process fail below a folder as planned."""
    numbers = [ctypes.c_long(number) for number in (plan.first, plan.last, plan.room, plan.given_back)]
    numbers += [ctypes.c_long(number) for number in (plan.reading, plan.reading + plan.readings - 1, plan.clock)]
    ctypes.CDLL(None).disk_plan(os.fsencode(folder), trace, int(plan.act), plan.error, *numbers)


def operations(trace: Path) -> list[Operation]:
    """Read what a process did."""
    lines = (line.split("\t") for line in trace.read_text(encoding="utf-8").splitlines())
    return [Operation(int(number), *rest) for number, *rest in lines]
