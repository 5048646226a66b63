"""How far the making of a long file is: it goes through its parts by a `Track`, which may count them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Track(Protocol):
    """Hands out parts one after the other: when the next one is taken, the one before is done. `iter` counts none."""

    def __call__(self, parts: Sequence[T], /) -> Iterable[T]:
        """Hand them out."""
