"""Which marks a card should declare for the numbers of a column: what separates thousands, what decimals."""

from __future__ import annotations

import re
from collections.abc import Sequence

GROUPED = r"[+-]?[1-9]\d{0,2}(?:\{mark}\d{3})+"


def as_thousands(mark: str) -> list[str]:
    """Return the lines of [table] for numbers whose thousands this mark separates."""
    return [f'thousands = "{mark}"', f'decimal = "{other_mark(mark)}"']


def lines_meant(texts: Sequence[str], declared: str) -> list[str]:
    """Return the lines of [table] under which these numbers can be read; none where their marks contradict each other.

    declared: the decimal mark of the card, which does not fit all of them.
    """
    other = other_mark(declared)
    both = [text for text in texts if declared in text and other in text]
    if both:
        last = max(declared, other, key=both[0].rfind)
        return as_thousands(other_mark(last))
    if not any(declared in text for text in texts):
        return [f'decimal = "{other}"']
    in_groups = [mark for mark in (declared, other) if _all_grouped(texts, mark)]
    return as_thousands(in_groups[0]) if in_groups else []


def other_mark(mark: str) -> str:
    """Return the comma for the point, and the point for the comma."""
    return "." if mark == "," else ","


def _all_grouped(texts: Sequence[str], mark: str) -> bool:
    pattern = re.compile(GROUPED.replace("{mark}", mark))
    return all(pattern.fullmatch(text) for text in texts if mark in text)
