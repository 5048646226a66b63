"""Ready answers: what a page shows of a view, kept by size and shared by all readers of a database file."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, TypeVar, cast

from pages.ready.size import size_of
from pages.server.settings import read_settings

T = TypeVar("T")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Any
    size: int


class Store:
    """Answers up to so many bytes; what was not asked for the longest goes first.

    One reader makes an answer, and the others who ask for it meanwhile wait. A failure is raised to who met it, and
    kept by nobody.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[tuple[Hashable, Hashable], _Kept] = OrderedDict()
        self._making: dict[tuple[Hashable, Hashable], Lock] = {}
        self._lock = Lock()

    def get(self, file: Hashable, question: Hashable, make: Callable[[], T]) -> T:
        """Return the answer to a question about a database file; made when nobody has asked for it lately."""
        key = (file, question)
        with self._lock:
            if (kept := self._look(key)) is not None:
                return cast("T", kept.answer)
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if (kept := self._look(key)) is not None:  # made by somebody else meanwhile
                    return cast("T", kept.answer)
            try:
                answer = make()
                self._keep(key, _Kept(answer, size_of(answer)))
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return answer

    def holds(self, file: Hashable, question: Hashable) -> bool:
        """Return whether an answer is ready."""
        with self._lock:
            return (file, question) in self._kept

    def keep_only(self, file: Hashable) -> None:
        """Let go of the answers of every other file: nobody is shown them any more."""
        with self._lock:
            for key in [key for key in self._kept if key[0] != file]:
                self.size -= self._kept.pop(key).size

    def __len__(self) -> int:
        """Count the answers."""
        return len(self._kept)

    def _look(self, key: tuple[Hashable, Hashable]) -> _Kept | None:
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def _keep(self, key: tuple[Hashable, Hashable], kept: _Kept) -> None:
        if kept.size > self.limit:
            return
        with self._lock:
            if key not in self._kept:
                self._kept[key] = kept
                self.size += kept.size
            while self.size > self.limit:
                _, oldest = self._kept.popitem(last=False)
                self.size -= oldest.size


@cache
def store() -> Store:
    """Return the answers of this process."""
    return Store(read_settings().cache_mb * MEGABYTE)
