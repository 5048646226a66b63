"""The scale on which a difference is tested: of shares that of the logit, of everything else their own.

The sampling error of a share depends on the share: a small one that is too small by chance has too small an error, and
on its own scale it is found to differ far too often (decision 0015 has the numbers). On the logit scale it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from etl.estimate.arrays import Bools, Floats, Ints

ALIKE = 1e-6  # differences of logits below this: the slope of the logit takes the place of their ratio


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference; arrays of one shape."""

    value: Floats  # a share 0..1 or a mean
    variance: Floats
    effective_n: Floats  # Kish's, (sum of w)^2 / sum of w^2; NaN where it is not known

    @property
    def never_varies(self) -> Bools:
        """Whether a share is 0 or 1, so that its error cannot be seen."""
        return (self.value <= 0) | (self.value >= 1)

    def at(self, place: Ints) -> Side:
        """Return the rows at `place`."""
        return Side(self.value[place], self.variance[place], self.effective_n[place])

    def with_half_a_respondent(self) -> Side:
        """Return shares of 0 or 1 as if half a respondent more had said each of yes and no.

        p = (n x + 1/2) / (n + 1), variance p (1 - p) / n on the effective n. Source: Haldane 1956, Annals of Human
        Genetics 20: 309-311; the effective n as in the interval of such a share (Korn & Graubard 1998).
        """
        n = self.effective_n
        moved = (n * self.value + 0.5) / (n + 1)
        return Side(
            np.where(self.never_varies, moved, self.value),
            np.where(self.never_varies, moved * (1 - moved) / n, self.variance),
            n,
        )


@np.errstate(divide="ignore", invalid="ignore")  # what has no logit keeps its own variance
def variance_to_test(own: Side, reference: Side, covariance: Floats, share: Bools) -> Floats:
    """Return the variance with which own - reference is tested and its interval made.

    Shares: z = (logit a - logit b) / s with s^2 = Va / (a (1 - a))^2 + Vb / (b (1 - b))^2 - 2 Cab / (a (1 - a) b (1 -
    b)); the variance is ((a - b) / z)^2, so that (a - b) / its root is z, and test and interval say the same. Source:
    Miettinen 1976, American Journal of Epidemiology 103: 226-235 (test-based intervals); Agresti 2013, Categorical Data
    Analysis, 16.1 (delta method). Where a is b the ratio becomes its limit, p (1 - p). Everything that is not a share:
    Va + Vb - 2 Cab.
    """
    plain = own.variance + reference.variance - 2 * covariance
    alone = own.never_varies | reference.never_varies
    a = own.with_half_a_respondent()
    b = reference.with_half_a_respondent()
    slope_a = 1 / (a.value * (1 - a.value))
    slope_b = 1 / (b.value * (1 - b.value))
    shared = np.where(alone, 0.0, covariance)
    of_logits = a.variance * slope_a**2 + b.variance * slope_b**2 - 2 * shared * slope_a * slope_b
    difference = own.value - reference.value
    gap = special.logit(a.value) - special.logit(b.value)
    middle = (a.value + b.value) / 2
    alike = (np.abs(gap) < ALIKE) | (np.abs(difference) < ALIKE)
    per_logit = np.where(alike, middle * (1 - middle), difference / gap)
    found = of_logits * per_logit**2
    return np.where(share & np.isfinite(found), found, plain)


@np.errstate(divide="ignore", invalid="ignore")
def df_of_sum(variance: Floats, df: Floats) -> Floats:
    """Return the degrees of freedom of a sum of independent estimates, which lie along the last axis.

    (sum of V)^2 / sum of V^2 / df; the smallest df where no variance is known. Source: Satterthwaite 1946, Biometrics
    Bulletin 2: 110-114.
    """
    found = variance.sum(axis=-1) ** 2 / (variance**2 / df).sum(axis=-1)
    smallest: Floats = df.min(axis=-1)
    return np.where(np.isnan(found), smallest, found)
