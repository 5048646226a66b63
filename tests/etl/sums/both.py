"""Estimates by the arrays in memory and by an engine over Parquet, held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np
import polars as pl
from polars.testing import assert_frame_equal

from etl.compare.contrasts import against_country, against_group, waves_table
from etl.estimate.design import DesignColumns, Item, Margin, Standard
from etl.estimate.estimate import Estimates, estimate
from etl.sums.engine import Engine
from etl.sums.estimate import Sample, estimate_files

EQUAL = 1e-9  # as part of the value
NOTHING = 1e-12  # near 0: rounding of sums around 1


def assert_equal(ours: Estimates, theirs: Estimates) -> None:
    """Hold tables, contrasts, trends and standardised differences against each other."""
    assert ours.items == theirs.items
    assert_frame_equal(ours.table, theirs.table, rel_tol=EQUAL, abs_tol=NOTHING)
    references = {
        one.grid.group_dim: one.grid.groups[-1]
        for one in ours.domains
        if one.grid.group_dim != "all" and one.grid.groups
    }
    for table in (against_country, lambda one: against_group(one, references), lambda one: waves_table([one])):
        assert_frame_equal(table(ours), table(theirs), rel_tol=EQUAL, abs_tol=NOTHING)
    assert ours.standardised.keys() == theirs.standardised.keys()
    for key, found in ours.standardised.items():
        for one in fields(found):
            pair = (getattr(found, one.name), getattr(theirs.standardised[key], one.name))
            np.testing.assert_allclose(*pair, rtol=EQUAL, atol=NOTHING)


@dataclass(frozen=True, slots=True)
class Both:
    """Estimates twice, and gives what the engine found; every pair of estimates must be equal."""

    engine: Engine
    folder: Path
    calls: list[Path] = field(default_factory=list)

    def __call__(
        self,
        respondents: pl.DataFrame,
        columns: DesignColumns,
        items: Sequence[Item],
        margins: Sequence[Margin],
        period: str,
        *,
        standards: Sequence[Standard] = (),
    ) -> Estimates:
        path = self.folder / f"{len(self.calls)}.parquet"
        self.calls.append(path)
        respondents.write_parquet(path)
        sample = Sample(period, {period: [path]}, columns)
        found = estimate_files(self.engine, sample, items, margins, standards)
        assert_equal(estimate(respondents, columns, items, margins, period, standards=standards), found)
        return found
