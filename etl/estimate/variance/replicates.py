"""Replicate weights: the variance of an estimate over JK1, JKn or bootstrap replicates is its sampling variance.

variance = scale x sum over replicates r of rscale_r (mean_r - centre)^2, the centre being the mean of the replicates
or, with `mse`, the full estimate. Source: Lumley 2010, Complex Surveys (R: svrepdesign, svrVar).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.errors import UserError
from etl.config.card import Replicates
from etl.estimate.arrays import Floats, Ints, membership_matrix
from etl.estimate.design import DesignColumns
from etl.estimate.design_arrays import ItemResponses, require_columns
from etl.estimate.variance.protocols import CombinationVariance, DomainCovariance

RANK = 1e-5  # singular values below this part of the largest are none (as R)


@dataclass(frozen=True, slots=True)
class ReplicateWeights:
    """The replicate weights of a sample."""

    weight: Floats  # respondents x replicates
    pattern: Ints  # respondent -> row of `factors` that holds the respondent's replicate factors
    factors: Floats  # patterns x replicates
    scale: Floats  # replicate: scale x rscale
    replicates: Replicates

    @classmethod
    def of(
        cls, respondents: pl.DataFrame, columns: DesignColumns, replicates: Replicates, name: str
    ) -> ReplicateWeights:
        """Read the replicate weights; raise UserError for a missing column or a wrong number of rscales."""
        require_columns(respondents, replicates.columns, name)
        given = respondents.select(pl.col(replicates.columns).cast(pl.Float64)).to_numpy()
        main = respondents[columns.weight].cast(pl.Float64).to_numpy()[:, None]
        factor = given / main if replicates.combined else given
        factors, pattern = np.unique(factor.round(9), axis=0, return_inverse=True)
        return cls(factor * main, pattern, factors, _scales(replicates, name), replicates)


def _scales(replicates: Replicates, name: str) -> Floats:
    count = len(replicates.columns)
    rscales = replicates.rscales or ((1.0,) * count if replicates.method != "JKn" else ())
    if len(rscales) != count:
        raise UserError("rscales_number", path=name, weights=count, rscales=len(rscales))
    usual = {"JK1": (count - 1) / count, "JKn": 1.0, "bootstrap": 1 / (count - 1)}[replicates.method]
    return np.array(rscales) * (usual if replicates.scale is None else replicates.scale)


@dataclass(frozen=True, slots=True)
class ReplicateSums:
    """Sums over the respondents of each cell under each replicate: cells x items x replicates."""

    replicate_weights: ReplicateWeights
    weight: Floats
    total: Floats
    cell: Ints  # respondent -> cell

    @classmethod
    def of(
        cls, replicate_weights: ReplicateWeights, given: Sequence[ItemResponses], cell: Ints, cells: int
    ) -> ReplicateSums:
        """Sum the respondents into cells, item by item."""
        selection = membership_matrix(cell, cells)
        weight = np.stack([selection @ (one.answered[:, None] * replicate_weights.weight) for one in given], axis=1)
        total = np.stack([selection @ (one.value[:, None] * replicate_weights.weight) for one in given], axis=1)
        return cls(replicate_weights, weight, total, cell)

    def at(self, cell_of: Ints, cells: int) -> ReplicateSums:
        """Sum into coarser cells."""
        selection = membership_matrix(cell_of, cells)

        def summed(values: Floats) -> Floats:
            sums: Floats = (selection @ values.reshape(values.shape[0], -1)).reshape(cells, *values.shape[1:])
            return sums

        cell = np.where(self.cell < 0, -1, cell_of[self.cell])
        return ReplicateSums(self.replicate_weights, summed(self.weight), summed(self.total), cell)

    def variance_estimate(self, mean: Floats, size: Floats) -> ReplicateVariance:
        """Estimate the variance of every cell's mean."""
        return ReplicateVariance.of(self, mean, size)


