"""Taylor linearisation: influence functions summed to PSUs, and the quadratic form that turns them into variances.

Sources: Särndal, Swensson & Wretman 1992, Model Assisted Survey Sampling, ch. 5 (linearisation of a ratio);
Lumley 2010, Complex Surveys, and its R package survey (the same numbers, strata with one PSU included).

For a cell's mean, the influence of PSU j is u_j = sum over its respondents of w (y - mean) / sum of w in the cell.
covariance(a, b) = sum over strata h of (1 - f_h) n_h / (n_h - 1) x sum over PSUs of (a_j - a-bar_h)(b_j - b-bar_h)
with n_h the number of PSUs drawn and f_h = n_h / N_h the sampling fraction (0 without an fpc); PSUs without members
count as 0. Only the PSUs of `a` are visited, since the sum equals that of a_j (b_j - b-bar_h): a two-pass form.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.estimate.arrays import Bools, Floats, Ints, membership_matrix, summed
from etl.estimate.design_arrays import StratifiedDesign
from etl.estimate.variance.protocols import CombinationVariance, DomainCovariance
from etl.estimate.variance.psu_totals import Influence, PsuTotals, at_places


@dataclass(frozen=True, slots=True)
class Strata:
    """Which strata each cell meets: keys are cell x number of strata + stratum, sorted."""

    keys: Ints
    of_row: Ints  # row -> place of its key
    answering: Floats  # key x items: PSUs with an answer

    @classmethod
    def of(cls, totals: PsuTotals, design: StratifiedDesign) -> Strata:
        """Return the strata of every cell."""
        keys, of_row = np.unique(totals.cell * design.psus.size + totals.stratum, return_inverse=True)
        return cls(keys, of_row, membership_matrix(of_row, keys.size) @ totals.answering)

    def sums(self, values: Floats) -> Floats:
        """Sum rows to (cell, stratum)."""
        summed: Floats = membership_matrix(self.of_row, self.keys.size) @ values
        return summed


@dataclass(frozen=True, slots=True)
class TaylorTotals:
    """PSU totals of a design, from which variances are linearised."""

    design: StratifiedDesign
    totals: PsuTotals

    def at(self, domain_of: Ints, n_domains: int) -> TaylorTotals:
        """Sum into coarser domains; a PSU that lies in several of the old ones becomes one."""
        return TaylorTotals(self.design, self.totals.at(domain_of, n_domains))

    def variance_estimate(self, mean: Floats, size: Floats) -> TaylorVariance:
        """Estimate the variance of every domain's mean."""
        return TaylorVariance.of(self.design, self.totals, mean, size)


