"""The variance under calibrated weights: that of what the calibration leaves unexplained.

With weights w = g d calibrated to totals of x, the influence of respondent i on an estimate, u_i, is replaced by its
residual e_i = u_i - w_i x_i' beta, beta being the regression of u / w on x over all respondents with the weights d.
Respondents outside the cell, and without an answer, have residuals too. For linear and raking calibration alike.
Source: Deville & Särndal 1992, Journal of the American Statistical Association 87: 376-382; Lumley 2010, Complex
Surveys, ch. 7 (R: calibrate and svyrecvar, the same weights).

No residual is ever made. With Q the quadratic form of the design (taylor.py) and z = w x summed to PSUs,
Q(e_a, e_b) = Q(a, b) - beta_a' Q(z, b) - beta_b' Q(z, a) + beta_a' Q(z, z) beta_b,
beta and Q(z, .) are linear in the sums of weights and of answers of a cell, and x is the same for all members of a
row, so that finer cells add up to coarser ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from etl.estimate.arrays import Floats, Ints, distinct, independent_columns, membership_matrix, sum_by, summed
from etl.estimate.variance.protocols import CombinationVariance, DomainCovariance
from etl.estimate.variance.psu_totals import WeightMoments
from etl.estimate.variance.taylor import TaylorTotals, TaylorVariance

# A variance below this part of the terms that it is the difference of is rounding: calibration fixes the estimate.
EXPLAINED = 1e-11


@dataclass(frozen=True, slots=True)
class CalibrationCells:
    """The respondents by all margins crossed, and an orthonormal basis of the margins: basis' D basis = 1."""

    of_row: Ints  # row -> cell
    basis: Floats  # cell x dimensions
    ratio: Floats  # cell: g, weight over the weight before calibration

    @classmethod
    def of(cls, margins: Sequence[Ints], weight: Floats, before: Floats) -> CalibrationCells:
        """Cross the margins (row -> position, -1: none); both weights are sums over the rows."""
        of_row = np.zeros(weight.size, np.int64)
        cells = 1
        for position in margins:
            bound = int(position.max()) + 2
            keys, of_row = distinct(of_row * bound + position + 1, cells * bound)
            cells = keys.size
        d = summed(before, of_row, cells)
        any_row = np.zeros(cells, np.int64)
        any_row[of_row] = np.arange(of_row.size)
        x = np.hstack([indicators(position[any_row]) for position in margins])
        return cls(of_row, x @ independent_columns(x, d), summed(weight, of_row, cells) / d)


def indicators(position: Ints) -> Floats:
    """Return a column of 0 and 1 for every position; nothing at -1."""
    columns: Floats = (position[:, None] == np.arange(position.max() + 1)).astype(np.float64)
    return columns


@dataclass(frozen=True, slots=True)
class LinearSums:
    """A linear function of the influence on a mean, cells x items x dimensions, as that of the sums it is made of."""

    weight: Floats  # of the sum of w over answers
    total: Floats  # of the sum of w y

    def at(self, cell_of: Ints, cells: int) -> LinearSums:
        """Sum into coarser cells."""
        selection = membership_matrix(cell_of, cells)
        return LinearSums(sum_by(selection, self.weight), sum_by(selection, self.total))

    def of_mean(self, mean: Floats, size: Floats) -> Floats:
        """Return the function of u = w (y - mean) / size; 0 without answers."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.nan_to_num((self.total - mean[:, :, None] * self.weight) / size[:, :, None])

    def of_share(self, size: Floats) -> Floats:
        """Return the function of w / size, the part of the cell's weight."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.nan_to_num(self.weight / size[:, :, None])


@dataclass(frozen=True, slots=True)
class CalibratedPsus:
    """z: the weights of calibration cells, summed to PSUs."""

    mean: sparse.csr_array  # pooled PSU x calibration cells: mean weight over its PSUs
    centre: sparse.csr_array  # stratum x calibration cells: mean over its PSUs; 0 where squares are not centred
    to_stratum: sparse.csr_array  # pooled PSU x stratum

    @classmethod
    def of(cls, taylor: TaylorTotals, cells: CalibrationCells, weights: WeightMoments) -> CalibratedPsus:
        """Sum the weights of all respondents, with and without an answer."""
        pooled = taylor.totals.pooled_psus
        shape = (pooled.psus.size, cells.basis.shape[0])
        weight = _placed(weights.weight[:, None], taylor.totals.pooled_psu, cells.of_row, shape)
        to_stratum = membership_matrix(pooled.stratum, taylor.design.psus.size).T.tocsr()
        centre = sparse.diags_array(taylor.design.centred / taylor.design.psus) @ (to_stratum.T @ weight)
        mean = sparse.diags_array(1 / pooled.psus) @ weight
        return cls(mean.tocsr(), centre.tocsr(), to_stratum)

    def quadratic(self, taylor: TaylorTotals, cells: CalibrationCells, weights: WeightMoments) -> Floats:
        """Return Q(z, z)."""
        design = taylor.design
        pooled = taylor.totals.pooled_psus
        of_psu = sparse.diags_array(design.factor[pooled.stratum] * pooled.psus)
        of_stratum = sparse.diags_array(design.factor * design.psus)
        factor = design.factor[taylor.totals.stratum]
        within = summed(factor * weights.squared, cells.of_row, cells.basis.shape[0])
        crossed = self.mean.T @ of_psu @ self.mean - self.centre.T @ of_stratum @ self.centre
        quadratic: Floats = cells.basis.T @ ((crossed + sparse.diags_array(within)) @ cells.basis)
        return quadratic


