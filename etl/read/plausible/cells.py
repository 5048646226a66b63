"""What query edits look at: every published figure with its place in a file, and beside it the period before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from contract.codes import ESTIMATE_KEY, EVERYBODY, SERIES_KEY, Unit
from contract.errors import UserError
from contract.period import Period, in_order
from etl.config.catalogue.catalogue import Catalogue
from etl.config.findings import Figures, Finding
from etl.config.policy import Policy
from etl.read.plausible.marks import COUNTED_UNITS
from geo.classification import Classification

SERIES = ("source", *SERIES_KEY, "beat")
TABLE = ("source", "indicator", "level", "group_dim", "period", "period_before")  # what was published together
OF_TABLE = ("indicator", "period", "level", "group_dim")  # of an observation, what names its table
BESIDE = ("value", "period", "geo_year", "ci_low", "ci_high", "n", "file")  # what is told of the period before


@dataclass(frozen=True)
class Cells:
    """The published figures of all sources.

    frame: observations with `row` and `file`, and made from them `order` of the period, `beat` (whole years, quarters
    or months, which are not compared with each other), `counted`, whether the figure is a count, and `percent`.
    """

    frame: pl.DataFrame
    catalogue: Catalogue
    classification: Classification
    policy: Policy

    @cached_property
    def pairs(self) -> pl.DataFrame:
        """Every value that has one before it in its series, with what was told of that (`value_before` and others).

        Areas whose borders have changed in between are left out, also where they keep their code.
        """
        before = (pl.col(name).shift(1).over(SERIES).alias(f"{name}_before") for name in BESIDE)
        known = self.frame.filter(pl.col("value").is_not_null()).sort(*SERIES, "order", "row")
        found = known.with_columns(before).filter(pl.col("value_before").is_not_null())
        moved = found.filter(pl.col("geo_year") != pl.col("geo_year_before"))
        changed = [row["code"] for row in moved.iter_rows(named=True) if self._has_changed(row)]
        return found.filter((pl.col("geo_year") == pl.col("geo_year_before")) | ~pl.col("code").is_in(changed))

    def _has_changed(self, row: Mapping[str, Any]) -> bool:
        years = sorted((row["geo_year_before"], row["geo_year"]))
        first, last = (date(year, 1, 1) for year in years)
        return any(
            change.to_code == row["code"] and change.level == row["level"] and first < change.on <= last
            for change in self.classification.changes
        )


def cells_of(observations: pl.DataFrame, catalogue: Catalogue, classification: Classification, policy: Policy) -> Cells:
    """Return observations (with `row` and `file`) as edits look at them."""
    periods = in_order(observations["period"].unique(maintain_order=True))
    order = {period: place for place, period in enumerate(periods)}
    beats = {period: Period.parse(period).part[:1] for period in periods}
    percent = {one.id: one.unit == Unit.PERCENT for one in catalogue.indicators}
    counted = {one.id: one.unit in COUNTED_UNITS for one in catalogue.indicators}
    made = observations.with_columns(
        order=pl.col("period").replace_strict(order, return_dtype=pl.Int64),
        beat=pl.col("period").replace_strict(beats, return_dtype=pl.String),
        counted=pl.col("indicator").replace_strict(counted, return_dtype=pl.Boolean),
        percent=pl.col("indicator").replace_strict(percent, return_dtype=pl.Boolean),
    )
    return Cells(made, catalogue, classification, policy)


def finding(
    code: str, row: Mapping[str, Any], names: Iterable[str] = ESTIMATE_KEY, *, certain: bool = False, **said: object
) -> Finding:
    """Return a finding at the file and row of a figure, about the figures that the columns `names` of the row say.

    code, said: of its message.
    """
    path = Path(row["file"])
    error = UserError(code, path=path, row=row["row"], column="value", key=None, more_rows=0, found=None, **said)
    figures = Figures(**{"area" if name == "code" else name: row[name] for name in names})
    return Finding(error, figures, certain)


def told(row: Mapping[str, Any], names: Iterable[str] = ESTIMATE_KEY) -> list[str]:
    """Name a figure as a message does: indicator, period, level with area, group."""
    return list(_words(row, frozenset(names)))


def _words(row: Mapping[str, Any], names: frozenset[str]) -> Iterator[str]:
    yield row["indicator"]
    if "period" in names:
        yield row["period"]
    yield f"{row['level']} {row['code']}" if "code" in names else row["level"]
    if row["group_dim"] != EVERYBODY:
        yield f"{row['group_dim']} {row['group_code']}" if "group_code" in names else row["group_dim"]
