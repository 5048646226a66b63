"""Limits that the operating system sets to a check whose file comes from a stranger."""

from __future__ import annotations

import ctypes
import os
import resource
import signal

MEMORY = 2 * 1024**3  # bytes of address space: a whole survey of 40,000 rows takes a third of it
SECONDS = 30  # of processor time
NICENESS = 5  # readers of pages go first
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def confine() -> None:
    """Limit memory and processor time of this process, let others go first, and end it when its parent ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what respondents answered is not left behind in a core file
    os.nice(NICENESS)
    parent = os.getppid()
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the signal was asked for
        raise SystemExit(signal.SIGKILL)
