"""Taylor linearisation: influence functions summed to PSUs, and the quadratic form that turns them into variances.

For a cell's mean, the influence of PSU j is u_j = sum over its respondents of w (y - mean) / sum of w in the cell.
covariance(a, b) = sum over strata of f n / (n - 1) x sum over PSUs of (a_j - a-bar)(b_j - b-bar), PSUs without members
counting as 0. Only the PSUs of `a` need a visit, since the sum equals that of a_j (b_j - b-bar): a two-pass form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from etl.sample import Bools, Floats, Ints, Sample, indicator


@dataclass(frozen=True, slots=True)
class Rows:
    """Sums per (cell, PSU): one row for each PSU with a member in the cell; columns are items."""

    cell: Ints
    psu: Ints
    cells: int  # number of cells
    weight: Floats  # sum of w over answers
    total: Floats  # sum of w y
    answers: Floats  # number of answers

    def at(self, cell_of: Ints, cells: int) -> Rows:
        """Sum the rows into coarser cells; a PSU that lies in several of the old cells becomes one row."""
        cell = cell_of[self.cell]
        inside = np.flatnonzero(cell >= 0)
        psus = int(self.psu.max(initial=0)) + 1
        keys, place = np.unique(cell[inside] * psus + self.psu[inside], return_inverse=True)
        if keys.size == self.cell.size:  # nothing meets: the rows stay as they are
            return replace(self, cell=cell, cells=cells)
        gather = indicator(place, keys.size)
        sums = [gather @ column[inside] for column in (self.weight, self.total, self.answers)]
        return Rows(keys // psus, keys % psus, cells, *sums)

    def influence(self, mean: Floats, size: Floats) -> Floats:
        """Give u: rows x items; 0 where the cell has no answer. `mean`, `size` (sum of w): cells x items."""
        with np.errstate(divide="ignore", invalid="ignore"):
            u = (self.total - mean[self.cell] * self.weight) / size[self.cell]
        u[~np.isfinite(u)] = 0.0
        return u

    def share(self, size: Floats) -> Floats:
        """Give the PSU's part of the cell's weight: rows x items."""
        with np.errstate(divide="ignore", invalid="ignore"):
            part = self.weight / size[self.cell]
        part[~np.isfinite(part)] = 0.0
        return part


@dataclass(frozen=True, slots=True)
class Strata:
    """Which strata each cell meets: keys are cell x number of strata + stratum, sorted."""

    keys: Ints
    of_row: Ints  # row -> place of its key
    answering: Floats  # key x items: PSUs with an answer

    @classmethod
    def of(cls, rows: Rows, sample: Sample) -> Strata:
        """Find the strata of every cell."""
        keys, of_row = np.unique(rows.cell * sample.psus.size + sample.stratum[rows.psu], return_inverse=True)
        return cls(keys, of_row, indicator(of_row, keys.size) @ (rows.answers > 0).astype(np.float64))

    def sums(self, values: Floats) -> Floats:
        """Sum rows to (cell, stratum)."""
        summed: Floats = indicator(self.of_row, self.keys.size) @ values
        return summed


def alone(sample: Sample, strata: Strata) -> Bools:
    """Tell, per (cell, stratum) and item, where one PSU of several answers in the cell."""
    several = sample.psus[strata.keys % sample.psus.size] > 1
    lone: Bools = (strata.answering == 1) & several[:, None]
    return lone


def spread(sample: Sample, rows: Rows, strata: Strata, u: Floats) -> Floats:
    """Give f n / (n - 1) x (u_j - u-bar) at the cell's own PSUs: rows x items.

    A rule of the sample `in_domain` holds also for a stratum of several PSUs of which one alone answers in the cell.
    """
    stratum = sample.stratum[rows.psu]
    mean = strata.sums(u)[strata.of_row] / sample.psus[stratum][:, None]
    centred, factor = sample.centred[stratum][:, None], sample.factor[stratum][:, None]
    if sample.in_domain == "adjust":
        centred = centred & ~alone(sample, strata)[strata.of_row]
    if sample.in_domain == "average":
        factor = np.where(alone(sample, strata)[strata.of_row], 0.0, factor)
    return factor * (u - np.where(centred, mean, 0.0))
