"""The rows that variances are made from: sums per cell and pooled PSU, and the influence of each on an estimate.

PSUs that no margin distinguishes share one row, a pooled PSU. The sum of products a_j b_j over its PSUs is that of
their means plus the products of the deviations from them (WithinMoments).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from etl.estimate.arrays import Floats, Ints, membership_matrix


@dataclass(frozen=True, slots=True)
class PooledPsus:
    """PSUs that lie wholly in one stratum, area and combination of groups; any other PSU is pooled with none."""

    stratum: Ints  # pooled PSU -> stratum
    psus: Floats  # pooled PSU: how many PSUs it holds, with and without an answer


@dataclass(frozen=True, slots=True)
class WithinMoments:
    """Spread between the PSUs of a pooled PSU, rows x items: sums of squares and products of two deviations.

    D_j = w y - w x mean of the pooled PSU (adds to 0), V_j = w - mean w of its PSUs. Both are centred, so that no large
    numbers cancel.
    """

    answers_squared: Floats  # sum of D^2
    products: Floats  # sum of D V
    weights_squared: Floats  # sum of V^2

    def at(self, selection: sparse.csr_array) -> WithinMoments:
        """Sum the rows into coarser ones."""
        return WithinMoments(
            selection @ self.answers_squared, selection @ self.products, selection @ self.weights_squared
        )


@dataclass(frozen=True, slots=True)
class WeightProducts:
    """Products of the deviations of WithinMoments with A_j, rows x items."""

    answers: Floats  # sum of D A
    weights: Floats  # sum of V A


@dataclass(frozen=True, slots=True)
class WeightMoments:
    """The weights of all members of the rows, with and without an answer; A_j = weight of a PSU - mean of its row."""

    weight: Floats  # row: sum of w
    before: Floats  # row: sum of the weights before calibration
    squared: Floats  # row: sum of A^2
    products: WeightProducts | None  # none: every row is one PSU


@dataclass(frozen=True, slots=True)
class Influence:
    """An influence function at the rows: a_j = total / PSUs of the row + of_answer D_j + of_weight V_j."""

    total: Floats  # summed over the PSUs of the row
    of_answer: Floats
    of_weight: Floats

    def at_places(self, place: Ints) -> Influence:
        """Return the rows at `place`; zeros at -1."""
        return Influence(*(at_places(one, place) for one in (self.total, self.of_answer, self.of_weight)))

    def combined(self, selection: sparse.csr_array, coefficient: Floats) -> Influence:
        """Sum coefficient x influence of the rows that are merged; `coefficient` as the rows.

        A pooled PSU of several PSUs lies in one domain only, so that its spread within is that of one row.
        """
        return Influence(
            *(selection @ (coefficient * one) for one in (self.total, self.of_answer, self.of_weight)),
        )


@dataclass(frozen=True, slots=True)
class PsuTotals:
    """Sums per (cell, pooled PSU): one row for each pooled PSU with a member in the cell; columns are items."""

    cell: Ints
    pooled_psu: Ints
    n_cells: int  # number of cells
    pooled_psus: PooledPsus
    weight: Floats  # sum of w over answers
    total: Floats  # sum of w y
    answering: Floats  # PSUs with an answer
    within: WithinMoments | None  # none: every row is one PSU

    @property
    def stratum(self) -> Ints:
        """Return the stratum of each row."""
        return self.pooled_psus.stratum[self.pooled_psu]

    @property
    def psus(self) -> Floats:
        """Return the number of PSUs of each row."""
        return self.pooled_psus.psus[self.pooled_psu]

    @property
    def by_cell(self) -> sparse.csr_array:
        """Return the matrix that sums the rows into their cells."""
        return membership_matrix(self.cell, self.n_cells)

    def at(self, cell_of: Ints, n_cells: int) -> PsuTotals:
        """Sum the rows into coarser cells; a PSU that lies in several of the old cells becomes one row."""
        cell = cell_of[self.cell]
        inside = np.flatnonzero(cell >= 0)
        n_pooled = self.pooled_psus.psus.size
        keys, place = np.unique(cell[inside] * n_pooled + self.pooled_psu[inside], return_inverse=True)
        if keys.size == self.cell.size:  # nothing meets: the rows stay as they are
            return replace(self, cell=cell, n_cells=n_cells)
        to = np.full(cell.size, -1)
        to[inside] = place
        selection = membership_matrix(to, keys.size)
        pooled_psu = keys % n_pooled
        answering = np.minimum(selection @ self.answering, self.pooled_psus.psus[pooled_psu][:, None])
        within = None if self.within is None else self.within.at(selection)
        weight = selection @ self.weight
        total = selection @ self.total
        return PsuTotals(keys // n_pooled, pooled_psu, n_cells, self.pooled_psus, weight, total, answering, within)

    def influence(self, mean: Floats, size: Floats) -> Influence:
        """Return u = sum of w (y - mean) / size, the influence of each row on its cell's mean; 0 without answers.

        `mean`, `size` (sum of w): cells x items.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            part = 1 / size[self.cell]
            own = self.total / self.weight
            u = (self.total - mean[self.cell] * self.weight) / size[self.cell]
            return Influence(_finite(u), _finite(part), _finite((own - mean[self.cell]) * part))

    def share(self, size: Floats) -> Influence:
        """Return each row's part of the cell's weight, sum of w / size."""
        with np.errstate(divide="ignore", invalid="ignore"):
            part = _finite(1 / size[self.cell])
            return Influence(_finite(self.weight / size[self.cell]), np.zeros_like(part), part)

    def products(self, a: Influence, b: Influence, mean: Floats) -> Floats:
        """Sum a_j (b_j - mean) over the PSUs of each row: rows x items. `mean` as the rows."""
        product = a.total * (b.total / self.psus[:, None] - mean)
        if self.within is None:
            return product
        crossed = a.of_answer * b.of_weight + a.of_weight * b.of_answer
        return (
            product
            + a.of_answer * b.of_answer * self.within.answers_squared
            + crossed * self.within.products
            + a.of_weight * b.of_weight * self.within.weights_squared
        )


def _finite(values: Floats) -> Floats:
    values[~np.isfinite(values)] = 0.0
    return values


def at_places(values: Floats, place: Ints) -> Floats:
    """Return the rows at `place`; zeros at -1."""
    return np.where((place >= 0)[:, None], values[place], 0.0)
