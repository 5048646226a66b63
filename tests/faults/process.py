"""Commands of the ETL, each in a process of its own that is forked from this one: nothing is imported twice."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from etl.__main__ import main
from tests.faults import disk
from tests.faults.disk import Operation, Plan

DATA = "data"  # the data folder, among what stands beside it
LONGEST = 120.0  # seconds; a command that takes longer hangs


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that is sent some seconds after the start."""

    number: signal.Signals
    after: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended: its exit code, or minus the signal that ended it."""

    code: int
    said: str
    did: list[Operation]  # to the disk
    read: list[Operation]
    seconds: float
    other_failed: bool = False  # the command that ran beside it


def run(
    area: Path,
    command: tuple[str, ...],
    plan: Plan = disk.NOTHING,
    sent: Signal | None = None,
    *,
    with_another: bool = False,
) -> Outcome:
    """Run `python -m etl --data AREA/data COMMAND` on a disk that fails as planned.

    With another: the same command runs beside it on a disk that does not fail, and must be done in the end.
    """
    trace = area.with_suffix(".trace")
    with TemporaryFile() as said, TemporaryFile() as of_other, trace.open("wb") as told, TemporaryFile(dir=area) as out:

        def command_line(output: IO[bytes], planned: Plan | None) -> int:
            os.dup2(out.fileno() if planned else output.fileno(), 1)  # on the disk that fails
            os.dup2(output.fileno(), 2)
            if planned is not None:
                disk.obey(planned, area, told.fileno())
            return main(["--data", str(area / DATA), *command])

        start = time.monotonic()
        children = [_forked(lambda: command_line(said, plan))]
        if with_another:
            children.append(_forked(lambda: command_line(of_other, None)))
        code = _ended(children[0], sent)
        seconds = time.monotonic() - start
        other = [_ended(child, None) for child in children[1:]]
        text = "".join(_text(one) for one in (said, of_other, out))
    every = disk.operations(trace)
    did, read = ([one for one in every if (one.kind == "read") == reads] for reads in (False, True))
    return Outcome(code, text, did, read, seconds, any(other))


def _text(output: IO[bytes]) -> str:
    output.seek(0)
    return output.read().decode(errors="replace")


def disturbed(work: Callable[[], int], area: Path, plan: Plan) -> tuple[int, list[Operation]]:
    """Do some work on a disk that fails below a folder as planned; return how it ended, and what it did to the disk."""
    trace = area.with_suffix(".trace")
    with trace.open("wb") as told:

        def planned() -> int:
            disk.obey(plan, area, told.fileno())
            return work()

        code = _ended(_forked(planned), None)
    return code, [one for one in disk.operations(trace) if one.kind != "read"]


def asked(question: Callable[[], Any]) -> Any:
    """Answer a question in a process of its own: threads of libraries that it starts do not stay in this one."""
    reading, writing = os.pipe()

    def answer() -> int:
        with os.fdopen(writing, "wb") as out:
            pickle.dump(question(), out)
        return 0

    child = _forked(answer)
    os.close(writing)
    with os.fdopen(reading, "rb") as back:
        content = back.read()
    code = _ended(child, None)
    if code:
        raise RuntimeError(f"a question ended with {code}")
    return pickle.loads(content)  # noqa: S301 - our own


def _forked(work: Callable[[], int]) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    for number in (signal.SIGINT, signal.SIGHUP):  # a shell ignores them for what it starts in the background
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    code = 1
    try:
        code = work()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001 - what Python itself would do
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _ended(child: int, sent: Signal | None) -> int:
    """Wait for a child, send it a signal on the way, end it when it hangs; return its exit code or minus its signal."""
    until = time.monotonic() + LONGEST
    watched = os.pidfd_open(child)
    try:
        if sent is not None and not select.select([watched], [], [], sent.after)[0]:
            os.kill(child, sent.number)
        if not select.select([watched], [], [], max(0.0, until - time.monotonic()))[0]:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return 124  # as `timeout` says it
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        os.close(watched)
