"""How numbers are rounded for publication, and within which bounds that leaves the true ones."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from contract.codes import Kind
from etl.config.policy import Policy
from etl.estimate.arrays import Floats


@dataclass(frozen=True, slots=True)
class Rounding:
    """The step of respondents and the decimals of estimates.

    With n rounded to a base, differences of published n do not reveal single respondents (Hundepool et al. 2012,
    Statistical Disclosure Control, on rounding). What is stored is what is shown: shares at full precision would
    disclose a hidden share of the same sum.
    """

    n_step: int
    share_decimals: int  # of per cent
    mean_decimals: int

    @classmethod
    def of(cls, policy: Policy) -> Rounding:
        """Return the rounding of a policy."""
        return cls(int(policy.n_rounding.value), int(policy.share_decimals.value), int(policy.mean_decimals.value))

    def n(self, n: pl.Expr) -> pl.Expr:
        """Round a number of respondents to the nearest multiple of the step, halves up."""
        return (n + self.n_step // 2) // self.n_step * self.n_step

    def estimate(self, column: str) -> pl.Expr:
        """Round an estimate: shares from 0..1 to per cent, means in their unit; figures of others stay as they came."""
        return (
            pl.when(pl.col("kind") == Kind.SURVEY_SHARE)
            .then((pl.col(column) * 100).round(self.share_decimals))
            .when(pl.col("kind") == Kind.SURVEY_MEAN)
            .then(pl.col(column).round(self.mean_decimals))
            .otherwise(pl.col(column))
        )

    def bounds_of_n(self, n: Floats) -> tuple[Floats, Floats]:
        """Return the fewest and the most respondents that are published as `n`."""
        return n - self.n_step // 2, n + (self.n_step - 1) // 2

    def part_of_scale(self, rows: pl.DataFrame) -> tuple[pl.Series, float]:
        """Return published values as part of their scale (0..1), and the half-width of their rounding.

        `rows`: published rows of one indicator with `kind`, `scale_low` and `scale_width`.
        """
        if rows["kind"][0] == Kind.SURVEY_SHARE:
            return rows["value"] / 100.0, 0.5 * 10.0**-self.share_decimals / 100.0
        low = float(rows["scale_low"][0])
        width = float(rows["scale_width"][0])
        return (rows["value"] - low) / width, 0.5 * 10.0**-self.mean_decimals / width
