"""Replicate weights: the variance of an estimate over its replicates is its sampling variance.

variance = scale x sum over replicates r of rscale_r (mean_r - centre)^2, the centre being the mean of the replicates
or, with `mse`, the full estimate; of pooled waves each has its own centre, and the sums add up. Source: Lumley 2010,
Complex Surveys (R: svrepdesign, svrVar).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.errors import UserError
from etl.config.card import Replicates
from etl.estimate.arrays import Bools, Floats, Ints, membership_matrix, sum_by
from etl.estimate.design import DesignColumns
from etl.estimate.design_arrays import ItemResponses, require_columns
from etl.estimate.variance.protocols import CombinationVariance, DomainCovariance

RANK = 1e-5  # singular values below this part of the largest are none (as R)


@dataclass(frozen=True, slots=True)
class ReplicateBlock:
    """The replicates of one wave: which they are, and what their producer says of them."""

    first: int
    replicates: Replicates

    @property
    def columns(self) -> slice:
        """The place of its replicates among all."""
        return slice(self.first, self.first + len(self.replicates.columns))


@dataclass(frozen=True, slots=True)
class ReplicateWeights:
    """The replicate weights of a sample; of pooled waves a block for each, since waves are independent."""

    weight: Floats  # respondents x replicates
    pattern: Ints  # respondent -> row of `factors` that holds the respondent's replicate factors
    factors: Floats  # patterns x replicates
    scale: Floats  # replicate: scale x rscale
    blocks: tuple[ReplicateBlock, ...]

    @classmethod
    def of(cls, respondents: pl.DataFrame, columns: DesignColumns, name: str) -> ReplicateWeights:
        """Read the replicate weights; raise UserError for a missing column, a wrong number of rscales or no rho."""
        main = respondents[columns.weight].cast(pl.Float64).to_numpy()[:, None]
        blocks: list[ReplicateBlock] = []
        factor = np.empty((respondents.height, 0))
        for replicates in columns.replicates:
            require_columns(respondents, replicates.columns, name)
            given = respondents.select(pl.col(replicates.columns).cast(pl.Float64)).to_numpy()
            blocks.append(ReplicateBlock(factor.shape[1], replicates))
            factor = np.hstack([factor, given / main if replicates.combined else given])
        factors, pattern = np.unique(factor.round(9), axis=0, return_inverse=True)
        scale = np.concatenate([_scales(one.replicates, name) for one in blocks])
        return cls(factor * main, pattern, factors, scale, tuple(blocks))

    def holds(self, cell: Ints, cells: int) -> Bools:
        """Return which patterns have members in each cell (respondent -> cell): cells x patterns."""
        held = np.zeros((cells, len(self.factors)), bool)
        held[cell[cell >= 0], self.pattern[cell >= 0]] = True
        return held

    def df(self, holds: Bools) -> Floats:
        """Return the rank of the replicate weights of these patterns, less 1, at most what the producer declares.

        The df of pooled waves add up. `holds`: cells x patterns.
        """
        different, place = np.unique(holds, axis=0, return_inverse=True)
        found = np.array([sum(self._df_of(block, one) for block in self.blocks) for one in different])
        return found[place.ravel()]

    def _df_of(self, block: ReplicateBlock, held: Bools) -> float:
        factors = self.factors[held, block.columns]
        if len(self.blocks) > 1:  # respondents of other waves keep their weights
            factors = factors[(factors != 1).any(axis=1)]
        rank = np.linalg.matrix_rank(factors, rtol=RANK) if factors.size else 1
        declared = block.replicates.df
        return float(rank - 1 if declared is None else min(rank - 1, declared))


def _scales(replicates: Replicates, name: str) -> Floats:
    count = len(replicates.columns)
    rscales = replicates.rscales or ((1.0,) * count if replicates.method != "JKn" else ())
    if len(rscales) != count:
        raise UserError("rscales_number", path=name, weights=count, rscales=len(rscales))
    if (replicates.method == "Fay") != (replicates.rho is not None):
        raise UserError("rho_missing", path=name, found=replicates.method)
    usual = {
        "JK1": (count - 1) / count,
        "JKn": 1.0,
        "bootstrap": 1 / (count - 1),
        "BRR": 1 / count,
        "Fay": 1 / (count * (1 - (replicates.rho or 0.0)) ** 2),
    }[replicates.method]
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
        cell = np.where(self.cell < 0, -1, cell_of[self.cell])
        return ReplicateSums(
            self.replicate_weights, sum_by(selection, self.weight), sum_by(selection, self.total), cell
        )

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
    replicate_weights: ReplicateWeights
    holds: Bools  # cells x patterns of replicate factors: which of them the cell's members have

    @classmethod
    def of(cls, sums: ReplicateSums, mean: Floats, size: Floats) -> ReplicateVariance:
        """Estimate the variance of every cell's mean; replicates in which a cell is empty are left out of it."""
        holds = sums.replicate_weights.holds(sums.cell, len(mean))
        with np.errstate(divide="ignore", invalid="ignore"):
            deviation = _deviation(sums.total / sums.weight, mean, sums.replicate_weights)
            size_deviation = _deviation(sums.weight / size[:, :, None], np.ones_like(size), sums.replicate_weights)
        return cls(
            deviation,
            size_deviation,
            variance=(deviation**2).sum(axis=2),
            n_strata_answering=np.ones_like(mean),
            n_strata_unknown=np.zeros_like(mean),
            df=sums.replicate_weights.df(holds),
            replicate_weights=sums.replicate_weights,
            holds=holds,
        )

    @property
    def df_answered(self) -> Floats:
        """Return the df for trends; replicates do not tell who answered."""
        return np.broadcast_to(self.df[:, None], self.variance.shape)

    def size_covariances(self) -> tuple[Floats, Floats]:
        """Return the covariance of the mean with, and the variance of, the relative size of the cell."""
        return (self.deviation * self.size_deviation).sum(axis=2), (self.size_deviation**2).sum(axis=2)

    def covariance_with(self, other: ReplicateVariance, pair: Ints) -> DomainCovariance:
        """Return the covariance of each cell with cell `pair` of another margin of the same sample (-1: none)."""
        union = self.replicate_weights.df(self.holds | other.holds[pair])
        return DomainCovariance(
            covariance=(self.deviation * other.deviation[pair]).sum(axis=2),
            n_strata_answering=self.n_strata_answering,
            n_strata_unknown=self.n_strata_unknown,
            df=np.where(pair >= 0, union, np.nan),
        )

    def combined(self, of_domain: Ints, coefficient: Floats, combinations: int) -> CombinationVariance:
        """Return the variance of sums of coefficient x mean, each cell in combination `of_domain` (-1: in none)."""
        selection = membership_matrix(of_domain, combinations)
        deviation = sum_by(selection, coefficient[:, None, None] * self.deviation)
        df = self.replicate_weights.df(selection @ self.holds.astype(np.int64) > 0)
        variance = (deviation**2).sum(axis=2)
        return CombinationVariance(variance, np.ones_like(variance), np.zeros_like(variance), df)


def _deviation(estimate: Floats, full: Floats, replicate_weights: ReplicateWeights) -> Floats:
    valid = np.isfinite(estimate) & (replicate_weights.scale > 0)
    deviation = np.zeros_like(estimate)
    for block in replicate_weights.blocks:
        own = valid[:, :, block.columns]
        found = np.where(own, estimate[:, :, block.columns], 0.0)
        centre = full if block.replicates.mse else found.sum(axis=2) / np.maximum(own.sum(axis=2), 1)
        deviation[:, :, block.columns] = np.where(own, found - centre[:, :, None], 0.0)
    scaled: Floats = deviation * np.sqrt(replicate_weights.scale)
    return scaled
