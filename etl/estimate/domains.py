"""The cells of one margin: their sums, their sampling error, and their rows of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.codes import Kind
from etl.estimate.arrays import Bools, Floats, Ints, membership_matrix
from etl.estimate.design import Item
from etl.estimate.intervals import exact_interval, logit_interval, t_interval
from etl.estimate.variance.protocols import VarianceEstimate

ROUNDING_ERROR = 1e-12  # a standard error this small beside the mean is rounding, not sampling


@dataclass(frozen=True, slots=True)
class DomainSums:
    """Sums over the respondents of each cell: cells x items (of each row of `aggregate`: rows x items)."""

    weight: Floats  # sum of w over answers
    total: Floats  # sum of w y
    square: Floats  # sum of w y^2
    weight_square: Floats  # sum of w^2
    n: Floats  # answers
    nonresponse: Floats  # asked and not answered

    def at(self, cell_of: Ints, cells: int) -> DomainSums:
        """Sum into `cells` cells; rows at -1 are left out."""
        selection = membership_matrix(cell_of, cells)
        return DomainSums(*(selection @ getattr(self, name) for name in self.__slots__))

    @property
    def mean(self) -> Floats:
        """Return the weighted mean (less the item's origin); NaN without answers."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.total / self.weight

    @property
    def variance(self) -> Floats:
        """Return the weighted variance of the answers in the cell."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.maximum(self.square / self.weight - self.mean**2, 0.0)

    @property
    def kish_n(self) -> Floats:
        """Return the effective sample size that the weights leave, (sum of w)^2 / sum of w^2; NaN without answers.

        Source: Kish 1965, Survey Sampling.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.weight**2 / self.weight_square


@dataclass(frozen=True, slots=True)
class Grid:
    """The numbering of the cells of a margin: cell = position of area x number of groups + position of group."""

    level: str
    group_dim: str
    areas: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def size(self) -> int:
        """Count the cells."""
        return len(self.areas) * len(self.groups)


@dataclass(frozen=True, slots=True)
class DomainEstimates:
    """The estimates of one margin: what the table is made from and what comparisons need. Arrays are cells x items."""

    grid: Grid
    sums: DomainSums
    error: VarianceEstimate


def standard_error(variance: Floats, n_strata_answering: Floats, n_strata_unknown: Floats, mean: Floats) -> Floats:
    """Return the standard error sqrt(V H / (H - U)); one that is only rounding of the computer is 0.

    V: variance over the strata whose variance is known, H: strata with an answer, U: those of them whose variance is
    not known, which so count as the average of the others (R: option survey.lonely.psu = "average").
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.sqrt(np.maximum(variance, 0.0) * n_strata_answering / (n_strata_answering - n_strata_unknown))
    return np.where(se <= ROUNDING_ERROR * np.maximum(np.abs(mean), 1.0), 0.0, se)


@np.errstate(divide="ignore", invalid="ignore")  # empty cells become NaN, then null
def to_table(cells: DomainEstimates, items: Sequence[Item], origin: Floats, period: str) -> pl.DataFrame:
    """Return the cells as rows of the table (see `estimate`): by area, group and item."""
    sums = cells.sums
    size, width = cells.sums.n.shape
    share = np.broadcast_to([item.kind == Kind.SURVEY_SHARE for item in items], (size, width))
    df = np.broadcast_to(cells.error.df[:, None], (size, width))
    error = cells.error
    se = standard_error(error.variance, error.n_strata_answering, error.n_strata_unknown, sums.mean)
    se = np.where(sums.n > 0, se, np.nan)
    low, high = _interval(sums, se, df, share, origin)
    values = {
        "value": sums.mean + origin,
        "se": se,
        "ci_low": low,
        "ci_high": high,
        "n": sums.n,
        "kish_n": sums.kish_n,
        "effective_n": _effective_n(sums, se, df),
        "df": df,
        "deff": _deff(sums, se),
        "item_nonresponse": sums.nonresponse / (sums.nonresponse + sums.n),
    }
    keys = pl.DataFrame({"code": cells.grid.areas}).join(pl.DataFrame({"group_code": cells.grid.groups}), how="cross")
    item_keys = pl.DataFrame({"indicator": [i.indicator for i in items], "kind": [i.kind for i in items]})
    return (
        keys.join(item_keys, how="cross", maintain_order="left_right")
        .select(
            "indicator",
            "kind",
            pl.lit(period).alias("period"),
            pl.lit(cells.grid.level).alias("level"),
            "code",
            pl.lit(cells.grid.group_dim).alias("group_dim"),
            "group_code",
        )
        .with_columns(pl.Series(name, column.ravel(), nan_to_null=True) for name, column in values.items())
        .with_columns(pl.col("n", "df").cast(pl.Int64))
    )


def _effective_n(sums: DomainSums, se: Floats, df: Floats) -> Floats:
    """Return the effective sample size: that of a simple random sample of equal precision, variance of answers / se^2.

    Where all answered alike (variance 0) it is that of the weights alone. Source: Kish 1965, Survey Sampling.
    """
    alike = (sums.n > 0) & (sums.variance <= ROUNDING_ERROR * np.maximum(sums.square / sums.weight, 1.0))
    return np.where(df > 0, np.where(alike, sums.kish_n, sums.variance / np.where(se > 0, se**2, np.nan)), np.nan)


def _deff(sums: DomainSums, se: Floats) -> Floats:
    """Return the design effect se^2 / (s^2 (1 - n / N) / n), N being the sum of weights.

    s^2 = n / (n - 1) x weighted variance of the answers: a simple random sample without replacement. Source: Kish 1965,
    Survey Sampling (R: svymean, deff = TRUE).
    """
    simple = sums.variance * (sums.weight - sums.n) / (sums.weight * (sums.n - 1))
    return se**2 / np.where(simple > 0, simple, np.nan)


def _interval(sums: DomainSums, se: Floats, df: Floats, share: Bools, origin: Floats) -> tuple[Floats, Floats]:
    """Choose the interval: t for a mean, logit for a share, exact bounds for a share of 0 or 1."""
    mean = sums.mean
    edge = share & ((mean <= 0) | (mean >= 1))
    known = share & ~edge & (se > 0)
    t_low, t_high = t_interval(mean + origin, se, df)
    l_low, l_high = logit_interval(np.where(known, mean, np.nan), se, df)
    e_low, e_high = exact_interval(np.where(edge, mean, np.nan), _effective_n(sums, se, df), sums.n, df)
    low = np.select([edge, share], [e_low, l_low], t_low)
    high = np.select([edge, share], [e_high, l_high], t_high)
    return low, high
