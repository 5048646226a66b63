"""Two-stage sampling without replacement: what sampling inside the PSUs adds to the variance.

V = V1 + sum over PSUs of n_h / N_h x V2: V1 is that of taylor.py with the first fpc, V2 the same form inside a PSU,
with its units as PSUs and its own fpc. Without a first fpc V2 has no part. Source: Särndal, Swensson & Wretman 1992,
Model Assisted Survey Sampling, ch. 4.3 (R: svyrecvar, two stages).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from etl.estimate.arrays import Floats, Ints
from etl.estimate.design import DesignColumns
from etl.estimate.design_arrays import SurveyDesign, survey_design
from etl.estimate.variance.calibrated import CalibratedRows
from etl.estimate.variance.protocols import CombinationVariance, DomainCovariance, VarianceEstimate, VarianceTotals
from etl.estimate.variance.taylor import TaylorTotals

PSU = "psu of the second stage"
IN_STRATUM = " / "  # between the names of stratum and PSU, which errors then name as the file does


def second_stage(respondents: pl.DataFrame, columns: DesignColumns, first: SurveyDesign) -> SurveyDesign:
    """Return the design inside the PSUs, each a stratum of its own; its variance is taken by n_h / N_h."""
    names = [column for column in (columns.stratum, columns.psu) if column is not None]
    psu = pl.concat_str(names, separator=IN_STRATUM)
    inside = replace(columns, stratum=PSU, psu=columns.unit, fpc=columns.unit_fpc)
    design = survey_design(respondents.with_columns(psu.alias(PSU)), inside, first.name)
    of_psu = np.zeros(design.strata.psus.size)
    of_psu[design.stratum[design.psu]] = first.strata.fraction[first.stratum[first.psu]]
    return replace(design, strata=replace(design.strata, factor=design.strata.factor * of_psu))


@dataclass(frozen=True, slots=True)
class TwoStageRows:
    """Both stages at the rows that every margin is made from."""

    first: TaylorTotals | CalibratedRows
    second: TaylorTotals | CalibratedRows
    row: Ints  # row of the second stage -> row of the first

    def at(self, cell_of: Ints, cells: int) -> TwoStageTotals:
        """Sum into domains."""
        return TwoStageTotals(self.first.at(cell_of, cells), self.second.at(cell_of[self.row], cells))


@dataclass(frozen=True, slots=True)
class TwoStageTotals:
    """Both stages, summed to domains."""

    first: VarianceTotals
    second: VarianceTotals

    def at(self, cell_of: Ints, cells: int) -> TwoStageTotals:
        """Sum into coarser domains."""
        return TwoStageTotals(self.first.at(cell_of, cells), self.second.at(cell_of, cells))

    def variance_estimate(self, mean: Floats, size: Floats) -> TwoStageVariance:
        """Estimate the variance of every domain's mean."""
        return TwoStageVariance(self.first.variance_estimate(mean, size), self.second.variance_estimate(mean, size))


@dataclass(frozen=True, slots=True)
class TwoStageVariance:
    """The sampling error of one margin's cells: variances add up, PSUs, strata and df are those of the first stage."""

    first: VarianceEstimate
    second: VarianceEstimate

    @property
    def variance(self) -> Floats:
        """Return the variance of every mean, over the strata whose variance is known."""
        return self.first.variance + self.second.variance

    @property
    def n_strata_answering(self) -> Floats:
        """Count the strata with an answer."""
        return self.first.n_strata_answering

    @property
    def n_strata_unknown(self) -> Floats:
        """Count those of them whose variance is not known."""
        return self.first.n_strata_unknown

    @property
    def df(self) -> Floats:
        """Count PSUs - strata with members in the cell."""
        return self.first.df

    @property
    def df_answered(self) -> Floats:
        """Count PSUs - strata with an answer."""
        return self.first.df_answered

    def size_covariances(self) -> tuple[Floats, Floats]:
        """Return the covariance of the mean with, and the variance of, the relative size of the cell (for trends)."""
        of_mean, of_size = self.first.size_covariances()
        within_mean, within_size = self.second.size_covariances()
        return of_mean + within_mean, of_size + within_size

    def covariance_with(self, other: TwoStageVariance, pair: Ints) -> DomainCovariance:
        """Return the covariance of each cell with cell `pair` of another margin of the same sample (-1: none)."""
        first = self.first.covariance_with(other.first, pair)
        return replace(first, covariance=first.covariance + self.second.covariance_with(other.second, pair).covariance)

    def combined(self, of_domain: Ints, coefficient: Floats, combinations: int) -> CombinationVariance:
        """Return the variance of sums of coefficient x mean, each cell in combination `of_domain` (-1: in none)."""
        first = self.first.combined(of_domain, coefficient, combinations)
        second = self.second.combined(of_domain, coefficient, combinations)
        return replace(first, variance=first.variance + second.variance)