@dataclass(frozen=True, slots=True)
class CalibratedRows:
    """A calibrated survey at the rows that every margin is made from."""

    taylor: TaylorTotals
    cells: CalibrationCells
    weights: WeightMoments
    z: CalibratedPsus
    quadratic: Floats  # Q(z, z)

    @classmethod
    def of(cls, taylor: TaylorTotals, margins: Sequence[Ints], weights: WeightMoments) -> CalibratedRows:
        """Sum the weights of the calibration cells to PSUs; `margins`: row -> position, -1: none."""
        cells = CalibrationCells.of(margins, weights.weight, weights.before)
        z = CalibratedPsus.of(taylor, cells, weights)
        return cls(taylor, cells, weights, z, z.quadratic(taylor, cells, weights))

    def at(self, cell_of: Ints, cells: int) -> CalibratedTotals:
        """Sum into domains."""
        totals = self.taylor.totals
        ratio = self.cells.ratio[self.cells.of_row][:, None]
        regression = (self._sums(one / ratio, cell_of, cells) for one in (totals.weight, totals.total))
        of_weight, of_total = self._within()
        with_z = (
            self._with_z(one, within, cell_of, cells)
            for one, within in ((totals.weight, of_weight), (totals.total, of_total))
        )
        return CalibratedTotals(
            self.taylor.at(cell_of, cells), self.quadratic, LinearSums(*regression), LinearSums(*with_z)
        )

    @property
    def _factor(self) -> Floats:
        factor: Floats = self.taylor.design.factor[self.taylor.totals.stratum]
        return factor

    def _sums(self, values: Floats, cell_of: Ints, cells: int) -> Floats:
        """Sum x times the values of the rows (rows x items) into domains."""
        shape = (cells, self.cells.basis.shape[0])
        sums: Floats = _placed(values, cell_of, self.cells.of_row, shape) @ self.cells.basis
        return sums.reshape(cells, values.shape[1], -1)

    def _within(self) -> tuple[Floats, Floats]:
        """Return the sums of products of A_j with w and with w y, less their means, over the PSUs that share a row."""
        totals = self.taylor.totals
        if self.weights.products is None:
            return np.zeros_like(totals.weight), np.zeros_like(totals.weight)
        with np.errstate(divide="ignore", invalid="ignore"):
            own = np.nan_to_num(totals.total / totals.weight)
        products = self.weights.products
        return products.weights, products.answers + own * products.weights

    def _with_z(self, values: Floats, within: Floats, cell_of: Ints, cells: int) -> Floats:
        """Return Q(z, .) of the sums of each domain: a two-pass form, as in taylor.py."""
        totals = self.taylor.totals
        shape = (cells, self.z.mean.shape[0])  # domains x pooled PSUs
        placed = _placed(self._factor[:, None] * values, cell_of, totals.pooled_psu, shape)
        between: Floats = (placed @ self.z.mean - (placed @ self.z.to_stratum) @ self.z.centre) @ self.cells.basis
        return between.reshape(cells, values.shape[1], -1) + self._sums(self._factor[:, None] * within, cell_of, cells)


def _placed(values: Floats, row: Ints, column: Ints, shape: tuple[int, int]) -> sparse.csr_array:
    """Return the matrix of these sums, (row, item) x column; values at row -1 are left out."""
    inside = np.flatnonzero(row >= 0)
    items = values.shape[1]
    rows = row[inside, None] * items + np.arange(items)
    columns = np.repeat(column[inside], items)
    return sparse.csr_array((values[inside].ravel(), (rows.ravel(), columns)), shape=(shape[0] * items, shape[1]))