@dataclass(frozen=True, slots=True)
class TaylorVariance:
    """The sampling error of one margin's cells. Arrays are cells x items; `psus`, `n_strata` and `df` per cell."""

    design: StratifiedDesign
    totals: PsuTotals
    strata: Strata
    mean: Floats
    size: Floats  # sum of w over answers
    variance: Floats  # over the strata whose variance is known
    n_strata_answering: Floats  # strata with an answer
    n_strata_unknown: Floats  # of these, strata whose variance is not known (rule average)
    answering: Floats  # PSUs with an answer
    psus: Floats
    n_strata: Floats

    @classmethod
    def of(cls, design: StratifiedDesign, totals: PsuTotals, mean: Floats, size: Floats) -> TaylorVariance:
        """Estimate the variance of every cell's mean."""
        strata = Strata.of(totals, design)
        u = totals.influence(mean, size)
        cell_of_key = strata.keys // design.psus.size
        meets = strata.answering > 0
        by_cell = membership_matrix(cell_of_key, totals.n_cells)
        return cls(
            design,
            totals,
            strata,
            mean,
            size,
            variance=totals.by_cell @ stratified_covariance(design, totals, strata, u, u),
            n_strata_answering=by_cell @ meets.astype(np.float64),
            n_strata_unknown=by_cell @ (meets & ~known(design, strata)).astype(np.float64),
            answering=by_cell @ strata.answering,
            psus=summed(totals.psus, totals.cell, totals.n_cells),
            n_strata=np.bincount(cell_of_key, minlength=totals.n_cells).astype(np.float64),
        )

    @property
    def df(self) -> Floats:
        """Count PSUs - strata with members in the cell, with and without an answer (R: degf of the subset)."""
        return self.psus - self.n_strata

    @property
    def df_answered(self) -> Floats:
        """Count PSUs - strata with an answer: cells x items."""
        return self.answering - self.n_strata_answering

    def size_covariances(self) -> tuple[Floats, Floats]:
        """Return the covariance of the mean with, and the variance of, the relative size of the cell (for trends)."""
        part = self.totals.share(self.size)
        u = self.totals.influence(self.mean, self.size)
        with_size = stratified_covariance(self.design, self.totals, self.strata, u, part)
        of_size = stratified_covariance(self.design, self.totals, self.strata, part, part)
        return self.totals.by_cell @ with_size, self.totals.by_cell @ of_size

    def covariance_with(self, other: TaylorVariance, pair: Ints) -> DomainCovariance:
        """Return the covariance of each cell with cell `pair` of another margin of the same sample (-1: none).

        Respondents that both hold, and PSUs that both share, are in the covariance.
        """
        totals = self.totals
        strata = self.strata
        n_strata = self.design.psus.size
        row = self._rows_in(other, pair)
        key = _find(other.strata.keys, pair[strata.keys // n_strata] * n_strata + strata.keys % n_strata)
        by_cell = membership_matrix(strata.keys // n_strata, totals.n_cells)
        both = (strata.answering > 0) & (at_places(other.strata.answering, key) > 0)
        both_unknown = both & ~known(self.design, strata)
        paired = pair[:, None] >= 0
        answering = self.n_strata_answering + other.n_strata_answering[pair] - by_cell @ both.astype(np.float64)
        unknown = self.n_strata_unknown + other.n_strata_unknown[pair] - by_cell @ both_unknown.astype(np.float64)
        df = self.df + other.df[pair] - totals.by_cell @ (totals.psus * (row >= 0)) + by_cell @ (key >= 0)
        return DomainCovariance(
            covariance=totals.by_cell @ self._covariance_in(other, row, key),
            n_strata_answering=np.where(paired, answering, np.nan),
            n_strata_unknown=np.where(paired, unknown, np.nan),
            df=np.where(pair >= 0, df, np.nan),
        )

    def combined(self, of_domain: Ints, coefficient: Floats, combinations: int) -> CombinationVariance:
        """Return the variance of sums of coefficient x mean, each cell in combination `of_domain` (-1: in none).

        The influence of a PSU on the sum is that sum of its influences, so that every covariance is in it.
        """
        totals = self.totals
        merged = totals.at(of_domain, combinations)
        strata = Strata.of(merged, self.design)
        n_pooled = totals.pooled_psus.psus.size
        row = _find(merged.cell * n_pooled + merged.pooled_psu, of_domain[totals.cell] * n_pooled + totals.pooled_psu)
        u = totals.influence(self.mean, self.size)
        summed_up = u.combined(membership_matrix(row, merged.cell.size), coefficient[totals.cell][:, None])
        of_key = membership_matrix(strata.keys // self.design.psus.size, combinations)
        meets = strata.answering > 0
        return CombinationVariance(
            variance=merged.by_cell @ stratified_covariance(self.design, merged, strata, summed_up, summed_up),
            n_strata_answering=of_key @ meets.astype(np.float64),
            n_strata_unknown=of_key @ (meets & ~known(self.design, strata)).astype(np.float64),
            df=summed(merged.psus, merged.cell, combinations) - of_key.sum(axis=1),
        )

    def _rows_in(self, other: TaylorVariance, pair: Ints) -> Ints:
        """Return, per row of PSU totals, the row of the same PSUs in the paired cell; -1 where there is none."""
        totals = self.totals
        n_pooled = self.totals.pooled_psus.psus.size
        wanted = pair[totals.cell] * n_pooled + totals.pooled_psu
        return _find(other.totals.cell * n_pooled + other.totals.pooled_psu, wanted)

    def _covariance_in(self, other: TaylorVariance, row: Ints, key: Ints) -> Floats:
        """Return what each row adds to the covariance with the paired cell; `row`, `key`: its PSUs and strata there."""
        a = self.totals.influence(self.mean, self.size)
        b = other.totals.influence(other.mean, other.size)
        of_stratum = at_places(other.strata.sums(b.total), key)[self.strata.of_row]
        return stratum_products(self.design, self.totals, a, b.at_places(row), of_stratum)


def _find(keys: Ints, wanted: Ints) -> Ints:
    """Return the place of each wanted key; -1 where it is not (a negative key never is)."""
    order = np.argsort(keys, kind="stable")
    near = np.minimum(np.searchsorted(keys, wanted, sorter=order), keys.size - 1)
    place = order[near]
    found: Ints = np.where((keys[place] == wanted) & (wanted >= 0), place, -1)
    return found


def known(design: StratifiedDesign, strata: Strata) -> Bools:
    """Return, per (cell, stratum), whether the stratum's variance is known."""
    of_stratum: Bools = design.known[strata.keys % design.psus.size][:, None]
    return of_stratum


def stratified_covariance(
    design: StratifiedDesign, totals: PsuTotals, strata: Strata, a: Influence, b: Influence
) -> Floats:
    """Return what each row adds to the covariance of a and b, two influences on one cell: rows x items."""
    return stratum_products(design, totals, a, b, strata.sums(b.total)[strata.of_row])


def stratum_products(
    design: StratifiedDesign, totals: PsuTotals, a: Influence, b: Influence, of_stratum: Floats
) -> Floats:
    """Return (1 - f_h) n_h / (n_h - 1) x a_j (b_j - b-bar_h) of each row of PSU totals: rows x items.

    Their sum over a cell is the covariance of two estimates of one sample: the formula at the head of this module.
    `of_stratum`: the sum of b over all PSUs of the row's stratum, those without a row too. Without an fpc the PSUs of a
    stratum are taken as drawn with replacement; with one, only the first stage of sampling is corrected (the second:
    two_stage.py). Source: Lumley 2010, Complex Surveys (R: svyrecvar).
    """
    mean = of_stratum / design.psus[totals.stratum][:, None]
    centred = design.centred[totals.stratum][:, None]
    factor = design.factor[totals.stratum][:, None]
    return factor * totals.products(a, b, np.where(centred, mean, 0.0))
