"""The factors g by which weights are multiplied so that they add to totals, found by Newton's method.

Linear: g = 1 + x' lambda. Raking: g = exp(x' lambda). Source: Deville & Särndal 1992, Journal of the American
Statistical Association 87: 376-382 (R: calibrate with calfun "linear" and "raking").
"""

from __future__ import annotations

import numpy as np

from etl.config.card import CalibrationMethod
from etl.estimate.arrays import Floats

STEPS = 100
HALVINGS = 30
ROUNDING = 1e-13  # of the potential near its lowest
CLOSE = 1e-11  # largest distance from a total, as part of it
DEPENDENT = 1e-10  # a singular value below this part of the largest: the margin follows from the others


def calibration_factors(x: Floats, before: Floats, totals: Floats, method: CalibrationMethod) -> tuple[Floats, Floats]:
    """Return g of every cell and how far each total stays off, as part of it.

    x: cells x columns of 0 and 1; before: sum of weights of each cell; totals: of each column, above 0.
    """
    if method == CalibrationMethod.LINEAR:
        step = _step(x, before, totals - before @ x)
        g = 1 + x @ (step + _step(x, before, totals - (before * (1 + x @ step)) @ x))
        return g, _off(x, before * g, totals)
    scale = totals.sum() / (before @ x).sum()
    start = before * scale
    solution = np.zeros(totals.size)
    for _ in range(STEPS):
        weight = start * np.exp(x @ solution)
        off = _off(x, weight, totals)
        if off.max() < CLOSE:
            break
        solution = _nearer(x, start, totals, solution, _step(x, weight, totals - weight @ x))
    return scale * np.exp(x @ solution), off


def _nearer(x: Floats, start: Floats, totals: Floats, solution: Floats, step: Floats) -> Floats:
    """Go the step, or that half of it, ..., which lowers what raking minimises: a convex function."""

    def potential(at: Floats) -> float:
        with np.errstate(over="ignore"):
            return float(start @ np.exp(x @ at) - totals @ at)

    before = potential(solution)
    for halving in range(HALVINGS):
        tried: Floats = solution + step / 2**halving
        if potential(tried) <= before + ROUNDING * totals.sum():
            return tried
    return solution + step


def _step(x: Floats, weight: Floats, misfit: Floats) -> Floats:
    """Solve (x' diag(weight) x) step = misfit; margins that follow from others share it."""
    scale = np.sqrt(weight @ x**2)
    scaled = x / scale
    step: Floats = np.linalg.pinv(scaled.T @ (weight[:, None] * scaled), rcond=DEPENDENT, hermitian=True) @ (
        misfit / scale
    )
    return step / scale


def _off(x: Floats, weight: Floats, totals: Floats) -> Floats:
    off: Floats = np.abs(weight @ x - totals) / totals
    return off
