"""What has been made, kept by its bytes and shared by all who ask: what nobody asked for the longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from enum import IntEnum
from threading import Condition
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
PERCENT = 10_000  # bytes of a megabyte


class Share(IntEnum):
    """Percent of LAGESBILD_CACHE_MB: each has its own, so that whoever takes many files slows no page."""

    PAGES = 41  # what pages show
    OLD_VERSIONS = 4  # what pages of old versions show
    FRAMES = 5  # the HTML around it: bar, menu, choices, links to files
    FILES = 35  # slides, workbooks, packs
    API = 15  # answers to programs, packed

    def of(self, megabytes: int) -> int:
        """Return this part of the memory in bytes."""
        return megabytes * self * PERCENT


class Cache(Generic[K, V]):
    """Keeps up to `most` bytes, counted by `size`; for several threads."""

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self.most = most
        self.bytes = 0
        self._size = size
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._making: set[K] = set()
        self._lock = Condition()

    def __contains__(self, key: K) -> bool:
        """Return whether something is kept."""
        return key in self._held

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._held)

    def get(self, key: K) -> V | None:
        """Return what is kept."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: K, value: V) -> None:
        """Keep a value, and let go of others until all fit; one that alone does not fit is not kept."""
        size = self._size(value)
        if size > self.most:
            return
        with self._lock:
            self._drop(key)
            self._held[key] = value, size
            self.bytes += size
            while self.bytes > self.most:
                self._drop(next(iter(self._held)))

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """Return what is kept or make it: of many who ask at once one makes it, and the others wait.

        A failure is raised to who met it and kept by nobody; the next who waits tries again.
        """
        with self._lock:
            self._lock.wait_for(lambda: key not in self._making)
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][0]
            self._making.add(key)
        try:
            value = make()
            self.put(key, value)
        finally:
            with self._lock:
                self._making.remove(key)
                self._lock.notify_all()
        return value

    def forget(self, which: Callable[[K], bool]) -> None:
        """Let go of what nobody will ask for any more."""
        with self._lock:
            for key in list(filter(which, self._held)):
                self._drop(key)

    def _drop(self, key: K) -> None:
        if key in self._held:
            self.bytes -= self._held.pop(key)[1]
