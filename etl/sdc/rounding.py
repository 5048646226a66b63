"""How numbers are rounded for publication, and within which bounds that leaves the true ones."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from contract.codes import Kind
from etl.config.policy import Policy
from etl.estimate.arrays import Floats

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


def part_of_scale(rows: pl.DataFrame) -> tuple[pl.Series, float]:
    """Return published values as part of their scale (0..1), and the half-width of their rounding.

    `rows`: published rows of one indicator with `kind`, `decimals`, `scale_low` and `scale_width`.
    """
    half = 0.5 * 10.0 ** -int(rows["decimals"][0])
    if rows["kind"][0] == Kind.SURVEY_SHARE:
        return rows["value"] / 100.0, half / 100.0
    low = float(rows["scale_low"][0])
    width = float(rows["scale_width"][0])
    return (rows["value"] - low) / width, half / width
