"""Differences between groups that are given one distribution of other traits: directly standardised.

p_g,std = sum over classes s of W_s p_gs, with the same standard weights W for every group, area and item; they add to 1
and are taken as known. The difference of two is one linear combination of domain means, so that its linearised variance
holds every covariance. Source: Korn & Graubard 1999, Analysis of Health Surveys, ch. 3 (R: svycontrast of svyby).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

from etl.estimate.aggregate import Rows
from etl.estimate.arrays import Bools, Floats, Ints
from etl.estimate.design import ASKED_OF_ALL, Standard
from etl.estimate.domains import DomainEstimates, DomainSums
from etl.estimate.variance.protocols import CombinationVariance, VarianceEstimate, VarianceTotals


@dataclass(frozen=True, slots=True)
class StandardisedDifferences:
    """The groups of one margin against their reference: domains x items, NaN where no difference is made."""

    difference: Floats
    variance: Floats
    n_strata_answering: Floats
    n_strata_unknown: Floats
    df: Floats  # of the union of both groups
    smallest_df: Floats  # of the smaller side
    mean: Floats  # standardised, of the group
    reference_mean: Floats
    mean_variance: Floats  # of each of them
    reference_variance: Floats


@dataclass(frozen=True, slots=True)
class Classified:
    """The survey summed to area x group x every combination of the traits: what every level and tier is made from."""

    sums: DomainSums
    totals: VarianceTotals
    areas: tuple[str, ...]
    groups: int
    traits: Mapping[str, tuple[str, ...]]  # trait -> its codes

    @classmethod
    def of(
        cls,
        sums: DomainSums,
        totals_at: Callable[[Ints, int], VarianceTotals],
        rows: Rows,
        standard: Standard,
    ) -> Classified:
        """Sum the rows; those without an area, a group or a trait are left out."""
        dims = ("area", standard.dim, *standard.by)
        names = [rows.names[dim] for dim in dims]
        positions = np.array([rows.position[dim] for dim in dims])
        shape = tuple(len(codes) for codes in names)
        inside = (positions >= 0).all(axis=0)
        cell = np.where(inside, np.ravel_multi_index(tuple(np.maximum(positions, 0)), shape), -1)
        size = int(np.prod(shape))
        traits = dict(zip(standard.by, names[2:], strict=True))
        return cls(sums.at(cell, size), totals_at(cell, size), names[0], shape[1], traits)


def standard_weights(respondents: pl.DataFrame, weight: str, by: Sequence[str]) -> Mapping[tuple[str, ...], float]:
    """Return the weighted number of all respondents of the whole country in every combination of the traits."""
    known = respondents.drop_nulls(by).group_by(by).agg(pl.col(weight).sum()).sort(by)
    return {tuple(codes): float(total) for *codes, total in known.iter_rows()}


def standardised_differences(
    cells: DomainEstimates, area_of: Mapping[str, str], standard: Standard, survey: Classified
) -> StandardisedDifferences:
    """Standardise every group and subtract the reference group of the same area.

    `cells`: the groups themselves; `area_of`: area of the respondents -> area of their level. A difference is made in
    the finest tier in which every class of both groups has `standard.least` answers, else in none; to every item that
    all were asked, for a difference made for some items only would tell how many people the smallest class holds.
    """
    found = StandardisedDifferences(*(np.full(cells.sums.n.shape, np.nan) for _ in StandardisedDifferences.__slots__))
    if standard.reference in cells.grid.groups:
        for tier in range(len(standard.classes)):
            _make(found, cells, _Tier.of(cells, area_of, standard, survey, tier), survey)
    return found


@dataclass(frozen=True, slots=True)
class _Tier:
    """One reading of the classes at one level: cells are area x group x class."""

    cell: Ints  # cell of the classified survey -> cell, -1: none
    weight: Floats  # class: its part of the standard population
    sums: DomainSums
    enough: Bools  # area x group x item: every class has enough answers
    reference: int  # position of the reference group

    @classmethod
    def of(
        cls, cells: DomainEstimates, area_of: Mapping[str, str], standard: Standard, survey: Classified, tier: int
    ) -> _Tier:
        classes, weight = _class_weights(standard, tier, survey.traits)
        at = {code: place for place, code in enumerate(cells.grid.areas)}
        area = np.array([at.get(area_of.get(code, ""), -1) for code in survey.areas], np.int64)[:, None, None]
        coarse = (area * survey.groups + np.arange(survey.groups)[:, None]) * weight.size + classes
        cell: Ints = np.where((area < 0) | (classes < 0), -1, coarse).ravel()
        sums = survey.sums.at(cell, cells.grid.size * weight.size)
        shape = (len(cells.grid.areas), survey.groups, weight.size, sums.n.shape[1])
        enough = np.asarray((sums.n >= standard.least).reshape(shape).all(axis=2))
        alike = enough[..., _asked_of_all(sums)].all(axis=2, keepdims=True)
        return cls(cell, weight, sums, enough & alike, cells.grid.groups.index(standard.reference))

    def means(self) -> Floats:
        """Return the standardised mean of every area and group: area x group x item."""
        of_class = np.nan_to_num(self.sums.mean).reshape(*self.enough.shape[:2], self.weight.size, -1)
        means: Floats = (of_class * self.weight[:, None]).sum(axis=2)
        return means


def _asked_of_all(sums: DomainSums) -> Bools:
    """Mark the items that nearly everybody was asked who was asked the most asked one."""
    asked = (sums.n + sums.nonresponse).sum(axis=0)
    every: Bools = asked >= ASKED_OF_ALL * asked.max(initial=0.0)
    return every


def _make(found: StandardisedDifferences, cells: DomainEstimates, tier: _Tier, survey: Classified) -> None:
    """Make the differences that no finer tier has made; variances only of areas in which one is."""
    areas, groups, _ = tier.enough.shape
    made = tier.enough & tier.enough[:, [tier.reference]] & np.isnan(found.difference).reshape(tier.enough.shape)
    made[:, tier.reference] = False
    kept = np.flatnonzero(made.any(axis=(1, 2)))
    if kept.size == 0:
        return
    block = groups * tier.weight.size  # cells of an area
    place = np.full(areas, -1)
    place[kept] = np.arange(kept.size)
    area = np.where(tier.cell < 0, -1, place[tier.cell // block])
    of_kept: Ints = np.where(area < 0, -1, area * block + tier.cell % block)
    sums = survey.sums.at(of_kept, kept.size * block)
    error = survey.totals.at(of_kept, kept.size * block).variance_estimate(sums.mean, sums.weight)
    means = tier.means()[kept]
    cell = np.arange(kept.size * block)
    each = error.combined(cell // tier.weight.size, tier.weight[cell % tier.weight.size], kept.size * groups)
    alone = each.variance.reshape(kept.size, groups, -1)
    for group in np.flatnonzero(made.any(axis=(0, 2))):
        own = kept * groups + group
        of = kept * groups + tier.reference
        signs = {int(group): 1.0, tier.reference: -1.0}
        combined = _combined(kept.size, groups, signs, (error, tier.weight))
        smallest = np.minimum(cells.error.df[own], cells.error.df[of])
        numbers = {
            "difference": means[:, group] - means[:, tier.reference],
            "variance": combined.variance,
            "n_strata_answering": combined.n_strata_answering,
            "n_strata_unknown": combined.n_strata_unknown,
            "df": combined.df[:, None],
            "smallest_df": smallest[:, None],
            "mean": means[:, group],
            "reference_mean": means[:, tier.reference],
            "mean_variance": alone[:, group],
            "reference_variance": alone[:, tier.reference],
        }
        for name, one in numbers.items():
            column: Floats = getattr(found, name)
            column[own] = np.where(made[kept, group], one, column[own])


def _class_weights(standard: Standard, tier: int, codes: Mapping[str, Sequence[str]]) -> tuple[Ints, Floats]:
    """Return the class of every combination of codes, and each class's weight.

    Combinations that the standard population does not have are in no class (-1).
    """
    reading = standard.classes[tier]
    place = {
        name: at for at, name in enumerate(sorted({_named(reading, standard.by, one) for one in standard.weights}))
    }
    weight = np.zeros(len(place))
    for combination, people in standard.weights.items():
        weight[place[_named(reading, standard.by, combination)]] += people
    combinations = product(*(codes[trait] for trait in standard.by))
    classes = [place[_named(reading, standard.by, one)] if one in standard.weights else -1 for one in combinations]
    return np.array(classes, np.int64), weight / weight.sum()


def _named(
    reading: Mapping[str, Mapping[str, str]], by: Sequence[str], combination: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(reading.get(trait, {}).get(code, code) for trait, code in zip(by, combination, strict=True))


def _combined(
    areas: int, groups: int, signs: Mapping[int, float], error: tuple[VarianceEstimate, Floats]
) -> CombinationVariance:
    """Return the variance of the sum of sign x standardised mean in every area; `signs`: position of group -> sign."""
    variance, weight = error
    fine = np.arange(areas * groups * weight.size)
    group = fine // weight.size % groups
    sign = np.array([signs.get(one, 0.0) for one in range(groups)])[group]
    area = np.where(sign != 0, fine // weight.size // groups, -1)
    return variance.combined(area, sign * weight[fine % weight.size], areas)
