"""The period of a figure: a year, a quarter, a month, or a span of years."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, total_ordering

CANONICAL = r"^\d{4}(-\d{4}|Q[1-4]|M(0[1-9]|1[0-2]))?\Z"  # as cards, the catalogue and the database hold it
WRITTEN = re.compile(r"(\d{4})(?:[-–/](\d{2}|\d{4})|([QK][1-4]|M(?:0[1-9]|1[0-2])))?")
PARTS = {"Q": 4, "M": 12}  # how many make a year


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A year or span of years, or one quarter or month of a year. `str` writes it as the database holds it.

    first, last: years. part: "" for whole years, else "Q1" to "Q4" or "M01" to "M12".
    """

    first: int
    last: int
    part: str = ""

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "2026", "2024-2026", "2014/15", "2026Q1" or "2026M08"; raise ValueError for anything else.

        "2026K1" is a quarter too: so write the statistical offices of Sweden, Norway and Denmark.
        """
        return _parse(text)

    @property
    def is_pooled(self) -> bool:
        """Whether it spans several years: waves taken together, or a survey whose fieldwork crossed a new year."""
        return self.first != self.last

    @property
    def midpoint(self) -> float:
        """Its middle on an axis where the middle of a year stands at its number: 2026; 2018.5; 2025.625 for 2026Q1."""
        middle = (self.first + self.last) / 2
        if not self.part:
            return middle
        parts = PARTS[self.part[0]]
        return middle + (int(self.part[1:]) - (parts + 1) / 2) / parts

    @property
    def interval(self) -> str:
        """Its first and its last day as an interval of ISO 8601: 2026-01-01/2026-12-31."""
        months = 12 // PARTS[self.part[0]] if self.part else 12
        last = months * int(self.part[1:]) if self.part else 12
        return f"{self.first}-{last - months + 1:02}-01/{self.last}-{last:02}-{monthrange(self.last, last)[1]}"

    @property
    def order(self) -> tuple[int, bool, str, int]:
        """Sort by end; at the same end whole years before their parts, and single years before spans."""
        return self.last, self.is_pooled, self.part, self.first

    def __lt__(self, other: Period) -> bool:
        return self.order < other.order

    def __str__(self) -> str:
        return f"{self.first}-{self.last}" if self.is_pooled else f"{self.first}{self.part}"


def in_order(periods: Iterable[str]) -> list[str]:
    """Sort periods as they are written, the oldest first."""
    return sorted(periods, key=Period.parse)


@lru_cache(maxsize=1024)
def _parse(text: str) -> Period:
    match = WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a period")
    first = match[1]
    last = match[2] or first
    period = Period(int(first), int(first[: 4 - len(last)] + last), (match[3] or "").replace("K", "Q"))
    if period.last < period.first:
        raise ValueError(f"{text!r} ends before it begins")
    return period
