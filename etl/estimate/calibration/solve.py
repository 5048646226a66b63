"""The factors g by which weights are multiplied so that they add to totals, found by Newton's method.

Linear: g = 1 + x' lambda. Raking: g = exp(x' lambda). Source: Deville & Särndal 1992, Journal of the American
Statistical Association 87: 376-382 (R: calibrate with calfun "linear" and "raking").
"""

from __future__ import annotations

import numpy as np

from etl.config.card import CalibrationMethod
from etl.estimate.arrays import Floats, independent_columns

STEPS = 100
HALVINGS = 30
ROUNDING = 1e-13  # of the potential near its lowest
CLOSE = 1e-11  # largest distance from a total, as part of it


def calibration_factors(x: Floats, before: Floats, totals: Floats, method: CalibrationMethod) -> tuple[Floats, Floats]:
    """Return g of every cell and how far each total stays off, as part of it.

    x: cells x columns of 0 and 1; before: sum of weights of each cell; totals: of each column, above 0.
    """
    scale = totals.sum() / (before @ x).sum()
    start = before * scale
    combination = independent_columns(x, start)
    basis = x @ combination
    goal = combination.T @ totals
    if method == CalibrationMethod.LINEAR:
        factor = 1 + basis @ (goal - start @ basis)
        factor = scale * (factor + basis @ (goal - (start * factor) @ basis))  # once more, for the rounding
        return factor, _off(x, before * factor, totals)
    solution = np.zeros(goal.size)
    for _ in range(STEPS):
        weight = start * np.exp(basis @ solution)
        off = _off(x, weight, totals)
        if off.max() < CLOSE:
            break
        try:
            step = np.linalg.solve(basis.T @ (weight[:, None] * basis), goal - weight @ basis)
        except np.linalg.LinAlgError:  # weights vanish: there is no solution
            break
        solution = _nearer(basis, start, goal, solution, step)
    return scale * np.exp(basis @ solution), off


def _nearer(basis: Floats, start: Floats, goal: Floats, solution: Floats, step: Floats) -> Floats:
    """Go the step, or that half of it, ..., which lowers what raking minimises: a convex function."""

    def potential(at: Floats) -> float:
        with np.errstate(over="ignore"):
            return float(start @ np.exp(basis @ at) - goal @ at)

    before = potential(solution)
    for halving in range(HALVINGS):
        tried: Floats = solution + step / 2**halving
        if potential(tried) <= before + ROUNDING * start.sum():
            return tried
    return solution


def _off(x: Floats, weight: Floats, totals: Floats) -> Floats:
    off: Floats = np.abs(weight @ x - totals) / totals
    return off
