"""Rows of respondents compared by hashes of 64 bits, part by part: the frames may be larger than memory.

Two rows that differ have one hash with a probability of 2^-64; of 50 million rows some pair has with 0.0001. What is
decided by it is whether files hold the same people, never which figure may be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import polars.selectors as cs

HASH = "hash"
SEED = 26  # any number: hashes are compared within one run only
HALF = 2**32
ROWS_OF_A_PART = 10_000_000  # 80 MB of hashes
Hashes = npt.NDArray[np.uint64]


def same_rows(one: pl.LazyFrame, other: pl.LazyFrame, columns: Sequence[str]) -> bool:
    """Return whether two frames hold the same rows of these columns, each as often, in any order."""
    return height(one) == height(other) and _sums(one, columns) == _sums(other, columns)


def rows_once(frame: pl.LazyFrame, columns: Sequence[str]) -> int:
    """Count the rows of these columns that occur once."""
    return sum(_once(frame, columns, part, parts).size for part, parts in _parts(frame))


def rows_in_both(one: pl.LazyFrame, other: pl.LazyFrame, columns: Sequence[str]) -> int:
    """Count the rows of these columns that occur once in each of two frames; quick where the first is the smaller."""
    found = 0
    for part, parts in _parts(one):
        known = pl.LazyFrame({HASH: _once(one, columns, part, parts)})
        there = _hashed(other, columns).join(known, on=HASH, how="semi").group_by(HASH).len()
        found += int(there.filter(pl.col("len") == 1).select(pl.len()).collect(engine="streaming").item())
    return found


def height(frame: pl.LazyFrame) -> int:
    """Count all rows."""
    return int(frame.select(pl.len()).collect(engine="streaming").item())


def _parts(frame: pl.LazyFrame) -> Iterator[tuple[int, int]]:
    """Yield the parts into which hashes fall, and how many there are."""
    parts = -(-height(frame) // ROWS_OF_A_PART) or 1
    yield from ((part, parts) for part in range(parts))


def _sums(frame: pl.LazyFrame, columns: Sequence[str]) -> tuple[Any, ...]:
    """Return the sum of the hashes of all rows, in two halves so that it is exact."""
    hashes = _hashed(frame, columns)
    halves = (pl.col(HASH) // HALF).sum().alias("high"), (pl.col(HASH) % HALF).sum().alias("low")
    return hashes.select(*halves).collect(engine="streaming").row(0)


def _once(frame: pl.LazyFrame, columns: Sequence[str], part: int, parts: int) -> Hashes:
    """Return the hashes of one part that occur once."""
    inside = _hashed(frame, columns).filter(pl.col(HASH) % parts == part).collect(engine="streaming")
    hashes, times = np.unique(inside[HASH].to_numpy(), return_counts=True)
    once: Hashes = hashes[times == 1]
    return once


def _hashed(frame: pl.LazyFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Return the hash of every row, whatever types its columns have in a file."""
    alike = frame.select(columns).with_columns(cs.numeric().cast(pl.Float64), (~cs.numeric()).cast(pl.String))
    return alike.select(pl.struct(*columns).hash(SEED).alias(HASH))
