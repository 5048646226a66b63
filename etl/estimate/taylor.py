"""Taylor linearisation: influence functions summed to PSUs, and the quadratic form that turns them into variances.

For a cell's mean, the influence of PSU j is u_j = sum over its respondents of w (y - mean) / sum of w in the cell.
covariance(a, b) = sum over strata of f n / (n - 1) x sum over PSUs of (a_j - a-bar)(b_j - b-bar), PSUs without members
counting as 0. Only the PSUs of `a` need a visit, since the sum equals that of a_j (b_j - b-bar): a two-pass form.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.estimate.design_arrays import Bools, Floats, Ints, Sample, indicator, summed
from etl.estimate.psu_totals import Influence, Rows, taken


@dataclass(frozen=True, slots=True)
class Strata:
    """Which strata each cell meets: keys are cell x number of strata + stratum, sorted."""

    keys: Ints
    of_row: Ints  # row -> place of its key
    answering: Floats  # key x items: PSUs with an answer

    @classmethod
    def of(cls, rows: Rows, sample: Sample) -> Strata:
        """Find the strata of every cell."""
        keys, of_row = np.unique(rows.cell * sample.psus.size + rows.stratum, return_inverse=True)
        return cls(keys, of_row, indicator(of_row, keys.size) @ rows.answering)

    def sums(self, values: Floats) -> Floats:
        """Sum rows to (cell, stratum)."""
        summed: Floats = indicator(self.of_row, self.keys.size) @ values
        return summed


@dataclass(frozen=True, slots=True)
class Joint:
    """What a cell and its reference have in common: cells x items, df per cell; NaN without a pair."""

    covariance: Floats
    met: Floats  # strata with an answer in either
    unknown: Floats  # of these, without known variance
    df: Floats  # of the union


@dataclass(frozen=True, slots=True)
class Linearised:
    """The sampling error of one margin's cells. Arrays are cells x items, `psus`, `layers` and `df` per cell."""

    sample: Sample
    rows: Rows
    strata: Strata
    mean: Floats
    size: Floats  # sum of w over answers
    variance: Floats  # over the strata whose variance is known
    met: Floats  # strata with an answer
    unknown: Floats  # of these, strata whose variance is not known (rule average)
    answering: Floats  # PSUs with an answer
    psus: Floats
    layers: Floats

    @classmethod
    def of(cls, sample: Sample, rows: Rows, mean: Floats, size: Floats) -> Linearised:
        """Work out the variance of every cell's mean."""
        strata = Strata.of(rows, sample)
        u = rows.influence(mean, size)
        layer, meets = strata.keys // sample.psus.size, strata.answering > 0
        by_cell = indicator(layer, rows.cells)
        return cls(
            sample,
            rows,
            strata,
            mean,
            size,
            variance=indicator(rows.cell, rows.cells) @ spread(sample, rows, strata, u, u),
            met=by_cell @ meets.astype(np.float64),
            unknown=by_cell @ (meets & ~known(sample, strata)).astype(np.float64),
            answering=by_cell @ strata.answering,
            psus=summed(rows.psus, rows.cell, rows.cells),
            layers=np.bincount(layer, minlength=rows.cells).astype(np.float64),
        )

    @property
    def df(self) -> Floats:
        """Count PSUs - strata with members in the cell, with and without an answer (R: degf of the subset)."""
        return self.psus - self.layers

    @property
    def df_answered(self) -> Floats:
        """Count PSUs - strata with an answer: cells x items."""
        return self.answering - self.met

    def weights(self) -> tuple[Floats, Floats]:
        """Give the covariance of the mean with, and the variance of, the relative size of the cell (for trends)."""
        part, by_cell = self.rows.share(self.size), indicator(self.rows.cell, self.rows.cells)
        u = self.rows.influence(self.mean, self.size)
        with_weight, of_weight = (spread(self.sample, self.rows, self.strata, one, part) for one in (u, part))
        return by_cell @ with_weight, by_cell @ of_weight

    def joint(self, other: Linearised, pair: Ints) -> Joint:
        """Compare each cell with cell `pair` of another margin of the same sample (-1: none).

        Respondents that both hold, and PSUs that both share, are in the covariance. `lonely_in_domain` is not.
        """
        rows, strata, layers = self.rows, self.strata, self.sample.psus.size
        by_cell, at = indicator(rows.cell, rows.cells), pair[rows.cell]
        u, reference = rows.influence(self.mean, self.size), other.rows.influence(other.mean, other.size)
        bundles = rows.bundles.psus.size
        row = _find(other.rows.cell * bundles + other.rows.bundle, at * bundles + rows.bundle)
        key = _find(other.strata.keys, pair[strata.keys // layers] * layers + strata.keys % layers)
        mean = taken(other.strata.sums(reference.total), key)[strata.of_row] / self.sample.psus[rows.stratum][:, None]
        centred, factor = self.sample.centred[rows.stratum][:, None], self.sample.factor[rows.stratum][:, None]
        by_layer = indicator(strata.keys // layers, rows.cells)
        both = (strata.answering > 0) & (taken(other.strata.answering, key) > 0)
        shared_unknown = both & ~self.sample.known[strata.keys % layers][:, None]
        paired = pair[:, None] >= 0
        return Joint(
            covariance=by_cell @ (factor * rows.products(u, reference.taken(row), np.where(centred, mean, 0.0))),
            met=np.where(paired, self.met + other.met[pair] - by_layer @ both.astype(np.float64), np.nan),
            unknown=np.where(
                paired, self.unknown + other.unknown[pair] - by_layer @ shared_unknown.astype(np.float64), np.nan
            ),
            df=np.where(
                pair >= 0,
                self.df + other.df[pair] - by_cell @ (rows.psus * (row >= 0)) + by_layer @ (key >= 0),
                np.nan,
            ),
        )


def _find(keys: Ints, wanted: Ints) -> Ints:
    """Give the place of each wanted key; -1 where it is not (a negative key never is)."""
    order = np.argsort(keys, kind="stable")
    near = np.minimum(np.searchsorted(keys, wanted, sorter=order), keys.size - 1)
    place = order[near]
    found: Ints = np.where((keys[place] == wanted) & (wanted >= 0), place, -1)
    return found


def known(sample: Sample, strata: Strata) -> Bools:
    """Tell, per (cell, stratum) and item, whether the stratum's variance is known."""
    of_stratum = sample.known[strata.keys % sample.psus.size][:, None]
    return of_stratum & ~alone(sample, strata) if sample.in_domain == "average" else of_stratum


def alone(sample: Sample, strata: Strata) -> Bools:
    """Tell, per (cell, stratum) and item, where one PSU of several answers in the cell."""
    several = sample.psus[strata.keys % sample.psus.size] > 1
    lone: Bools = (strata.answering == 1) & several[:, None]
    return lone


def spread(sample: Sample, rows: Rows, strata: Strata, a: Influence, b: Influence) -> Floats:
    """Give f n / (n - 1) x a_j (b_j - b-bar), summed over the PSUs of each row: rows x items.

    A rule of the sample `in_domain` holds also for a stratum of several PSUs of which one alone answers in the cell.
    """
    mean = strata.sums(b.total)[strata.of_row] / sample.psus[rows.stratum][:, None]
    centred, factor = sample.centred[rows.stratum][:, None], sample.factor[rows.stratum][:, None]
    if sample.in_domain == "adjust":
        centred = centred & ~alone(sample, strata)[strata.of_row]
    if sample.in_domain == "average":
        factor = np.where(alone(sample, strata)[strata.of_row], 0.0, factor)
    return factor * rows.products(a, b, np.where(centred, mean, 0.0))
