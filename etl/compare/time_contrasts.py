"""Contrasts over time between independent waves: against the wave before, and along the unbroken stretch of waves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.codes import SERIES_KEY
from contract.period import Period, in_order
from etl.compare.contrasts import CONTRAST, shaped
from etl.estimate.arrays import Bools, Floats, Ints

OF_WAVES = (
    "value",
    "variance",
    "n_strata_answering",
    "n_strata_unknown",
    "df",
    "df_answered",
    "weight",
    "with_weight",
    "of_weight",
)


@dataclass(frozen=True, slots=True)
class Courses:
    """The waves of every cell side by side: arrays are cells x waves, NaN where a wave has no such cell."""

    cells: pl.DataFrame
    periods: tuple[str, ...]
    there: Bools  # the wave has the cell, be it hidden
    start: Ints  # place of the wave in which the unbroken stretch up to this one begins
    value: Floats  # NaN too where hidden or without answers
    variance: Floats
    n_strata_answering: Floats
    n_strata_unknown: Floats
    df: Floats
    df_answered: Floats
    weight: Floats
    with_weight: Floats
    of_weight: Floats

    @classmethod
    def of(cls, waves: pl.DataFrame, breaks: pl.DataFrame) -> Courses:
        """Lay out rows per cell and wave (columns `period`, the cell, OF_WAVES); `breaks`: indicator, period."""
        cells = waves.select(SERIES_KEY).unique(maintain_order=True).with_row_index("cell")
        periods = tuple(in_order(waves["period"].unique()))
        place = waves.select("period", *SERIES_KEY).join(cells, on=SERIES_KEY, how="left", maintain_order="left")
        cell = place["cell"].to_numpy()
        wave = place["period"].replace_strict({period: at for at, period in enumerate(periods)}).to_numpy()
        there = np.zeros((cells.height, len(periods)), bool)
        there[cell, wave] = True
        columns = {name: np.full(there.shape, np.nan) for name in OF_WAVES}
        for name, column in columns.items():
            column[cell, wave] = waves[name].fill_null(np.nan).to_numpy()
        return cls(cells.drop("cell"), periods, there, _starts(cells, periods, breaks), **columns)

    def contrast(self, wave: int, reference: Ints, **found: Floats) -> pl.DataFrame:
        """Shape what was found for one wave; rows whose reference is -1 are left out."""
        have = self.there[:, wave] & (reference >= 0)
        columns = {name: pl.Series(one, nan_to_null=True) for name, one in found.items()}
        names = pl.Series(np.array(self.periods))[np.maximum(reference, 0)]
        comparable = reference >= self.start[:, wave]
        table = self.cells.with_columns(period=pl.lit(self.periods[wave]), reference=names, **columns)
        return table.with_columns(comparable=pl.Series(comparable)).filter(pl.Series(have))

    def taken(self, values: Floats, wave: Ints) -> Floats:
        """Give each cell's value in its own wave."""
        column: Floats = np.take_along_axis(values, np.maximum(wave, 0)[:, None], axis=1)[:, 0]
        return column


def _starts(cells: pl.DataFrame, periods: tuple[str, ...], breaks: pl.DataFrame) -> Ints:
    """Find where stretches begin: at the first wave of each cell's item at or after its last break."""
    start = np.zeros((cells.height, len(periods)), np.int64)
    items = cells["indicator"].to_numpy()
    known = [Period.parse(period) for period in periods]
    ordered = sorted(breaks.select("indicator", "period").iter_rows(), key=lambda row: Period.parse(row[1]))
    for indicator, at in ordered:
        begins = bisect_left(known, Period.parse(at))
        start[items == indicator, begins:] = begins
    return start


def against_previous(courses: Courses) -> Iterator[pl.DataFrame]:
    """Hold each cell against the wave before in which it exists."""
    before = np.full(courses.cells.height, -1)
    for wave in range(len(courses.periods)):
        sums = {name: getattr(courses, name) for name in ("variance", "n_strata_answering", "n_strata_unknown", "df")}
        yield shaped(
            courses.contrast(
                wave,
                before,
                difference=courses.value[:, wave] - courses.taken(courses.value, before),
                smallest_df=np.minimum(courses.df[:, wave], courses.taken(courses.df, before)),
                **{name: values[:, wave] + courses.taken(values, before) for name, values in sums.items()},
            ),
            kind=pl.lit("previous"),
            reference_period=pl.col("reference"),
        )
        before = np.where(courses.there[:, wave], wave, before)


