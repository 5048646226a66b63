"""How numbers are rounded for publication, and within which bounds that leaves the true ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import special

from contract.codes import Against, Kind, Level
from etl.config.policy import Policy
from etl.estimate.arrays import Bools, Floats

PER_CENT = pl.when(pl.col("kind") == Kind.SURVEY_SHARE).then(100.0).otherwise(1.0)


@dataclass(frozen=True, slots=True)
class Rounding:
    """The step to which numbers of respondents are rounded.

    With n rounded to a base, differences of published n do not reveal single respondents (Hundepool et al. 2012,
    Statistical Disclosure Control, on rounding).
    """

    n_step: int

    @classmethod
    def of(cls, policy: Policy) -> Rounding:
        """Return the rounding of a policy."""
        return cls(int(policy.n_rounding.value))

    def n(self, n: pl.Expr) -> pl.Expr:
        """Round a number of respondents to the nearest multiple of the step, halves up."""
        return (n + self.n_step // 2) // self.n_step * self.n_step

    def effective_n(self, rows: pl.DataFrame) -> pl.Expr:
        """Round Kish's effective n (`kish_n`) of the whole country as n is rounded, to one step at least; else null.

        It depends on the weights alone and tells nothing of the answers. But of smaller areas it would tell sums of
        squared weights, which split a hidden group from its company where n cannot.
        """
        if "kish_n" not in rows.columns:
            return pl.lit(None, pl.Int64)
        kish = pl.col("kish_n").fill_nan(None)
        steps = (kish / self.n_step + 0.5).floor().cast(pl.Int64)  # at once: 104.6 is 100, by way of 105 it were 110
        of_country = pl.col("level") == Level.COUNTRY
        return pl.when(kish.is_not_null() & of_country).then((steps * self.n_step).clip(lower_bound=self.n_step))

    def bounds_of_n(self, n: Floats) -> tuple[Floats, Floats]:
        """Return the fewest and the most respondents that are published as `n`."""
        return n - self.n_step // 2, n + (self.n_step - 1) // 2


def rounded(number: pl.Expr, decimals: pl.Expr) -> pl.Expr:
    """Round to so many decimals, halves away from zero; nothing has no sign: "-0" would be read as a fall."""
    scale = pl.lit(10.0).pow(decimals)
    whole = (number * scale).round(mode="half_away_from_zero")
    return pl.when(whole != 0).then(whole / scale).otherwise(whole.abs())


def published_estimate(column: str) -> pl.Expr:
    """Round an estimate of our own surveys to what a reader sees: shares from 0..1 to per cent, means in their unit.

    What is stored is what is shown (column `decimals`, from the catalogue): shares at full precision would disclose a
    hidden share of the same sum. Figures of others stay as they came.
    """
    own = pl.col("kind").is_in([kind for kind in Kind if kind.from_respondents])
    return pl.when(own).then(rounded(pl.col(column) * PER_CENT, pl.col("decimals"))).otherwise(pl.col(column))


def share_bounds(rows: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Return between which shares (0..1; means as part of their scale) the figures of published rows lie.

    A value is read twice: from its own rounding, and from the ends of its interval, whose middle it is; of a share on
    the logit scale (exact intervals, of 0 and 1, are read from the value only). `rows`: published rows with `kind`,
    `decimals`, `scale_low` and `scale_width`; without the ends there is no second reading.
    """
    half = 0.5 * 10.0 ** -rows["decimals"].cast(pl.Float64)
    is_share = rows["kind"] == Kind.SURVEY_SHARE
    unit = pl.select(pl.when(is_share).then(100.0).otherwise(rows["scale_width"])).to_series()
    start = pl.select(pl.when(is_share).then(0.0).otherwise(rows["scale_low"])).to_series()

    def read(of: pl.Series) -> tuple[Floats, Floats]:
        known = of.cast(pl.Float64).fill_null(np.nan) - start
        return ((known - half) / unit).to_numpy(), ((known + half) / unit).to_numpy()

    value = read(rows["value"])
    if "ci_low" not in rows.columns:
        return pl.Series(value[0]), pl.Series(value[1])
    low = read(rows["ci_low"])
    high = read(rows["ci_high"])
    shares = is_share.to_numpy()
    least = np.fmax(value[0], _middle(low[0], high[0], shares))
    return pl.Series(least), pl.Series(np.fmin(value[1], _middle(low[1], high[1], shares)))


def difference_bounds(rows: pl.DataFrame) -> tuple[Floats, Floats]:
    """Return between which differences of shares (0..1; means as part of their scale) published comparisons lie.

    A difference is read twice too: from its own rounding, and as the middle of its interval. Not so a trend, whose
    interval is the widest over waves left out. An end of one step may have been moved there from 0, so that a finding
    keeps its sign. `rows`: rows of table `comparison` with `item_kind`, `decimals` and `scale_width`.
    """
    step = 10.0 ** -rows["decimals"].cast(pl.Float64)
    is_share = rows["item_kind"] == Kind.SURVEY_SHARE
    unit = pl.select(pl.when(is_share).then(100.0).otherwise(rows["scale_width"])).to_series().to_numpy()
    half = (step / 2).to_numpy()
    value, low, high = (rows[name].fill_null(np.nan).to_numpy() for name in ("difference", "ci_low", "ci_high"))
    middled = (rows["kind"] != Against.TREND).to_numpy()
    moved = 1.01 * step.to_numpy()
    low_least = np.where((low > 0) & (low < moved), 0.0, low - half)
    high_most = np.where((high < 0) & (high > -moved), 0.0, high + half)
    least = np.where(middled, (low_least + high - half) / 2, np.nan)
    most = np.where(middled, (low + half + high_most) / 2, np.nan)
    return np.fmax(value - half, least) / unit, np.fmin(value + half, most) / unit


def _middle(low: Floats, high: Floats, is_share: Bools) -> Floats:
    """Return what an interval with these ends is the middle of; the ends of shares are held within 0..1."""
    low_logit, high_logit = (special.logit(np.clip(end, 0.0, 1.0)) for end in (low, high))
    with np.errstate(invalid="ignore"):
        on_logits = special.expit((low_logit + high_logit) / 2)
    found: Floats = np.where(is_share, on_logits, (low + high) / 2)
    return found
