"""Differences between groups that are given one distribution of other traits: directly standardised.

p_g,std = sum over classes s of W_s p_gs, with the same standard weights W for every group, area and item; they add to 1
and are taken as known. The difference of two is one linear combination of domain means, so that its linearised variance
holds every covariance. Source: Korn & Graubard 1999, Analysis of Health Surveys, ch. 3 (R: svycontrast of svyby).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.estimate.aggregate import CrossClassification
from etl.estimate.arrays import Bools, Floats, Ints
from etl.estimate.design import Standard
from etl.estimate.domains import DomainEstimates, DomainSums
from etl.estimate.variance.protocols import CombinationVariance, VarianceEstimate, VarianceTotals

NUMBERS = ("difference", "variance", "n_strata_answering", "n_strata_unknown", "df", "smallest_df")


@dataclass(frozen=True, slots=True)
class StandardisedDifferences:
    """The groups of one margin against their reference: domains x items, NaN where no difference is made."""

    difference: Floats
    variance: Floats
    n_strata_answering: Floats
    n_strata_unknown: Floats
    df: Floats  # of the union of both groups
    smallest_df: Floats  # of the smaller side


@dataclass(frozen=True, slots=True)
class Classified:
    """The survey summed to area x group x class, and what tells them apart."""

    sums: DomainSums
    totals_at: Callable[[Ints, int], VarianceTotals]  # rows of `classification` -> domains
    classification: CrossClassification


def standard_weights(respondents: pl.DataFrame, weight: str, by: Sequence[str]) -> Mapping[tuple[str, ...], float]:
    """Return the weighted number of all respondents of the whole country in every combination of the traits."""
    known = respondents.drop_nulls(by).group_by(by).agg(pl.col(weight).sum()).sort(by)
    return {tuple(codes): float(total) for *codes, total in known.iter_rows()}


def standardised_differences(
    cells: DomainEstimates, area_of: Mapping[str, str], standard: Standard, survey: Classified
) -> StandardisedDifferences:
    """Standardise every group and subtract the reference group of the same area.

    `cells`: the groups themselves; `area_of`: area of the respondents -> area of their level. A difference is made in
    the finest tier in which every class of both groups has `standard.least` answers to the item, else in none.
    """
    tiers = [_tier(cells, area_of, standard, survey, tier) for tier in range(len(standard.classes))]
    found = tiers[-1]
    for finer in reversed(tiers[:-1]):
        made = ~np.isnan(finer.difference)
        found = StandardisedDifferences(
            *(np.where(made, getattr(finer, name), getattr(found, name)) for name in NUMBERS)
        )
    return found


def _tier(
    cells: DomainEstimates, area_of: Mapping[str, str], standard: Standard, survey: Classified, tier: int
) -> StandardisedDifferences:
    """Make every difference from one reading of the classes; NaN where a class has too few answers."""
    names = survey.classification.names
    classes, weight = _class_weights(standard, tier, {trait: names[trait] for trait in standard.by})
    width = len(weight)
    fine = _places(cells, area_of, survey.classification) * width
    of_class = classes[tuple(survey.classification.position[trait] for trait in standard.by)]
    fine = np.where((fine < 0) | (of_class < 0), -1, fine + of_class)
    size = cells.grid.size * width
    sums = survey.sums.at(fine, size)
    error = survey.totals_at(fine, size).variance_estimate(sums.mean, sums.weight)
    enough: Bools = np.asarray((sums.n >= standard.least).reshape(cells.grid.size, width, -1).all(axis=1))
    mean = (np.nan_to_num(sums.mean).reshape(cells.grid.size, width, -1) * weight[:, None]).sum(axis=1)
    return _against_reference(cells, standard.reference, (mean, enough), (error, weight))


def _places(cells: DomainEstimates, area_of: Mapping[str, str], classification: CrossClassification) -> Ints:
    """Return the cell of `cells` that each row lies in; -1 for none."""
    at = {code: place for place, code in enumerate(cells.grid.areas)}
    # The last entry answers for rows without an area
    areas = np.array([*(at.get(area_of.get(code, ""), -1) for code in classification.names["area"]), -1], np.int64)
    area = areas[classification.position["area"]]
    group = classification.position[cells.grid.group_dim]
    placed: Ints = np.where((area < 0) | (group < 0), -1, area * len(cells.grid.groups) + group)
    return placed


def _class_weights(standard: Standard, tier: int, codes: Mapping[str, Sequence[str]]) -> tuple[Ints, Floats]:
    """Return the class of every combination of codes (the last code of a trait: none), and each class's weight.

    Combinations that the standard population does not have are in no class.
    """
    reading = standard.classes[tier]
    names = sorted({_named(reading, standard.by, combination) for combination in standard.weights})
    place = {name: at for at, name in enumerate(names)}
    classes = np.full([len(codes[trait]) + 1 for trait in standard.by], -1)
    weight = np.zeros(len(names))
    for combination, people in standard.weights.items():
        at = place[_named(reading, standard.by, combination)]
        weight[at] += people
        if all(code in codes[trait] for trait, code in zip(standard.by, combination, strict=True)):
            classes[tuple(codes[t].index(code) for t, code in zip(standard.by, combination, strict=True))] = at
    return classes, weight / weight.sum()


def _named(
    reading: Mapping[str, Mapping[str, str]], by: Sequence[str], combination: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(reading.get(trait, {}).get(code, code) for trait, code in zip(by, combination, strict=True))


def _against_reference(
    cells: DomainEstimates, reference: str, means: tuple[Floats, Bools], error: tuple[VarianceEstimate, Floats]
) -> StandardisedDifferences:
    """Subtract the reference group from every other: the weights of its classes count negative."""
    mean, enough = means
    shape = mean.shape
    found = StandardisedDifferences(*(np.full(shape, np.nan) for _ in NUMBERS))
    groups = len(cells.grid.groups)
    if reference not in cells.grid.groups:
        return found
    at = cells.grid.groups.index(reference)
    of = np.arange(at, cells.grid.size, groups)
    for group in (one for one in range(groups) if one != at):
        own = np.arange(group, cells.grid.size, groups)
        combined = _combined(cells, (group, at), error)
        made = enough[own] & enough[of]
        smallest = np.minimum(cells.error.df[own], cells.error.df[of])
        numbers = {
            "difference": mean[own] - mean[of],
            "variance": combined.variance,
            "n_strata_answering": combined.n_strata_answering,
            "n_strata_unknown": combined.n_strata_unknown,
            "df": np.broadcast_to(combined.df[:, None], made.shape),
            "smallest_df": np.broadcast_to(smallest[:, None], made.shape),
        }
        for name, one in numbers.items():
            getattr(found, name)[own] = np.where(made, one, np.nan)
    return found


def _combined(
    cells: DomainEstimates, pair: tuple[int, int], error: tuple[VarianceEstimate, Floats]
) -> CombinationVariance:
    """Return the variance of W x (group - reference) in every area."""
    variance, weight = error
    groups = len(cells.grid.groups)
    fine = np.arange(cells.grid.size * weight.size)
    group = fine // weight.size % groups
    coefficient = np.select([group == pair[0], group == pair[1]], [1.0, -1.0]) * weight[fine % weight.size]
    area = np.where(coefficient != 0, fine // weight.size // groups, -1)
    return variance.combined(area, coefficient, len(cells.grid.areas))
