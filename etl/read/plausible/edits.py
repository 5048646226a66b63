"""All query edits of published figures, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import polars as pl

from etl.config.findings import Finding
from etl.read.plausible.same import all_equal

EDITS = (all_equal,)


def query_edits(cells: pl.DataFrame) -> Iterator[Finding]:
    """Find what should be looked at. `cells`: the observations of all sources, with `row` and `file` of each."""
    return chain.from_iterable(edit(cells) for edit in EDITS)
