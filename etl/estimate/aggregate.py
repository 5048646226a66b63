"""Respondents summed once into the rows that every margin is made from.

A row holds the members of one PSU in one combination of area and groups. PSUs that lie wholly in one combination and
one stratum share a row, since no margin distinguishes them: where every respondent is a PSU the rows are the strata by
area by groups, however large the sample. Items are read one at a time, so that memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from contract.codes import EVERYBODY
from etl.estimate.arrays import Floats, Ints, codes, distinct, summed
from etl.estimate.design import Item
from etl.estimate.design_arrays import ItemResponses, SurveyDesign, item_responses, require_columns
from etl.estimate.domains import DomainSums
from etl.estimate.variance.psu_totals import PooledPsus, PsuTotals, WeightMoments, WeightProducts, WithinMoments


@dataclass(frozen=True, slots=True)
class Rows:
    """What every row is of."""

    pooled_psu: Ints  # row -> pooled PSU
    pooled_psus: PooledPsus
    position: Mapping[str, Ints]  # area and group dimension: row -> position of its code in `names`, -1 without one
    names: Mapping[str, tuple[str, ...]]  # area and group dimension -> its codes


@dataclass(frozen=True, slots=True)
class CrossClassification:
    """The rows, and the row of every respondent and PSU."""

    rows: Rows
    row: Ints  # respondent -> row
    of_psu: Ints  # PSU -> its row; -1 for a PSU that is pooled with none


def cross_classify(respondents: pl.DataFrame, design: SurveyDesign, dims: Sequence[str]) -> CrossClassification:
    """Return the rows of area by `dims` (group dimensions, and margins of a calibration) by PSU."""
    numbered = {dim: _numbered(respondents, dim, design.name) for dim in ("area", *dims)}
    combination = np.zeros(respondents.height, np.int64)
    combinations = 1
    for position, names in numbered.values():
        bound = combinations * (len(names) + 1)
        keys, combination = distinct(combination * (len(names) + 1) + position + 1, bound)
        combinations = keys.size
    pooled_psu, pooled_psus = _pool_psus(design, combination, combinations)
    keys, row = distinct(pooled_psu * combinations + combination, pooled_psus.psus.size * combinations)
    any_respondent = np.zeros(keys.size, np.int64)
    of_psu = np.zeros(design.stratum.size, np.int64)
    any_respondent[row] = np.arange(row.size)
    of_psu[design.psu] = row
    several = pooled_psus.psus[keys // combinations] > 1
    rows = Rows(
        pooled_psu=keys // combinations,
        pooled_psus=pooled_psus,
        position={dim: position[any_respondent] for dim, (position, _) in numbered.items()},
        names={dim: names for dim, (_, names) in numbered.items()},
    )
    return CrossClassification(rows, row, np.where(several[of_psu], of_psu, -1))


def _numbered(respondents: pl.DataFrame, dim: str, name: str) -> tuple[Ints, tuple[str, ...]]:
    if dim == EVERYBODY:
        return np.zeros(respondents.height, np.int64), (EVERYBODY,)
    require_columns(respondents, [dim], name)
    position, names = codes(respondents[dim])
    return position, tuple(names)


def _pool_psus(design: SurveyDesign, combination: Ints, combinations: int) -> tuple[Ints, PooledPsus]:
    """Pool the PSUs of a stratum that lie in one and the same combination; leave any other on its own."""
    psus = design.stratum.size
    bound = design.strata.psus.size * combinations
    of_psu = np.zeros(psus, np.int64)
    undivided = np.ones(psus, bool)
    of_psu[design.psu] = combination
    undivided[design.psu[of_psu[design.psu] != combination]] = False
    keys = np.where(undivided, design.stratum * combinations + of_psu, bound + np.arange(psus))
    pools, pooled_psu = distinct(keys, bound + psus)
    stratum = np.zeros(pools.size, np.int64)
    stratum[pooled_psu] = design.stratum
    return pooled_psu[design.psu], PooledPsus(stratum, np.bincount(pooled_psu).astype(np.float64))


@dataclass(frozen=True, slots=True)
class Aggregated:
    """Every item at the rows."""

    sums: DomainSums
    rows: PsuTotals
    origin: Floats  # of each item
    weights: WeightMoments | None  # of calibrated weights


def aggregate(
    respondents: pl.DataFrame,
    design: SurveyDesign,
    classification: CrossClassification,
    items: Sequence[Item],
    before: str | None = None,
) -> Aggregated:
    """Sum every item to the rows; where weights are calibrated (from `before`) also those without an answer."""
    require_columns(respondents, [item.column for item in items], design.name)
    every = None if before is None else _weights(respondents[before], design, classification)
    parts = [_item(design, classification, item_responses(respondents[item.column], item), every) for item in items]
    sums = DomainSums(*(np.column_stack(one) for one in zip(*(part.sums for part in parts), strict=True)))
    answering = np.column_stack([part.answering for part in parts])
    within = None
    if (classification.of_psu >= 0).any():
        within = WithinMoments(*(np.column_stack(one) for one in zip(*(part.within for part in parts), strict=True)))
    rows = psu_totals(classification.rows, sums, answering, within)
    weights = None if every is None else every.moments
    if weights is not None and within is not None:
        products = (np.column_stack(one) for one in zip(*(part.with_weight for part in parts), strict=True))
        weights = replace(weights, products=WeightProducts(*products))
    return Aggregated(sums, rows, np.array([part.origin for part in parts]), weights)


def psu_totals(rows: Rows, sums: DomainSums, answering: Floats, within: WithinMoments | None) -> PsuTotals:
    """Return the rows as cells of their own, from which coarser ones are summed."""
    size = rows.pooled_psu.size
    every = np.arange(size)
    return PsuTotals(every, rows.pooled_psu, size, rows.pooled_psus, sums.weight, sums.total, answering, within)


@dataclass(frozen=True, slots=True)
class _Weights:
    """The weights of all members of the rows, and of each PSU that shares a row its weight less the row's mean."""

    moments: WeightMoments
    deviation: Floats


