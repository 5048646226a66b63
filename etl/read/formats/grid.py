"""Cells in rows, as any program keeps them, before anybody has said which of them are the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

Row = tuple[int, Sequence[str]]  # its number in the file, from 1, and its cells, stripped


class Look(StrEnum):
    """What a cell shows that its text does not say."""

    PERCENT = "percent"
    DATE = "date"
    THOUSANDS = "thousands"  # it shows fewer digits than it holds: 1,235 of 1234567
    NO_RESULT = "no_result"  # a formula that was never calculated
    DECIMALS = "decimals"  # a number that is not whole, kept as a number: nobody wrote a mark
    MERGED = "merged"  # a cell that stands for several


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that a workbook shows as one; rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file that hold something, what their cells show (by row and column), and which are merged."""

    path: Path
    rows: Sequence[Row]
    after_blank: frozenset[int] = frozenset()  # rows that follow an empty one
    looks: Mapping[tuple[int, int], Look] = field(default_factory=dict)
    merged: Sequence[Block] = ()
