"""The Fay-Herriot model: areas' direct estimates, what registers know of them, and what is left between areas.

y_i = x_i' b + v_i + e_i: v_i of variance s (between areas), e_i of known variance d_i (sampling). s is found by REML, b
by weighted least squares. The estimate of an area (EBLUP) is x_i' b + g_i (y_i - x_i' b) with g_i = s / (s + d_i);
without a direct estimate it is x_i' b (synthetic). Its mean squared error is g1 + g2 + 2 g3: g1 = g d, g2 = (1 - g)^2
x' Q x, g3 = d^2 (s + d)^-3 2 / sum of (s + d)^-2. Sources: Fay & Herriot 1979, JASA 74: 269-277; Datta & Lahiri 2000,
Statistica Sinica 10: 613-627; Rao & Molina 2015, Small Area Estimation, ch. 6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from etl.estimate.arrays import Bools, Floats, quadratic_forms

NONE = 1e-4  # a variance between areas below this part of the sampling variance is none
DOUBLINGS = 60
COLLINEAR = 1e-6  # singular values below this part of the largest are none; so is what is left of a leverage of 1


def is_determined(x: Floats) -> bool:
    """Return whether `x` has one solution for b, and would have one without any single area.

    Collinear covariates share one influence in any way; an area of leverage 1 alone decides on a covariate's, so that
    nothing predicts it.
    """
    vectors, values, _ = np.linalg.svd(x, full_matrices=False)
    if values[-1] <= COLLINEAR * values[0]:
        return False
    return bool((vectors**2).sum(axis=1).max() < 1 - COLLINEAR)


@dataclass(frozen=True, slots=True)
class FayHerriot:
    """A fitted model."""

    y: Floats  # direct estimates
    sampling: Floats  # their sampling variances
    x: Floats  # areas x covariates, the constant among them
    between: float  # variance between areas, given the covariates
    beta: Floats
    q: Floats  # covariance of beta

    @classmethod
    def fit(cls, y: Floats, sampling: Floats, x: Floats) -> FayHerriot:
        """Fit by REML; a variance between areas of 0 is possible. `x` must be determined (`is_determined`)."""
        between = _reml(y, sampling, x)
        _, q, beta = _least_squares(y, sampling, x, between)
        return cls(y, sampling, x, between, beta, q)

    @property
    def weight(self) -> Floats:
        """Return g, the weight of each direct estimate in the EBLUP."""
        return self.between / (self.between + self.sampling)

    def eblup(self) -> tuple[Floats, Floats]:
        """Return the estimates of the areas with a direct one, and their mean squared errors."""
        g = self.weight
        fixed = self.x @ self.beta
        precision = 1 / (self.between + self.sampling)
        g2 = (1 - g) ** 2 * quadratic_forms(self.x, self.q)
        g3 = self.sampling**2 * precision**3 * 2 / (precision**2).sum()
        return fixed + g * (self.y - fixed), g * self.sampling + g2 + 2 * g3

    def synthetic(self, x: Floats) -> tuple[Floats, Floats]:
        """Return the estimates of areas without a direct one, and their mean squared errors."""
        return x @ self.beta, self.between + quadratic_forms(x, self.q)

    def left_out(self) -> tuple[Floats, Floats]:
        """Return what the others predict for each direct estimate less that estimate, and the variance of that.

        b without area i follows from all areas' b: error r_i / (1 - h_i), variance (s + d_i) / (1 - h_i). Source: Cook
        & Weisberg 1982, Residuals and Influence in Regression.
        """
        leverage = quadratic_forms(self.x, self.q) / (self.between + self.sampling)
        error = (self.x @ self.beta - self.y) / (1 - leverage)
        return error, (self.between + self.sampling) / (1 - leverage)

    def covered(self, z: float) -> Bools:
        """Return which direct estimates lie inside the interval that the others predict, `z` errors wide."""
        error, variance = self.left_out()
        inside: Bools = error**2 <= z**2 * variance
        return inside


def _least_squares(y: Floats, sampling: Floats, x: Floats, between: float) -> tuple[Floats, Floats, Floats]:
    """Return 1 / (s + d), Q = (X' W X)^-1 and b = Q X' W y."""
    w = 1 / (between + sampling)
    weighted = x.T * w
    q = np.asarray(np.linalg.inv(weighted @ x), np.float64)
    return w, q, q @ (weighted @ y)


def _score(between: float, y: Floats, sampling: Floats, x: Floats) -> float:
    """Return twice the derivative of the restricted likelihood: y' P P y - tr P."""
    w, q, beta = _least_squares(y, sampling, x, between)
    residual = w * (y - x @ beta)
    trace = w.sum() - np.sum(q * ((x.T * w**2) @ x))
    return float((residual**2).sum() - trace)


def _reml(y: Floats, sampling: Floats, x: Floats) -> float:
    """Return the variance between areas at which the restricted likelihood is largest: 0 where it only falls."""
    given = (y, sampling, x)
    if _score(0.0, *given) <= 0:
        return 0.0
    high = float(np.var(y)) + float(sampling.max())
    for _ in range(DOUBLINGS):
        if _score(high, *given) < 0:
            break
        high *= 2
    found = float(optimize.brentq(_score, 0.0, high, args=given, xtol=1e-14, rtol=1e-12))
    return 0.0 if found < NONE * float(sampling.mean()) else found
