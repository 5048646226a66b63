"""A statistics service as it was and as it is now, in a process of its own, until its input is closed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.standins.country import statfin
from tests.standins.pxweb import PxWeb

YEARS = (("2023", "2024"), ("2023", "2024", "2025"))
WITHOUT_LIMIT = 10**9


@contextmanager
def services() -> Iterator[tuple[str, str]]:
    """Start the process; give the addresses of the service as it was and as it is now."""
    command = [sys.executable, "-m", "tests.faults.service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError(command)
        was, now = process.stdout.readline().split()
        try:
            yield was, now
        finally:
            process.stdin.close()


def main() -> None:
    """Serve; print the addresses."""
    with (
        PxWeb(statfin(YEARS[0]), max_calls=WITHOUT_LIMIT) as was,
        PxWeb(statfin(YEARS[1]), max_calls=WITHOUT_LIMIT) as now,
    ):
        print(was.base, now.base, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
