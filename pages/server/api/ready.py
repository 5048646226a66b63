"""Answers kept ready, compressed, up to a number of bytes."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from threading import Lock

LEVEL = 6


class Ready:
    """Keeps the answers that were asked for last, by their entity tags."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        """Return an answer, compressed, when it is ready."""
        with self._lock:
            if tag in self._answers:
                self._answers.move_to_end(tag)
            return self._answers.get(tag)

    def keep(self, tag: str, content: bytes) -> bytes:
        """Compress an answer and keep it; return it compressed. The oldest ones go when there are too many bytes."""
        packed = gzip.compress(content, LEVEL, mtime=0)
        with self._lock:
            self.held += len(packed) - len(self._answers.pop(tag, b""))
            self._answers[tag] = packed
            while self.held > self.most:
                _, oldest = self._answers.popitem(last=False)
                self.held -= len(oldest)
        return packed
