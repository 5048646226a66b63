"""Respondents whose weights add to the population, by every margin that the card names; or the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import polars as pl

from contract.errors import UserError
from etl.config.card import Calibration, CalibrationMethod
from etl.estimate.arrays import Floats, Ints
from etl.estimate.calibration.solve import calibration_factors
from etl.estimate.design import DESIGN_WEIGHT, MARGIN, CalibratedColumns
from etl.read.survey.counts import POPULATION

BETWEEN = " × "
REACHED = 1e-9  # largest distance of a total that counts as reached, as part of it
VANISHING = 1e-6  # a factor below this part of the median one is none
SAME_WEIGHT = 0.01  # largest distance between the producer's calibrated weight and ours, as part of it
KEY = "design.calibration"


def calibrate(
    respondents: pl.DataFrame, population: pl.DataFrame, calibration: Calibration, path: Path
) -> pl.DataFrame:
    """Return the respondents with calibrated `weight`, with `design_weight` and a column for each margin.

    `population`: the columns that the margins name, and `population`. Calibration starts from `design_weight` where
    the card names one, else from `weight`. Raise UserError where a group has no population or no respondents, where
    the totals cannot be reached together, and where a weight would not be positive or is not the producer's.
    """
    theirs = calibration.design_weight is not None
    start = respondents if theirs else respondents.with_columns(pl.col("weight").alias(DESIGN_WEIGHT))
    margins = [_Margin.of(start, population, columns, path) for columns in calibration.margins]
    placed = start.with_columns(
        pl.Series(f"{MARGIN}{at}", margin.names).gather(margin.position) for at, margin in enumerate(margins)
    )
    names = [f"{MARGIN}{at}" for at in range(len(margins))]
    factor = _factors(placed, names, margins, calibration.method, path)
    held = placed.join(factor, on=names, how="left", maintain_order="left")
    weighted = held.with_columns(weight=pl.col(DESIGN_WEIGHT) * pl.col("factor")).drop("factor")
    if theirs:
        check_same(weighted, respondents["weight"], path)
    return weighted


def calibrated_columns(respondents: pl.DataFrame) -> CalibratedColumns | None:
    """Return what the weights of respondents were calibrated to; none where they were not."""
    margins = tuple(name for name in respondents.columns if name.startswith(MARGIN))
    return CalibratedColumns(DESIGN_WEIGHT, margins) if margins else None


@dataclass(frozen=True, slots=True)
class _Margin:
    """One margin: its groups, their population, and each respondent's place among them."""

    names: tuple[str, ...]
    totals: Floats
    position: Ints

    @classmethod
    def of(cls, respondents: pl.DataFrame, population: pl.DataFrame, columns: Sequence[str], path: Path) -> _Margin:
        """Count the population of every group; raise UserError where population and respondents do not match."""
        name = pl.concat_str([pl.col(column) for column in columns], separator=BETWEEN)
        groups = respondents.select(name.alias("group"))["group"]
        if (nowhere := groups.is_null()).any():
            row = int(respondents["row"][int(nowhere.arg_max() or 0)]) if "row" in respondents.columns else None
            raise UserError("calibration_group_missing", path=path, row=row, column=BETWEEN.join(columns))
        counted = population.group_by(name.alias("group")).agg(pl.col(POPULATION).sum()).filter(pl.col(POPULATION) > 0)
        counted = counted.sort("group")
        margin = BETWEEN.join(columns)
        if strangers := _alone(groups, counted["group"]):
            raise UserError("calibration_no_population", path=path, key=KEY, margin=margin, groups=strangers)
        if absent := _alone(counted["group"], groups):
            raise UserError("calibration_no_respondents", path=path, key=KEY, margin=margin, groups=absent)
        place = groups.replace_strict(counted["group"], pl.Series(range(counted.height)), return_dtype=pl.Int64)
        totals = counted[POPULATION].cast(pl.Float64).to_numpy()
        return cls(tuple(counted["group"]), totals, place.to_numpy())


def _alone(ours: pl.Series, theirs: pl.Series) -> tuple[str, ...]:
    return tuple(ours.filter(~ours.is_in(theirs.implode())).unique().sort())


def _factors(
    placed: pl.DataFrame, names: Sequence[str], margins: Sequence[_Margin], method: CalibrationMethod, path: Path
) -> pl.DataFrame:
    """Return the factor of every combination of groups."""
    cells = placed.group_by(names).agg(pl.col(DESIGN_WEIGHT).sum()).sort(names)
    before = cells[DESIGN_WEIGHT].to_numpy()
    columns = [
        cells[name].to_numpy()[:, None] == np.array(margin.names) for name, margin in zip(names, margins, strict=True)
    ]
    x = np.hstack(columns).astype(np.float64)
    groups = list(chain.from_iterable(margin.names for margin in margins))
    totals = np.concatenate([margin.totals for margin in margins])
    factor, off = calibration_factors(x, before, totals, method)
    furthest = int(np.argmax(off))
    vanishing = np.abs(factor) < VANISHING * np.median(np.abs(factor))
    if vanishing.any():  # the totals could only be reached without these respondents
        furthest = int(np.argmax(x[np.argmax(vanishing)]))
    if vanishing.any() or not off[furthest] <= REACHED:
        reached = float(before * factor @ x[:, furthest])
        raise UserError(
            "calibration_not_reached", path=path, key=KEY, found=reached, group=groups[furthest], total=totals[furthest]
        )
    if factor.min() <= 0:
        lowest = int(np.argmin(factor))
        cell = tuple(cells.select(names).row(lowest))
        raise UserError("calibration_negative", path=path, key=KEY, found=float(factor[lowest]), groups=cell)
    return cells.select(names).with_columns(factor=pl.Series(factor))


def check_same(weighted: pl.DataFrame, producers: pl.Series, path: Path) -> None:
    """Refuse weights of the producer that another calibration made: margins or method on the card are not theirs."""
    off = (producers / weighted["weight"] - 1).abs()
    if (other := off > SAME_WEIGHT).any():
        at = int(off.arg_max() or 0)
        row = int(weighted["row"][at]) if "row" in weighted.columns else at + 1
        ours = float(weighted["weight"][at])
        found = float(producers[at])
        raise UserError(
            "calibration_not_theirs", path=path, row=row, more_rows=int(other.sum()) - 1, found=found, weight=ours
        )
