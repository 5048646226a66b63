"""What a variance of domain estimates offers, by whichever method it was estimated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

from etl.estimate.arrays import Floats, Ints


@dataclass(frozen=True, slots=True)
class DomainCovariance:
    """The covariance of each domain with its reference: domains x items, df per domain; NaN without a reference."""

    covariance: Floats
    n_strata_answering: Floats  # strata with an answer in either
    n_strata_unknown: Floats  # of these, without known variance
    df: Floats  # of the union


@dataclass(frozen=True, slots=True)
class CombinationVariance:
    """The sampling error of linear combinations of domain means: combinations x items, df per combination."""

    variance: Floats
    n_strata_answering: Floats  # strata with an answer in any of the domains
    n_strata_unknown: Floats  # of these, without known variance
    df: Floats  # of the union of the domains


class VarianceEstimate(Protocol):
    """The sampling error of the domains of one margin: domains x items, `df` per domain."""

    @property
    def variance(self) -> Floats:
        """Return the variance of every mean, over the strata whose variance is known."""

    @property
    def n_strata_answering(self) -> Floats:
        """Count the strata with an answer."""

    @property
    def n_strata_unknown(self) -> Floats:
        """Count those of them whose variance is not known."""

    @property
    def df(self) -> Floats:
        """Return the degrees of freedom of a domain."""

    @property
    def df_answered(self) -> Floats:
        """Return the degrees of freedom of those who answered, for trends."""

    def size_covariances(self) -> tuple[Floats, Floats]:
        """Return the covariance of the mean with, and the variance of, the relative size of the domain."""

    def covariance_with(self, other: Self, pair: Ints) -> DomainCovariance:
        """Return the covariance of each domain with domain `pair` of another margin of the same sample (-1: none)."""

    def combined(self, of_domain: Ints, coefficient: Floats, combinations: int) -> CombinationVariance:
        """Return the variance of sums of coefficient x mean, each domain in combination `of_domain` (-1: in none)."""


class VarianceTotals(Protocol):
    """What a variance is estimated from, summed to domains, and to coarser ones as often as needed."""

    def at(self, cell_of: Ints, cells: int, /) -> VarianceTotals:
        """Sum into coarser domains (cells); -1 goes nowhere."""

    def variance_estimate(self, mean: Floats, size: Floats) -> VarianceEstimate:
        """Estimate the variance of every domain's `mean`; `size` is its sum of weights."""
