"""What every format of workbooks gives: its tabs, and the cells of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from etl.read.formats.grid import Block, Grid, Look

FORMULA = "="  # the text of a formula without a result: its row is not empty


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of cells, by the name on its tab."""

    name: str
    visible: bool  # False: hidden, or hidden so that only a program can show it


class Book(Protocol):
    """A workbook that is read sheet by sheet."""

    path: Path
    tabs: Sequence[Tab]

    def read(self, name: str, mark: str, rows: int | None = None) -> Grid:
        """Return the cells of a sheet as text, numbers with this decimal mark; or of its first rows."""

    def is_empty(self, name: str) -> bool:
        """Return whether no cell of a sheet holds anything."""


def grid_of(
    path: Path, cells: Sequence[Sequence[str]], looks: Mapping[tuple[int, int], Look], merged: Sequence[Block]
) -> Grid:
    """Return the rows that hold something of a sheet's cells from row 1 on."""
    rows = [(row, texts) for row, texts in enumerate(cells, start=1) if any(texts)]
    after_blank = frozenset(row for row, _ in rows if row > 1 and not any(cells[row - 2]))
    return Grid(path, rows, after_blank, looks, merged)
