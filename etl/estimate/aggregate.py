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

from etl.estimate.design import Item
from etl.estimate.design_arrays import Answer, Floats, Ints, Sample, answer, codes, distinct, present, summed
from etl.estimate.domains import Sums
from etl.estimate.psu_totals import Bundles, Rows, Within


@dataclass(frozen=True, slots=True)
class Crossing:
    """The rows, and where respondents and PSUs lie in them."""

    row: Ints  # respondent -> row
    of_psu: Ints  # PSU -> its row; -1 for a PSU that is a bundle of its own
    bundle: Ints  # row -> bundle
    bundles: Bundles
    place: Mapping[str, Ints]  # area and group dimension: row -> place of its code, -1 where there is none
    names: Mapping[str, tuple[str, ...]]  # area and group dimension -> its codes


def cross(respondents: pl.DataFrame, sample: Sample, dims: Sequence[str]) -> Crossing:
    """Find the rows of area by `dims` by PSU."""
    numbered = {dim: _numbered(respondents, dim, sample.name) for dim in ("area", *dims)}
    combination, combinations = np.zeros(respondents.height, np.int64), 1
    for place, names in numbered.values():
        bound = combinations * (len(names) + 1)
        found, combination = distinct(combination * (len(names) + 1) + place + 1, bound)
        combinations = found.size
    bundle, bundles = _bundles(sample, combination, combinations)
    keys, row = distinct(bundle * combinations + combination, bundles.psus.size * combinations)
    someone, of_psu = np.zeros(keys.size, np.int64), np.zeros(sample.stratum.size, np.int64)
    someone[row], of_psu[sample.psu] = np.arange(row.size), row
    several = bundles.psus[keys // combinations] > 1
    return Crossing(
        row=row,
        of_psu=np.where(several[of_psu], of_psu, -1),
        bundle=keys // combinations,
        bundles=bundles,
        place={dim: place[someone] for dim, (place, _) in numbered.items()},
        names={dim: names for dim, (_, names) in numbered.items()},
    )


def _numbered(respondents: pl.DataFrame, dim: str, name: str) -> tuple[Ints, tuple[str, ...]]:
    if dim == "all":
        return np.zeros(respondents.height, np.int64), ("all",)
    present(respondents, [dim], name)
    place, names = codes(respondents[dim])
    return place, tuple(names)


def _bundles(sample: Sample, combination: Ints, combinations: int) -> tuple[Ints, Bundles]:
    """Put each PSU of a single combination with its likes in the stratum, any other on its own."""
    psus, likes = sample.stratum.size, sample.psus.size * combinations
    of_psu, whole = np.zeros(psus, np.int64), np.ones(psus, bool)
    of_psu[sample.psu] = combination
    whole[sample.psu[of_psu[sample.psu] != combination]] = False
    keys = np.where(whole, sample.stratum * combinations + of_psu, likes + np.arange(psus))
    found, bundle = distinct(keys, likes + psus)
    stratum = np.zeros(found.size, np.int64)
    stratum[bundle] = sample.stratum
    return bundle[sample.psu], Bundles(stratum, np.bincount(bundle).astype(np.float64))


def gather(
    respondents: pl.DataFrame, sample: Sample, crossing: Crossing, items: Sequence[Item]
) -> tuple[Sums, Rows, Floats]:
    """Sum every item to the rows; the last array holds each item's origin."""
    present(respondents, [item.column for item in items], sample.name)
    parts = [_item(sample, crossing, answer(respondents[item.column], item)) for item in items]
    sums = Sums(*(np.column_stack(one) for one in zip(*(part.sums for part in parts), strict=True)))
    answering = np.column_stack([part.answering for part in parts])
    within = None
    if (crossing.of_psu >= 0).any():
        within = Within(*(np.column_stack(one) for one in zip(*(part.within for part in parts), strict=True)))
    size = crossing.bundle.size
    rows = Rows(np.arange(size), crossing.bundle, size, crossing.bundles, sums.weight, sums.total, answering, within)
    return sums, rows, np.array([part.origin for part in parts])


@dataclass(frozen=True, slots=True)
class _Part:
    """One item at the rows."""

    sums: tuple[Floats, ...]  # in the order of Sums
    answering: Floats
    within: tuple[Floats, ...]  # in the order of Within
    origin: float


def _item(sample: Sample, crossing: Crossing, given: Answer) -> _Part:
    weight = sample.weight * given.answered
    total = weight * given.value
    each = (weight, total, total * given.value, weight * sample.weight, given.answered, given.refused)
    sums = tuple(summed(one, crossing.row, crossing.bundle.size) for one in each)
    answering = np.minimum(sums[4], 1.0)
    inside = np.flatnonzero(crossing.of_psu >= 0)
    if inside.size == 0:
        return _Part(sums, answering, (), given.origin)
    row = crossing.of_psu[inside]
    of_psu = [summed(one, sample.psu, crossing.of_psu.size)[inside] for one in (weight, total, given.answered)]
    psus = crossing.bundles.psus[crossing.bundle]
    many = summed(of_psu[2] > 0, row, psus.size)
    within = _within(row, psus, (of_psu[0], of_psu[1]), (sums[0], sums[1]))
    return _Part(sums, np.where(psus > 1, many, answering), within, given.origin)


def _within(
    row: Ints, psus: Floats, of_psu: tuple[Floats, Floats], of_row: tuple[Floats, Floats]
) -> tuple[Floats, Floats, Floats]:
    """Sum the squares and products of the PSUs' deviations from their row; weight and total of each come in."""
    (weight, total), (size, whole) = of_psu, of_row
    mean = np.divide(whole, size, out=np.zeros_like(size), where=size > 0)
    answers, weights = total - mean[row] * weight, weight - (size / psus)[row]
    pairs = ((answers, answers), (answers, weights), (weights, weights))
    answers_square, both, weights_square = (summed(a * b, row, psus.size) for a, b in pairs)
    return answers_square, both, weights_square
