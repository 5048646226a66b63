"""Limits that the operating system sets to a child of the server which works for strangers."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

MEMORY = 2 * 1024**3  # bytes of address space: a survey of 40,000 rows takes a third, every number of a build half
EXPENDABLE = "500"  # of 1000: where memory ends, what a child does is done again, and the pages go on
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def confine(niceness: int) -> None:
    """Limit the memory of this process, let others go first, leave no core, and end it when its parent ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what respondents answered is not left behind in a core file
    os.nice(niceness)
    with suppress(OSError):  # a system without it
        Path("/proc/self/oom_score_adj").write_text(EXPENDABLE, encoding="ascii")
    parent = os.getppid()
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the signal was asked for
        raise SystemExit(signal.SIGKILL)


def limit_processor_time(seconds: int) -> None:
    """End this process once it has used so much processor time from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, most))
