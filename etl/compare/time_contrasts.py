"""Contrasts over time: with the wave before, and the trend since the last break.

Waves are independent, or those of a panel, whose covariance then counts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.codes import SERIES_KEY, Against
from contract.period import Period, in_order
from etl.compare.contrasts import CONTRAST, WITHOUT, contrast_rows
from etl.compare.scales import Side, df_of_sum, variance_to_test
from etl.estimate.arrays import Bools, Floats, Ints
from etl.estimate.domains import standard_error

OF_WAVES = (
    "value",
    "variance",
    "n_strata_answering",
    "n_strata_unknown",
    "df",
    "df_answered",
    "effective_n",
    "weight",
    "with_weight",
    "of_weight",
)


@dataclass(frozen=True, slots=True)
class CellSeries:
    """The waves of every cell side by side: arrays are cells x waves, NaN where a wave has no such cell."""

    cells: pl.DataFrame
    share: Bools  # the cell's item is a share
    periods: tuple[str, ...]
    present: Bools  # the wave has the cell, be it hidden
    start: Ints  # place of the wave in which the unbroken stretch up to this one begins
    value: Floats  # NaN too where hidden or without answers
    variance: Floats
    n_strata_answering: Floats
    n_strata_unknown: Floats
    df: Floats
    df_answered: Floats
    effective_n: Floats
    weight: Floats
    with_weight: Floats
    of_weight: Floats
    covariance: Floats  # cells x waves x earlier waves: 0 between independent waves
    df_of_both: Floats  # of the PSUs of both waves; NaN between independent waves

    @classmethod
    def of(cls, waves: pl.DataFrame, breaks: pl.DataFrame, earlier: pl.DataFrame | None = None) -> CellSeries:
        """Arrange rows per cell and wave (`period`, the cell, `share`, OF_WAVES); `breaks`: indicator, period.

        `earlier`: the variance of differences between the waves of a panel (differences_between).
        """
        cells = waves.select(*SERIES_KEY, "share").unique(SERIES_KEY, maintain_order=True).with_row_index("cell")
        periods = tuple(in_order(waves["period"].unique()))
        place = waves.select("period", *SERIES_KEY).join(cells, on=SERIES_KEY, how="left", maintain_order="left")
        cell = place["cell"].to_numpy()
        wave = place["period"].replace_strict({period: at for at, period in enumerate(periods)}).to_numpy()
        present = np.zeros((cells.height, len(periods)), bool)
        present[cell, wave] = True
        columns = {name: np.full(present.shape, np.nan) for name in OF_WAVES}
        for name, column in columns.items():
            column[cell, wave] = waves[name].fill_null(np.nan).to_numpy()
        starts = _starts(cells, periods, breaks)
        shared = _shared(cells, periods, columns["variance"], earlier)
        names = cells.drop("cell", "share")
        return cls(names, cells["share"].to_numpy(), periods, present, starts, **columns, **shared)

    def contrast(self, wave: int, reference: Ints, **found: Floats) -> pl.DataFrame:
        """Shape what was found for one wave (lists: cells x items); rows whose reference is -1 are left out."""
        have = self.present[:, wave] & (reference >= 0)
        columns = {name: _column(one) for name, one in found.items()}
        names = pl.Series(np.array(self.periods))[np.maximum(reference, 0)]
        comparable = reference >= self.start[:, wave]
        table = self.cells.with_columns(period=pl.lit(self.periods[wave]), reference=names, **columns)
        return table.with_columns(comparable=pl.Series(comparable)).filter(pl.Series(have))

    def at_wave(self, values: Floats, wave: Ints) -> Floats:
        """Return each cell's value in its own wave."""
        column: Floats = np.take_along_axis(values, np.maximum(wave, 0)[:, None], axis=1)[:, 0]
        return column

    def side(self, wave: Ints) -> Side:
        """Return each cell in its own wave."""
        return Side(*(self.at_wave(one, wave) for one in (self.value, self.variance, self.effective_n)))


def _shared(
    cells: pl.DataFrame, periods: tuple[str, ...], variance: Floats, earlier: pl.DataFrame | None
) -> dict[str, Floats]:
    """Arrange what the waves of a panel share."""
    shape = (cells.height, len(periods), len(periods))
    covariance = np.zeros(shape)
    df_of_both = np.full(shape, np.nan)
    if earlier is not None:
        known = earlier.join(cells.drop("share"), on=SERIES_KEY).filter(pl.col("variance").is_not_null())
        place = {period: at for at, period in enumerate(periods)}
        now, before = (known[name].replace_strict(place).to_numpy() for name in ("period", "reference_period"))
        cell = known["cell"].to_numpy()
        sides = variance[cell, now] + variance[cell, before]
        covariance[cell, now, before] = np.nan_to_num((sides - known["variance"].to_numpy()) / 2)
        df_of_both[cell, now, before] = known["df"].to_numpy()
    return {"covariance": covariance, "df_of_both": df_of_both}


