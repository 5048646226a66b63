"""The one server of this process: since when it runs, and whether it was told to end."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cache


@dataclass(slots=True)
class Process:
    started: float = field(default_factory=time.time)  # seconds since 1970
    draining: bool = False  # told to end: it still answers, and a proxy is to send readers elsewhere


@cache
def process() -> Process:
    """Return the state of this process, the same one for everybody."""
    return Process()
