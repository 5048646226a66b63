"""Respondents gathered once into the rows that every margin is made from.

A row holds the members of one PSU in one combination of area and groups. PSUs that lie wholly in one combination and
one stratum share a row, since no margin tells them apart: where every respondent is a PSU the rows are the strata by
area by groups, however large the sample. Items are read one at a time, so that memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.estimate.arrays import Floats, Ints, codes, distinct, summed
from etl.estimate.design import Item
from etl.estimate.design_arrays import ItemResponses, SurveyDesign, item_responses, present
from etl.estimate.domains import DomainSums
from etl.estimate.variance.psu_totals import PooledPsus, PsuTotals, WithinMoments


@dataclass(frozen=True, slots=True)
class CrossClassification:
    """The rows, and where respondents and PSUs lie in them."""

    row: Ints  # respondent -> row
    of_psu: Ints  # PSU -> its row; -1 for a PSU that is a bundle of its own
    pooled_psu: Ints  # row -> bundle
    pooled_psus: PooledPsus
    place: Mapping[str, Ints]  # area and group dimension: row -> place of its code, -1 where there is none
    names: Mapping[str, tuple[str, ...]]  # area and group dimension -> its codes


def cross_classify(respondents: pl.DataFrame, design: SurveyDesign, dims: Sequence[str]) -> CrossClassification:
    """Find the rows of area by `dims` by PSU."""
    numbered = {dim: _numbered(respondents, dim, design.name) for dim in ("area", *dims)}
    combination = np.zeros(respondents.height, np.int64)
    combinations = 1
    for place, names in numbered.values():
        bound = combinations * (len(names) + 1)
        found, combination = distinct(combination * (len(names) + 1) + place + 1, bound)
        combinations = found.size
    pooled_psu, pooled_psus = _pool_psus(design, combination, combinations)
    keys, row = distinct(pooled_psu * combinations + combination, pooled_psus.psus.size * combinations)
    someone = np.zeros(keys.size, np.int64)
    of_psu = np.zeros(design.stratum.size, np.int64)
    someone[row] = np.arange(row.size)
    of_psu[design.psu] = row
    several = pooled_psus.psus[keys // combinations] > 1
    return CrossClassification(
        row=row,
        of_psu=np.where(several[of_psu], of_psu, -1),
        pooled_psu=keys // combinations,
        pooled_psus=pooled_psus,
        place={dim: place[someone] for dim, (place, _) in numbered.items()},
        names={dim: names for dim, (_, names) in numbered.items()},
    )


def _numbered(respondents: pl.DataFrame, dim: str, name: str) -> tuple[Ints, tuple[str, ...]]:
    if dim == "all":
        return np.zeros(respondents.height, np.int64), ("all",)
    present(respondents, [dim], name)
    place, names = codes(respondents[dim])
    return place, tuple(names)


def _pool_psus(design: SurveyDesign, combination: Ints, combinations: int) -> tuple[Ints, PooledPsus]:
    """Put each PSU of a single combination with its likes in the stratum, any other on its own."""
    psus = design.stratum.size
    likes = design.psus.size * combinations
    of_psu = np.zeros(psus, np.int64)
    whole = np.ones(psus, bool)
    of_psu[design.psu] = combination
    whole[design.psu[of_psu[design.psu] != combination]] = False
    keys = np.where(whole, design.stratum * combinations + of_psu, likes + np.arange(psus))
    found, pooled_psu = distinct(keys, likes + psus)
    stratum = np.zeros(found.size, np.int64)
    stratum[pooled_psu] = design.stratum
    return pooled_psu[design.psu], PooledPsus(stratum, np.bincount(pooled_psu).astype(np.float64))


def aggregate(
    respondents: pl.DataFrame, design: SurveyDesign, classification: CrossClassification, items: Sequence[Item]
) -> tuple[DomainSums, PsuTotals, Floats]:
    """Sum every item to the rows; the last array holds each item's origin."""
    present(respondents, [item.column for item in items], design.name)
    parts = [_item(design, classification, item_responses(respondents[item.column], item)) for item in items]
    sums = DomainSums(*(np.column_stack(one) for one in zip(*(part.sums for part in parts), strict=True)))
    answering = np.column_stack([part.answering for part in parts])
    within = None
    if (classification.of_psu >= 0).any():
        within = WithinMoments(*(np.column_stack(one) for one in zip(*(part.within for part in parts), strict=True)))
    size = classification.pooled_psu.size
    rows = PsuTotals(
        np.arange(size),
        classification.pooled_psu,
        size,
        classification.pooled_psus,
        sums.weight,
        sums.total,
        answering,
        within,
    )
    return sums, rows, np.array([part.origin for part in parts])


@dataclass(frozen=True, slots=True)
class _ItemSums:
    """One item at the rows."""

    sums: tuple[Floats, ...]  # in the order of Sums
    answering: Floats
    within: tuple[Floats, ...]  # in the order of Within
    origin: float


def _item(design: SurveyDesign, classification: CrossClassification, given: ItemResponses) -> _ItemSums:
    weight = design.weight * given.answered
    total = weight * given.value
    each = (weight, total, total * given.value, weight * design.weight, given.answered, given.nonresponse)
    sums = tuple(summed(one, classification.row, classification.pooled_psu.size) for one in each)
    answering = np.minimum(sums[4], 1.0)
    inside = np.flatnonzero(classification.of_psu >= 0)
    if inside.size == 0:
        return _ItemSums(sums, answering, (), given.origin)
    row = classification.of_psu[inside]
    of_psu = [summed(one, design.psu, classification.of_psu.size)[inside] for one in (weight, total, given.answered)]
    psus = classification.pooled_psus.psus[classification.pooled_psu]
    many = summed(of_psu[2] > 0, row, psus.size)
    within = _within(row, psus, (of_psu[0], of_psu[1]), (sums[0], sums[1]))
    return _ItemSums(sums, np.where(psus > 1, many, answering), within, given.origin)


def _within(
    row: Ints, psus: Floats, of_psu: tuple[Floats, Floats], of_row: tuple[Floats, Floats]
) -> tuple[Floats, Floats, Floats]:
    """Sum the squares and products of the PSUs' deviations from their row; weight and total of each come in."""
    weight, total = of_psu
    size, whole = of_row
    mean = np.divide(whole, size, out=np.zeros_like(size), where=size > 0)
    answers = total - mean[row] * weight
    weights = weight - (size / psus)[row]
    pairs = ((answers, answers), (answers, weights), (weights, weights))
    answers_square, both, weights_square = (summed(a * b, row, psus.size) for a, b in pairs)
    return answers_square, both, weights_square
