"""Response propensities of the persons sampled, and what they say of a survey: its R-indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.estimate.arrays import Floats, quadratic_forms
from etl.read.survey.counts import POPULATION, SAMPLED, counted

STEPS = 50  # of Newton's method; it needs about six
CLOSE = 1e-10  # largest step that counts as arrived


@dataclass(frozen=True, slots=True)
class Representativity:
    """The R-indicator (0..1; 1: every group responds alike) and its standard error."""

    value: float
    error: float


def r_indicator(sampled: pl.DataFrame, respondents: pl.LazyFrame, population: pl.DataFrame) -> Representativity | None:
    """Return R = 1 - 2 S of the response propensities of the population; None where nothing can be fitted.

    `sampled`: columns of groups and `sampled`; `population`: the same columns and `population`; `respondents`: the same
    columns, one row per respondent. Propensities come from a logistic regression on the main effects of the columns;
    their variance S^2 over the population is adjusted for the bias of estimating them, the mean variance of a fitted
    propensity around the fitted mean. The standard error is that of the fit (delta method). Source: Schouten, Cobben &
    Bethlehem 2009, Survey Methodology 35(1); Shlomo, Skinner & Schouten 2012, J. Stat. Plan. Inference 142.
    """
    by = [name for name in population.columns if name != POPULATION]
    cells = (
        sampled.join(population, on=by, how="full", coalesce=True)
        .join(counted(respondents, by), on=by, how="left")
        .with_columns(pl.col(SAMPLED, POPULATION, "responded").fill_null(0).cast(pl.Float64))
        .sort(by)
    )
    x = _main_effects(cells, by)
    fitted = _fit(x, cells["responded"].to_numpy(), cells[SAMPLED].to_numpy())
    if fitted is None:
        return None
    propensity, covariance = fitted
    share = cells[POPULATION].to_numpy() / cells[POPULATION].sum()
    gradient = (propensity * (1 - propensity))[:, None] * x
    centred = gradient - share @ gradient
    apart = propensity - share @ propensity
    variance = share @ apart**2
    bias = share @ quadratic_forms(centred, covariance)
    spread = float(np.sqrt(max(variance - bias, 0.0)))
    slope = 2 * (share * apart) @ centred  # of S^2
    error = float(np.sqrt(slope @ covariance @ slope) / np.sqrt(variance)) if variance > 0 else 0.0
    return Representativity(1 - 2 * spread, error)


def _main_effects(cells: pl.DataFrame, by: Sequence[str]) -> Floats:
    """Return a constant, and a column for every group of every column but its first."""
    columns = [np.ones(cells.height)]
    for name in by:
        groups = cells[name].unique().sort()[1:]
        columns += [(cells[name] == group).cast(pl.Float64).to_numpy() for group in groups]
    return np.column_stack(columns)


def _fit(x: Floats, responded: Floats, sampled: Floats) -> tuple[Floats, Floats] | None:
    """Fit a logistic regression on counts; return propensities and the covariance of its coefficients."""
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        propensity = 1 / (1 + np.exp(-x @ beta))
        information = (x * (sampled * propensity * (1 - propensity))[:, None]).T @ x
        if np.linalg.matrix_rank(information) < len(beta):  # a group that nobody was sampled from, or that all answered
            return None
        step = np.linalg.solve(information, x.T @ (responded - sampled * propensity))
        beta = beta + step
        if np.abs(step).max() < CLOSE:
            covariance: Floats = np.linalg.inv(information).astype(np.float64)
            return 1 / (1 + np.exp(-x @ beta)), covariance
    return None
