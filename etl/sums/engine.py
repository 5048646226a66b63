"""What an engine offers: Parquet files under our own names, and plain SQL over them.

No text of a file or a card ever stands in a statement: the engine gives every column of a file a name of ours by its
own means, so that nothing is quoted twice and two engines take the same statements, word for word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file, under the name that statements know it by."""

    ours: str
    theirs: str
    number: bool  # else text


class Engine(Protocol):
    """Takes SQL of sum, count, min, max, CASE, JOIN and GROUP BY, as DuckDB and Spark both read it."""

    def open(self, name: str, files: Sequence[Path], columns: Sequence[Column]) -> None:
        """Let statements read the files as the table `name`."""

    def keep(self, name: str, sql: str) -> None:
        """Keep what a statement finds as the table `name`."""

    def drop(self, name: str) -> None:
        """Forget a table."""

    def rows(self, sql: str) -> pl.DataFrame:
        """Return what a statement finds."""