def along_stretch(courses: Courses, fewest: int) -> Iterator[pl.DataFrame]:
    """Follow each cell from the first wave of its unbroken stretch to each later one.

    With `fewest` waves or more the difference is the slope of the weighted regression of the answers on time, times
    the years between (R: svyglm, its df); with fewer, last minus first. Waves without a value take no part. Where
    nothing can be followed the row has no difference, and is held against the cell's first wave.
    """
    waves, years = (
        np.arange(len(courses.periods)),
        np.array([Period.parse(period).midpoint for period in courses.periods]),
    )
    for until in waves[1:]:
        use = (waves <= until) & (waves >= courses.start[:, [until]]) & ~np.isnan(courses.value)
        first, told = np.argmax(use, axis=1), use[:, until] & (use.sum(axis=1) > 1)
        long = use.sum(axis=1) >= fewest
        begin = np.argmax(courses.there & (waves >= courses.start[:, [until]]), axis=1)
        reference = np.where(told, first, np.where(begin < until, begin, np.argmax(courses.there, axis=1)))
        ends, slope = _ends(courses, first, until), _slope(courses, use, years)
        yield shaped(
            courses.contrast(
                until,
                np.where(reference < until, reference, -1),
                **{name: np.where(told, np.where(long, slope[name], ends[name]), np.nan) for name in ends},
                smallest_df=np.where(use, courses.df, np.inf).min(axis=1),
                n_strata_answering=np.where(use, courses.n_strata_answering, 0).sum(axis=1),
                n_strata_unknown=np.where(use, courses.n_strata_unknown, 0).sum(axis=1),
            ),
            kind=pl.lit("trend"),
            reference_period=pl.col("reference"),
        )


def _ends(courses: Courses, first: Ints, last: int) -> dict[str, Floats]:
    return {
        "difference": courses.value[:, last] - courses.taken(courses.value, first),
        "variance": courses.variance[:, last] + courses.taken(courses.variance, first),
        "df": courses.df[:, last] + courses.taken(courses.df, first),
    }


@np.errstate(divide="ignore", invalid="ignore")  # a cell of one wave has no slope
def _slope(courses: Courses, use: Bools, years: Floats) -> dict[str, Floats]:
    """Regress over the waves in use, from their means: exact, since time is equal for all within a wave.

    The influence of a PSU on the slope is a (u + r v): a = W (x - x-bar) / Sxx, u its influence on the wave's mean,
    r the mean's residual, v the PSU's part of the wave's weight.
    """
    w, y = np.where(use, courses.weight, 0.0), np.where(use, courses.value, 0.0)
    share = w / w.sum(axis=1, keepdims=True)
    off = years - (share * years).sum(axis=1, keepdims=True)
    pull = share * off / (share * off**2).sum(axis=1, keepdims=True)
    slope = (pull * y).sum(axis=1, keepdims=True)
    residual = y - (share * y).sum(axis=1, keepdims=True) - slope * off
    spread = courses.variance + 2 * residual * courses.with_weight + residual**2 * courses.of_weight
    between = np.where(use, years, -np.inf).max(axis=1) - np.where(use, years, np.inf).min(axis=1)
    return {
        "difference": slope[:, 0] * between,
        "variance": np.where(use, pull**2 * spread, 0.0).sum(axis=1) * between**2,
        "df": np.where(use, courses.df_answered, 0.0).sum(axis=1) - 1,
    }


def over_time(waves: pl.DataFrame, breaks: pl.DataFrame, fewest: int) -> pl.DataFrame:
    """Make every contrast over time of these rows (one per cell and wave; see Courses)."""
    if waves.is_empty():
        return pl.DataFrame(schema=CONTRAST)
    courses = Courses.of(waves, breaks)
    return pl.concat([*against_previous(courses), *along_stretch(courses, fewest)])