def _starts(cells: pl.DataFrame, periods: tuple[str, ...], breaks: pl.DataFrame) -> Ints:
    """Return where stretches begin: at the first wave of each cell's item at or after its last break."""
    start = np.zeros((cells.height, len(periods)), np.int64)
    items = cells["indicator"].to_numpy()
    known = [Period.parse(period) for period in periods]
    ordered = sorted(breaks.select("indicator", "period").iter_rows(), key=lambda row: Period.parse(row[1]))
    for indicator, at in ordered:
        begins = bisect_left(known, Period.parse(at))
        start[items == indicator, begins:] = begins
    return start


def previous_contrasts(series: CellSeries) -> Iterator[pl.DataFrame]:
    """Compare each cell with the wave before in which it exists."""
    before = np.full(series.cells.height, -1)
    for wave in range(len(series.periods)):
        yield between_waves(series, before, wave)
        before = np.where(series.present[:, wave], wave, before)


def between_waves(series: CellSeries, first: Ints, last: int) -> pl.DataFrame:
    """Compare each cell in one wave with itself in an earlier one: in its wave `first`, none where that is -1."""
    sums = {name: getattr(series, name) for name in ("n_strata_answering", "n_strata_unknown")}
    return contrast_rows(
        series.contrast(
            last,
            first,
            smallest_df=np.minimum(series.df[:, last], series.at_wave(series.df, first)),
            **{name: values[:, last] + series.at_wave(values, first) for name, values in sums.items()},
            **_last_minus_first(series, first, last),
        ),
        kind=pl.lit(Against.PREVIOUS),
        reference_period=pl.col("reference"),
    )


def beside_its_like(series: CellSeries, wave: int) -> pl.DataFrame:
    """Compare each cell in one wave with an independent one just like it: what a next wave of this size could show."""
    wave_of_each = np.full(series.cells.height, wave)
    side = series.side(wave_of_each)
    df = series.df[:, wave]
    return contrast_rows(
        series.contrast(
            wave,
            wave_of_each,
            difference=side.value - side.value,
            variance=2 * side.variance,
            n_strata_answering=2 * series.n_strata_answering[:, wave],
            n_strata_unknown=2 * series.n_strata_unknown[:, wave],
            df=2 * df,
            smallest_df=df,
            tested_variance=variance_to_test(side, side, np.zeros(len(df)), series.share),
            tested_df=df_of_sum(np.column_stack([side.variance, side.variance]), np.column_stack([df, df])),
        ),
        kind=pl.lit(Against.PREVIOUS),
        reference_period=pl.col("reference"),
    )


def trends_since_break(series: CellSeries, fewest_waves: int) -> Iterator[pl.DataFrame]:
    """Follow each cell from the first wave of its unbroken stretch to each later one.

    With `fewest_waves` or more the difference is the slope of the weighted regression of the answers on time, times the
    years between (R: svyglm, its df); with fewer, and in a panel, last minus first. Waves without a value take no part.
    Where nothing can be followed the row has no difference, and its reference is the cell's first wave.
    without_difference, without_se and without_df hold the same regression once for each wave that is left out of it, in
    the order of all waves and NaN for those that take no part: a trend is claimed only if it is found in every one.
    """
    waves = np.arange(len(series.periods))
    years = np.array([Period.parse(period).midpoint for period in series.periods])
    for until in waves[1:]:
        use = (waves <= until) & (waves >= series.start[:, [until]]) & ~np.isnan(series.value)
        first = np.argmax(use, axis=1)
        followed = use[:, until] & (use.sum(axis=1) > 1)
        independent = np.isnan(series.df_of_both).all(axis=(1, 2))
        long = followed & independent & (use.sum(axis=1) >= fewest_waves)
        begin = np.argmax(series.present & (waves >= series.start[:, [until]]), axis=1)
        reference = np.where(followed, first, np.where(begin < until, begin, np.argmax(series.present, axis=1)))
        ends = _last_minus_first(series, first, until)
        between = years[until] - years[first]
        slope = _slope(series, use, years, between)
        yield contrast_rows(
            series.contrast(
                until,
                np.where(reference < until, reference, -1),
                **{name: np.where(followed, np.where(long, slope[name], ends[name]), np.nan) for name in ends},
                smallest_df=np.where(use, series.df, np.inf).min(axis=1),
                n_strata_answering=np.where(use, series.n_strata_answering, 0).sum(axis=1),
                n_strata_unknown=np.where(use, series.n_strata_unknown, 0).sum(axis=1),
                **_without_each(series, use & long[:, None], years, between),
            ),
            kind=pl.lit(Against.TREND),
            reference_period=pl.col("reference"),
        )


