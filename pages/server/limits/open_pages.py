"""Which pages are open: no more than there is room for, and no address keeps the room of others."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class OpenPage:
    """The connection of one page."""

    address: str
    close: Callable[[], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class OpenPages:
    """Knows every open page of every address, the one that has been quiet longest first."""

    most: int
    count: int = 0
    _of_address: dict[str, dict[OpenPage, None]] = field(default_factory=dict)

    def has_room(self, address: str) -> bool:
        """Return whether a page from this address may be opened: there is room, or another address holds more."""
        return self.count < self.most or len(self._largest()) > len(self._of_address.get(address, ())) + 1

    def enter(self, page: OpenPage) -> OpenPage | None:
        """Count a page; return the one that has to leave for it: the quietest of the address that holds most."""
        leaving = next(iter(self._largest()), None) if self.count >= self.most else None
        if leaving is not None:
            self.leave(leaving)
        self._of_address.setdefault(page.address, {})[page] = None
        self.count += 1
        return leaving

    def note(self, page: OpenPage) -> None:
        """Note that the reader of a page asks for something."""
        pages = self._of_address.get(page.address, {})
        if page in pages:
            del pages[page]
            pages[page] = None

    def leave(self, page: OpenPage) -> None:
        """Forget a page that is closed, or is about to be."""
        pages = self._of_address.get(page.address, {})
        if page in pages:
            del pages[page]
            self.count -= 1
        if not pages:
            self._of_address.pop(page.address, None)

    def _largest(self) -> dict[OpenPage, None]:
        return max(self._of_address.values(), key=len, default={})