@dataclass(frozen=True, slots=True)
class ReplicateVariance:
    """The sampling error of one margin's cells, by replicate weights."""

    deviation: Floats  # cells x items x replicates: replicate estimate - centre, times the root of its scale
    size_deviation: Floats  # the same of the cell's relative size
    variance: Floats
    n_strata_answering: Floats
    n_strata_unknown: Floats
    df: Floats

    @classmethod
    def of(cls, sums: ReplicateSums, mean: Floats, size: Floats) -> ReplicateVariance:
        """Estimate the variance of every cell's mean; replicates in which a cell is empty are left out of it."""
        with np.errstate(divide="ignore", invalid="ignore"):
            deviation = _deviation(sums.total / sums.weight, mean, sums.replicate_weights)
            size_deviation = _deviation(sums.weight / size[:, :, None], np.ones_like(size), sums.replicate_weights)
        return cls(
            deviation,
            size_deviation,
            variance=(deviation**2).sum(axis=2),
            n_strata_answering=np.ones_like(mean),
            n_strata_unknown=np.zeros_like(mean),
            df=_df(sums.replicate_weights, sums.cell, len(mean)),
        )

    @property
    def df_answered(self) -> Floats:
        """Return the df for trends; replicates do not tell who answered."""
        return np.broadcast_to(self.df[:, None], self.variance.shape)

    def size_covariances(self) -> tuple[Floats, Floats]:
        """Return the covariance of the mean with, and the variance of, the relative size of the cell."""
        return (self.deviation * self.size_deviation).sum(axis=2), (self.size_deviation**2).sum(axis=2)

    def covariance_with(self, other: ReplicateVariance, pair: Ints) -> DomainCovariance:
        """Return the covariance of each cell with cell `pair` of another margin of the same sample (-1: none).

        The df is the larger of the two: the union's is at least that.
        """
        return DomainCovariance(
            covariance=(self.deviation * other.deviation[pair]).sum(axis=2),
            n_strata_answering=self.n_strata_answering,
            n_strata_unknown=self.n_strata_unknown,
            df=np.where(pair >= 0, np.maximum(self.df, other.df[pair]), np.nan),
        )

    def combined(self, of_domain: Ints, coefficient: Floats, combinations: int) -> CombinationVariance:
        """Return the variance of sums of coefficient x mean, each cell in combination `of_domain` (-1: in none).

        The df is the largest of the cells: the union's is at least that.
        """
        selection = membership_matrix(of_domain, combinations)
        weighted = coefficient[:, None, None] * self.deviation
        deviation = (selection @ weighted.reshape(len(weighted), -1)).reshape(combinations, *weighted.shape[1:])
        df = np.zeros(combinations)
        inside = of_domain >= 0
        np.maximum.at(df, of_domain[inside], self.df[inside])
        variance = (deviation**2).sum(axis=2)
        return CombinationVariance(variance, np.ones_like(variance), np.zeros_like(variance), df)


def _deviation(estimate: Floats, full: Floats, replicate_weights: ReplicateWeights) -> Floats:
    valid = np.isfinite(estimate) & (replicate_weights.scale > 0)
    count = np.maximum(valid.sum(axis=2), 1)
    centre = full if replicate_weights.replicates.mse else np.where(valid, estimate, 0.0).sum(axis=2) / count
    return np.where(valid, estimate - centre[:, :, None], 0.0) * np.sqrt(replicate_weights.scale)


def _df(replicate_weights: ReplicateWeights, cell: Ints, cells: int) -> Floats:
    """Return the rank of the replicate weights of the cell's members, less 1; at most what the producer declares."""
    members = np.unique(np.column_stack([cell, replicate_weights.pattern])[cell >= 0], axis=0)
    patterns = np.split(members[:, 1], np.searchsorted(members[:, 0], np.arange(1, cells)))
    ranks = [np.linalg.matrix_rank(replicate_weights.factors[one], rtol=RANK) if one.size else 1 for one in patterns]
    most = np.inf if replicate_weights.replicates.df is None else replicate_weights.replicates.df
    return np.minimum(np.array(ranks, np.float64) - 1, most)
