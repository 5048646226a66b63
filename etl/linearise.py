"""Taylor linearisation: influence functions summed to PSUs, and the quadratic form that turns them into variances.

For a cell's mean, the influence of PSU j is u_j = sum over its respondents of w (y - mean) / sum of w in the cell.
covariance(a, b) = sum over strata of f n / (n - 1) x sum over PSUs of (a_j - a-bar)(b_j - b-bar), PSUs without members
counting as 0. Only the PSUs of `a` need a visit, since the sum equals that of a_j (b_j - b-bar): a two-pass form.
PSUs that no margin tells apart are one bundle: of a_j b_j it holds the product of the sums and the spread around it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from etl.sample import Bools, Floats, Ints, Sample, indicator, summed


@dataclass(frozen=True, slots=True)
class Bundles:
    """PSUs that lie wholly in one stratum, area and combination of groups; any other PSU is a bundle of its own."""

    stratum: Ints  # bundle -> stratum
    psus: Floats  # bundle: its PSUs, with and without an answer


@dataclass(frozen=True, slots=True)
class Within:
    """Spread between the PSUs of a bundle, rows x items: sums of squares and products of two deviations.

    D_j = w y - w x mean of the bundle (adds to 0), V_j = w - mean w of the bundle's PSUs. Centred: nothing cancels.
    """

    answers: Floats  # D squared
    both: Floats  # D V
    weights: Floats  # V squared

    def at(self, gather: sparse.csr_array) -> Within:
        """Sum the rows into coarser ones."""
        return Within(gather @ self.answers, gather @ self.both, gather @ self.weights)


@dataclass(frozen=True, slots=True)
class Influence:
    """An influence function at the rows: a_j = total / PSUs of the bundle + of_answer D_j + of_weight V_j."""

    total: Floats  # summed over the PSUs of the row
    of_answer: Floats
    of_weight: Floats

    def taken(self, place: Ints) -> Influence:
        """Give the rows at `place`; zeros at -1."""
        return Influence(*(_taken(one, place) for one in (self.total, self.of_answer, self.of_weight)))


@dataclass(frozen=True, slots=True)
class Rows:
    """Sums per (cell, bundle): one row for each bundle with a member in the cell; columns are items."""

    cell: Ints
    bundle: Ints
    cells: int  # number of cells
    bundles: Bundles
    weight: Floats  # sum of w over answers
    total: Floats  # sum of w y
    answering: Floats  # PSUs with an answer
    within: Within | None  # none: every bundle is one PSU

    @property
    def stratum(self) -> Ints:
        """Give the stratum of each row."""
        return self.bundles.stratum[self.bundle]

    @property
    def psus(self) -> Floats:
        """Give the number of PSUs of each row."""
        return self.bundles.psus[self.bundle]

    def at(self, cell_of: Ints, cells: int) -> Rows:
        """Sum the rows into coarser cells; a PSU that lies in several of the old cells becomes one row."""
        cell = cell_of[self.cell]
        inside = np.flatnonzero(cell >= 0)
        bundles = self.bundles.psus.size
        keys, place = np.unique(cell[inside] * bundles + self.bundle[inside], return_inverse=True)
        if keys.size == self.cell.size:  # nothing meets: the rows stay as they are
            return replace(self, cell=cell, cells=cells)
        to = np.full(cell.size, -1)
        to[inside] = place
        gather, bundle = indicator(to, keys.size), keys % bundles
        answering = np.minimum(gather @ self.answering, self.bundles.psus[bundle][:, None])
        within = None if self.within is None else self.within.at(gather)
        weight, total = gather @ self.weight, gather @ self.total
        return Rows(keys // bundles, bundle, cells, self.bundles, weight, total, answering, within)

    def influence(self, mean: Floats, size: Floats) -> Influence:
        """Give u, 0 where the cell has no answer. `mean`, `size` (sum of w): cells x items."""
        with np.errstate(divide="ignore", invalid="ignore"):
            part, own = 1 / size[self.cell], self.total / self.weight
            u = (self.total - mean[self.cell] * self.weight) / size[self.cell]
            return Influence(_finite(u), _finite(part), _finite((own - mean[self.cell]) * part))

    def share(self, size: Floats) -> Influence:
        """Give the PSU's part of the cell's weight."""
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
            + a.of_answer * b.of_answer * self.within.answers
            + crossed * self.within.both
            + a.of_weight * b.of_weight * self.within.weights
        )


def _finite(values: Floats) -> Floats:
    values[~np.isfinite(values)] = 0.0
    return values


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
        mean = _taken(other.strata.sums(reference.total), key)[strata.of_row] / self.sample.psus[rows.stratum][:, None]
        centred, factor = self.sample.centred[rows.stratum][:, None], self.sample.factor[rows.stratum][:, None]
        by_layer = indicator(strata.keys // layers, rows.cells)
        both = (strata.answering > 0) & (_taken(other.strata.answering, key) > 0)
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


def _taken(values: Floats, place: Ints) -> Floats:
    """Give the rows at `place`; zeros at -1."""
    return np.where((place >= 0)[:, None], values[place], 0.0)


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
