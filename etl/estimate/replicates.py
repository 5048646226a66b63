"""Replicate weights: the spread of an estimate over JK1, JKn or bootstrap replicates is its sampling error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from contract.errors import UserError
from etl.estimate.design import Design, Replicates
from etl.estimate.design_arrays import Answer, Floats, Ints, indicator, present
from etl.estimate.taylor import Joint

RANK = 1e-5  # singular values below this part of the largest are none (as R)


@dataclass(frozen=True, slots=True)
class Sets:
    """The replicate weights of a sample."""

    weight: Floats  # respondents x replicates
    pattern: Ints  # respondent -> place of the respondent's replicate factors among all that occur
    factors: Floats  # patterns x replicates
    scale: Floats  # replicate: scale x rscale
    replicates: Replicates

    @classmethod
    def of(cls, respondents: pl.DataFrame, design: Design, replicates: Replicates, name: str) -> Sets:
        """Read the replicate weights; raise UserError for a missing column or a wrong number of rscales."""
        present(respondents, replicates.weights, name)
        given = respondents.select(pl.col(replicates.weights).cast(pl.Float64)).to_numpy()
        main = respondents[design.weight].cast(pl.Float64).to_numpy()[:, None]
        factor = given / main if replicates.combined else given
        factors, pattern = np.unique(factor.round(9), axis=0, return_inverse=True)
        return cls(factor * main, pattern, factors, _scales(replicates, name), replicates)


def _scales(replicates: Replicates, name: str) -> Floats:
    count = len(replicates.weights)
    rscales = replicates.rscales or ((1.0,) * count if replicates.method != "JKn" else ())
    if len(rscales) != count:
        raise UserError("rscales_number", path=name, weights=count, rscales=len(rscales))
    usual = {"JK1": (count - 1) / count, "JKn": 1.0, "bootstrap": 1 / (count - 1)}[replicates.method]
    return np.array(rscales) * (usual if replicates.scale is None else replicates.scale)


@dataclass(frozen=True, slots=True)
class ReplicateSums:
    """Sums over the respondents of each cell under each replicate: cells x items x replicates."""

    sets: Sets
    weight: Floats
    total: Floats
    cell: Ints  # respondent -> cell

    @classmethod
    def of(cls, sets: Sets, given: Sequence[Answer], cell: Ints, cells: int) -> ReplicateSums:
        """Sum the respondents into cells, item by item."""
        gather = indicator(cell, cells)
        weight = np.stack([gather @ (one.answered[:, None] * sets.weight) for one in given], axis=1)
        total = np.stack([gather @ (one.value[:, None] * sets.weight) for one in given], axis=1)
        return cls(sets, weight, total, cell)

    def at(self, cell_of: Ints, cells: int) -> ReplicateSums:
        """Sum into coarser cells."""
        gather, shape = indicator(cell_of, cells), (cells, *self.weight.shape[1:])
        weight, total = ((gather @ one.reshape(one.shape[0], -1)).reshape(shape) for one in (self.weight, self.total))
        return ReplicateSums(self.sets, weight, total, np.where(self.cell < 0, -1, cell_of[self.cell]))


@dataclass(frozen=True, slots=True)
class Replicated:
    """The sampling error of one margin's cells; the same face as Linearised."""

    deviation: Floats  # cells x items x replicates: replicate estimate - centre, times the root of its scale
    size_deviation: Floats  # the same of the cell's relative size
    variance: Floats
    met: Floats
    unknown: Floats
    df: Floats

    @classmethod
    def of(cls, sums: ReplicateSums, mean: Floats, size: Floats) -> Replicated:
        """Work out the variance of every cell's mean; replicates in which a cell is empty are left out of it."""
        with np.errstate(divide="ignore", invalid="ignore"):
            deviation = _deviation(sums.total / sums.weight, mean, sums.sets)
            size_deviation = _deviation(sums.weight / size[:, :, None], np.ones_like(size), sums.sets)
        return cls(
            deviation,
            size_deviation,
            variance=(deviation**2).sum(axis=2),
            met=np.ones_like(mean),
            unknown=np.zeros_like(mean),
            df=_df(sums.sets, sums.cell, len(mean)),
        )

    @property
    def df_answered(self) -> Floats:
        """Give the df for trends; replicates do not tell who answered."""
        return np.broadcast_to(self.df[:, None], self.variance.shape)

    def weights(self) -> tuple[Floats, Floats]:
        """Give the covariance of the mean with, and the variance of, the relative size of the cell."""
        return (self.deviation * self.size_deviation).sum(axis=2), (self.size_deviation**2).sum(axis=2)

    def joint(self, other: Replicated, pair: Ints) -> Joint:
        """Compare each cell with cell `pair` of another margin of the same sample (-1: none).

        The df is the larger of the two: the union's is at least that.
        """
        return Joint(
            covariance=(self.deviation * other.deviation[pair]).sum(axis=2),
            met=self.met,
            unknown=self.unknown,
            df=np.where(pair >= 0, np.maximum(self.df, other.df[pair]), np.nan),
        )


def _deviation(estimate: Floats, full: Floats, sets: Sets) -> Floats:
    there = np.isfinite(estimate) & (sets.scale > 0)
    count = np.maximum(there.sum(axis=2), 1)
    centre = full if sets.replicates.mse else np.where(there, estimate, 0.0).sum(axis=2) / count
    return np.where(there, estimate - centre[:, :, None], 0.0) * np.sqrt(sets.scale)


def _df(sets: Sets, cell: Ints, cells: int) -> Floats:
    """Give the rank of the replicate weights of the cell's members, less 1; at most what the producer declares."""
    members = np.unique(np.column_stack([cell, sets.pattern])[cell >= 0], axis=0)
    patterns = np.split(members[:, 1], np.searchsorted(members[:, 0], np.arange(1, cells)))
    ranks = [np.linalg.matrix_rank(sets.factors[one], rtol=RANK) if one.size else 1 for one in patterns]
    most = np.inf if sets.replicates.df is None else sets.replicates.df
    return np.minimum(np.array(ranks, np.float64) - 1, most)