def _weights(before: pl.Series, design: SurveyDesign, classification: CrossClassification) -> _Weights:
    """Sum the weights of all respondents to the rows, and of the PSUs that share one."""
    rows = classification.rows.pooled_psu.size
    weight = summed(design.weight, classification.row, rows)
    inside = np.flatnonzero(classification.of_psu >= 0)
    row = classification.of_psu[inside]
    psus = _psus(classification)
    deviation = summed(design.weight, design.psu, classification.of_psu.size)[inside] - (weight / psus)[row]
    of_before = summed(before.cast(pl.Float64).to_numpy(), classification.row, rows)
    return _Weights(WeightMoments(weight, of_before, summed(deviation**2, row, rows), None), deviation)


def _psus(classification: CrossClassification) -> Floats:
    return classification.rows.pooled_psus.psus[classification.rows.pooled_psu]


@dataclass(frozen=True, slots=True)
class _ItemSums:
    """One item at the rows."""

    sums: tuple[Floats, ...]  # in the order of DomainSums
    answering: Floats
    within: tuple[Floats, ...]  # in the order of WithinMoments
    with_weight: tuple[Floats, ...]  # in the order of WeightProducts
    origin: float


def _item(
    design: SurveyDesign, classification: CrossClassification, given: ItemResponses, every: _Weights | None
) -> _ItemSums:
    weight = design.weight * given.answered
    total = weight * given.value
    each = (weight, total, total * given.value, weight * design.weight, given.answered, given.nonresponse)
    sums = tuple(summed(one, classification.row, classification.rows.pooled_psu.size) for one in each)
    answering = np.minimum(sums[4], 1.0)
    inside = np.flatnonzero(classification.of_psu >= 0)
    if inside.size == 0:
        return _ItemSums(sums, answering, (), (), given.origin)
    row = classification.of_psu[inside]
    of_psu = [summed(one, design.psu, classification.of_psu.size)[inside] for one in (weight, total, given.answered)]
    psus = _psus(classification)
    many = summed(of_psu[2] > 0, row, psus.size)
    answers, weights = _deviations(row, psus, (of_psu[0], of_psu[1]), (sums[0], sums[1]))
    pairs = ((answers, answers), (answers, weights), (weights, weights))
    within = tuple(summed(a * b, row, psus.size) for a, b in pairs)
    with_weight: tuple[Floats, ...] = ()
    if every is not None:
        with_weight = tuple(summed(one * every.deviation, row, psus.size) for one in (answers, weights))
    return _ItemSums(sums, np.where(psus > 1, many, answering), within, with_weight, given.origin)


def _deviations(
    row: Ints, psus: Floats, of_psu: tuple[Floats, Floats], of_row: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Return D and V of WithinMoments for each PSU; weight and total of PSUs and of rows come in."""
    weight, total = of_psu
    row_weight, row_total = of_row
    mean = np.divide(row_total, row_weight, out=np.zeros_like(row_weight), where=row_weight > 0)
    return total - mean[row] * weight, weight - (row_weight / psus)[row]
