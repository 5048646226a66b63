"""What nobody foresaw: a number for whoever met it, and for the operator's log where it happened, without any value.

A message of an exception may repeat what respondents answered, so the log has types, files, lines and functions only.
"""

from __future__ import annotations

import re
import secrets
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIBRARIES = re.compile(r".*/(?:site-packages|lib/python[\d.]+)/")
FRAMES = 20  # the innermost of a traceback: of an endless recursion there are thousands
CAUSES = 5  # causes of causes
PANIC = re.compile(r"panicked at ([\w./-]+:\d+:\d+)")  # where a library in Rust gave up


def error_number() -> str:
    """Return a short number that nobody can foresee: it leads to one entry of the log and says nothing else."""
    return f"{secrets.randbelow(10_000):04}-{secrets.randbelow(10_000):04}"


def log_entry(number: str, error: BaseException, beside: str = "") -> str:
    """Return the lines of the log for an exception; `beside` is what libraries wrote on the error output meanwhile."""
    lines = chain.from_iterable(map(_lines, _causes(error)))
    panics = (f"  panicked at {place}" for place in PANIC.findall(beside)[:CAUSES])
    return "\n".join([f"error {number} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", *lines, *panics])


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, what it was raised from, and so on."""
    one: BaseException | None = error
    for _ in range(CAUSES):
        if one is None:
            return
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame, line in list(traceback.walk_tb(error.__traceback__))[-FRAMES:]:
        yield f"  {_short(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}"


def _short(file: str) -> str:
    """Return a file from the root of the project, or of the library that it belongs to."""
    return LIBRARIES.sub("", file.removeprefix(f"{ROOT}/"))