@dataclass(frozen=True, slots=True)
class CalibratedTotals:
    """PSU totals under calibrated weights, with the regression on the margins."""

    taylor: TaylorTotals
    quadratic: Floats  # Q(z, z)
    regression: LinearSums  # beta
    with_z: LinearSums  # Q(z, .)

    def at(self, cell_of: Ints, cells: int) -> CalibratedTotals:
        """Sum into coarser domains."""
        return CalibratedTotals(
            self.taylor.at(cell_of, cells),
            self.quadratic,
            self.regression.at(cell_of, cells),
            self.with_z.at(cell_of, cells),
        )

    def variance_estimate(self, mean: Floats, size: Floats) -> CalibratedVariance:
        """Estimate the variance of every domain's mean."""
        of_mean = _Calibrated(self.regression.of_mean(mean, size), self.with_z.of_mean(mean, size))
        return CalibratedVariance(self.taylor.variance_estimate(mean, size), self, of_mean)


@dataclass(frozen=True, slots=True)
class _Calibrated:
    """beta and Q(z, .) of one influence function: domains x items x dimensions."""

    beta: Floats
    with_z: Floats

    def at(self, pair: Ints) -> _Calibrated:
        return _Calibrated(self.beta[pair], self.with_z[pair])

    def combined(self, of_domain: Ints, coefficient: Floats, combinations: int) -> _Calibrated:
        selection = membership_matrix(of_domain, combinations, coefficient)
        return _Calibrated(sum_by(selection, self.beta), sum_by(selection, self.with_z))

    def explained_with(self, other: _Calibrated, quadratic: Floats) -> Floats:
        """Return Q(a, b) - Q(e_a, e_b)."""
        left = other.with_z - other.beta @ quadratic
        explained: Floats = np.vecdot(self.beta, left) + np.vecdot(other.beta, self.with_z)
        return explained


@dataclass(frozen=True, slots=True)
class CalibratedVariance:
    """The sampling error of one margin's cells under calibrated weights; df and PSUs are those of the design."""

    taylor: TaylorVariance
    totals: CalibratedTotals
    of_mean: _Calibrated

    @property
    def quadratic(self) -> Floats:
        """Return Q(z, z)."""
        return self.totals.quadratic

    @property
    def variance(self) -> Floats:
        """Return the variance of every mean, over the strata whose variance is known."""
        plain = self.taylor.variance
        residual = plain - self.of_mean.explained_with(self.of_mean, self.quadratic)
        terms = plain + self.of_mean.beta**2 @ np.diag(self.quadratic)
        return np.where(residual > EXPLAINED * terms, residual, 0.0)

    @property
    def n_strata_answering(self) -> Floats:
        """Count all strata: respondents outside the cell have residuals too (so R)."""
        return np.full_like(self.taylor.variance, self.taylor.design.psus.size)

    @property
    def n_strata_unknown(self) -> Floats:
        """Count the strata whose variance is not known."""
        return np.full_like(self.taylor.variance, (~self.taylor.design.known).sum())

    @property
    def df(self) -> Floats:
        """Count PSUs - strata with members in the cell."""
        return self.taylor.df

    @property
    def df_answered(self) -> Floats:
        """Count PSUs - strata with an answer."""
        return self.taylor.df_answered

    def size_covariances(self) -> tuple[Floats, Floats]:
        """Return the covariance of the mean with, and the variance of, the relative size of the cell (for trends)."""
        with_size, of_size = self.taylor.size_covariances()
        size = self.taylor.size
        of_share = _Calibrated(self.totals.regression.of_share(size), self.totals.with_z.of_share(size))
        return (
            with_size - self.of_mean.explained_with(of_share, self.quadratic),
            of_size - of_share.explained_with(of_share, self.quadratic),
        )

    def covariance_with(self, other: CalibratedVariance, pair: Ints) -> DomainCovariance:
        """Return the covariance of each cell with cell `pair` of another margin of the same sample (-1: none)."""
        plain = self.taylor.covariance_with(other.taylor, pair)
        paired = pair[:, None] >= 0
        return DomainCovariance(
            covariance=plain.covariance - self.of_mean.explained_with(other.of_mean.at(pair), self.quadratic),
            n_strata_answering=np.where(paired, self.n_strata_answering, np.nan),
            n_strata_unknown=np.where(paired, self.n_strata_unknown, np.nan),
            df=plain.df,
        )

    def combined(self, of_domain: Ints, coefficient: Floats, combinations: int) -> CombinationVariance:
        """Return the variance of sums of coefficient x mean, each cell in combination `of_domain` (-1: in none)."""
        plain = self.taylor.combined(of_domain, coefficient, combinations)
        influence = self.of_mean.combined(of_domain, coefficient, combinations)
        return CombinationVariance(
            variance=np.maximum(plain.variance - influence.explained_with(influence, self.quadratic), 0.0),
            n_strata_answering=np.full_like(plain.variance, self.taylor.design.psus.size),
            n_strata_unknown=np.full_like(plain.variance, (~self.taylor.design.known).sum()),
            df=plain.df,
        )
