"""A quota for files that readers send to be checked: who may send one, and how much waits in memory.

Streamlit takes files for any open session, from pages that offer no upload too, and keeps them until the session ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache

MOST_BYTES = 150_000_000  # of all files together that arrive or wait for their check


class UploadQuota:
    """Knows which sessions may send a file, and what they hold. May be used from every thread."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._held: dict[str, int] = {}  # session that may send a file -> bytes that arrive or wait
        self._arriving: set[str] = set()
        self._lock = threading.Lock()

    def allow(self, session: str) -> None:
        """Let a session send files, one at a time: its page shows where."""
        with self._lock:
            self._held.setdefault(session, 0)

    def revoke(self, session: str) -> bool:
        """Let a session send nothing more; return whether it could."""
        with self._lock:
            return self._held.pop(session, None) is not None

    def allows(self, session: str) -> bool:
        """Return whether a session may send a file."""
        with self._lock:
            return session in self._held

    def reserve(self, session: str, length: int, is_open: Callable[[str], bool]) -> bool:
        """Keep room for a file that arrives in the place of the one before; False when there is none.

        is_open: whether a session's page is still open; what others hold is forgotten.
        """
        with self._lock:
            for other in [one for one in self._held if one != session and not is_open(one)]:
                del self._held[other]
            others = sum(held for one, held in self._held.items() if one != session)
            if session in self._arriving or session not in self._held or others + length > self._most:
                return False
            self._arriving.add(session)
            self._held[session] = length
            return True

    def received(self, session: str) -> None:
        """Note that a file has come, or will not come."""
        with self._lock:
            self._arriving.discard(session)

    def release(self, session: str) -> None:
        """Note that nothing of a session's file is held any more."""
        with self._lock:
            if session in self._held:
                self._held[session] = 0


@cache
def upload_quota() -> UploadQuota:
    """Return the room of this server."""
    return UploadQuota()