def _last_minus_first(series: CellSeries, first: Ints, last: int) -> dict[str, Floats]:
    later = series.side(np.full(len(first), last))
    earlier = series.side(first)
    df = np.column_stack([series.df[:, last], series.at_wave(series.df, first)])
    covariance = series.at_wave(series.covariance[:, last], first)
    df_of_both = series.at_wave(series.df_of_both[:, last], first)
    of_both = ~np.isnan(df_of_both)
    apart = df_of_sum(np.column_stack([later.variance, earlier.variance]), df)
    return {
        "difference": later.value - earlier.value,
        "variance": later.variance + earlier.variance - 2 * covariance,
        "df": np.where(of_both, df_of_both, df.sum(axis=1)),
        "tested_variance": variance_to_test(later, earlier, covariance, series.share),
        "tested_df": np.where(of_both, df_of_both, apart),
    }


@np.errstate(divide="ignore", invalid="ignore")  # a cell of one wave has no slope
def _slope(series: CellSeries, use: Bools, years: Floats, between: Floats) -> dict[str, Floats]:
    """Regress over the waves in use, from their means: exact, since time is equal for all within a wave.

    slope = sum of W (x - x-bar) y / Sxx, W being the part of a wave in all weights. The influence of a PSU on it is
    a (u + r v): a = W (x - x-bar) / Sxx, u its influence on the wave's mean, r the mean's residual, v the PSU's part of
    the wave's weight; so answers and weights are random, as in R's svyglm (Lumley 2010, Complex Surveys, ch. 5).
    """
    w = np.where(use, series.weight, 0.0)
    y = np.where(use, series.value, 0.0)
    part = w / w.sum(axis=1, keepdims=True)
    off = years - (part * years).sum(axis=1, keepdims=True)
    a = part * off / (part * off**2).sum(axis=1, keepdims=True)
    slope = (a * y).sum(axis=1, keepdims=True)
    residual = y - (part * y).sum(axis=1, keepdims=True) - slope * off
    of_influence = series.variance + 2 * residual * series.with_weight + residual**2 * series.of_weight
    of_wave = np.where(use, a**2 * of_influence, 0.0) * between[:, None] ** 2
    answered = np.where(use, series.df_answered, 0.0).sum(axis=1) - 1
    variance = of_wave.sum(axis=1)
    return {
        "difference": slope[:, 0] * between,
        "variance": variance,
        "df": answered,
        "tested_variance": variance,
        "tested_df": np.minimum(df_of_sum(of_wave, np.where(use, series.df_answered, np.inf)), answered),
    }


def _without_each(series: CellSeries, use: Bools, years: Floats, between: Floats) -> dict[str, Floats]:
    """Regress once without each wave in use: cells x waves."""
    found: list[dict[str, Floats]] = []
    for wave in range(len(years)):
        others = use & (np.arange(len(years)) != wave) & use[:, [wave]]
        slope = _slope(series, others, years, between)
        answering = np.where(others, series.n_strata_answering, 0).sum(axis=1)
        unknown = np.where(others, series.n_strata_unknown, 0).sum(axis=1)
        se = standard_error(slope["tested_variance"], answering, unknown, slope["difference"])
        found.append(dict(zip(WITHOUT, (slope["difference"], se, slope["tested_df"]), strict=True)))
    return {name: np.column_stack([one[name] for one in found]) for name in WITHOUT}


def _column(values: Floats) -> pl.Series:
    if values.ndim == 1:
        return pl.Series(values, nan_to_null=True)
    return pl.Series(values, dtype=pl.Array(pl.Float64, values.shape[1])).cast(pl.List(pl.Float64))


def time_contrasts(
    waves: pl.DataFrame, breaks: pl.DataFrame, fewest_waves: int, earlier: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Make every contrast over time of these rows (one per cell and wave; see CellSeries)."""
    if waves.is_empty():
        return pl.DataFrame(schema=CONTRAST)
    series = CellSeries.of(waves, breaks, earlier)
    return pl.concat([*previous_contrasts(series), *trends_since_break(series, fewest_waves)])
