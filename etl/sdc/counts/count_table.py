"""The cells of one table of counts, and every sum that an intruder can make among them.

A cell is a set of people: a ground and a group. Every cell of a larger ground is the sum of its pieces, and everybody
is the sum of the groups of a dimension. Cells that no row tells of (a region left out) stand in the sums as unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from contract.codes import EVERYBODY
from etl.estimate.arrays import Bools, Floats
from etl.sdc.counts.grounds import Ground, Place
from etl.sdc.linear_program import sparse_rows

NEARLY_ALL = 0.9  # of the sums of a kind


class CountRow(NamedTuple):
    """One published count: `figure` null where it has no number; `sensitive` where it must not be worked out."""

    place: Place
    dim: str
    group: str
    figure: float | None
    sensitive: bool
    min_count: int  # the smallest count that may be shown
    least_hidden: int  # the smallest that may stand behind a hidden cell


class Cell(NamedTuple):
    """One set of people."""

    ground: Ground
    dim: str
    group: str


class Sum(NamedTuple):
    """One sum: `total` = its parts, as positions of cells. `like`: its kind; sums of a kind have gaps of like size."""

    total: int
    parts: tuple[int, ...]
    like: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Cells (one entry each in the arrays) and sums (a row each: low <= total - parts <= high)."""

    names: tuple[str, ...]
    figure: Floats  # nan where no row has a number
    sensitive: Bools
    told: Bools  # a row of the table tells of it
    min_count: Floats
    least_hidden: Floats
    sums: tuple[Sum, ...]
    matrix: csr_array
    low: Floats
    high: Floats


def count_table(rows: Sequence[CountRow], grounds: Mapping[Place, Ground]) -> tuple[CountTable, list[int]]:
    """Make the table of rows (one indicator and period); return also the position of every row's cell."""
    position: dict[Cell, int] = {}
    names: dict[int, str] = {}
    of_row = []
    for row in rows:
        at = position.setdefault(Cell(grounds[row.place], row.dim, row.group), len(position))
        names.setdefault(at, _name(row))
        of_row.append(at)
    told = len(position)
    sums = tuple(_sums(rows, grounds, position))
    figure = np.full(len(position), np.nan)
    sensitive = np.zeros(len(position), bool)
    min_count = np.zeros(len(position))
    least = np.zeros(len(position))
    for at, row in zip(of_row, rows, strict=True):
        figure[at] = row.figure if np.isnan(figure[at]) and row.figure is not None else figure[at]
        sensitive[at] |= row.sensitive
        min_count[at] = max(min_count[at], row.min_count)
        if row.figure is not None or row.sensitive:
            least[at] = max(least[at], row.least_hidden)
    low, high = _gaps(sums, figure, least)
    written = tuple(names.get(at, "a cell that is left out") for at in range(len(position)))
    table = CountTable(
        names=written,
        figure=figure,
        sensitive=sensitive,
        told=np.arange(len(position)) < told,
        min_count=min_count,
        least_hidden=least,
        sums=sums,
        matrix=sparse_rows([{one.total: 1.0} | dict.fromkeys(one.parts, -1.0) for one in sums], len(position)),
        low=low,
        high=high,
    )
    return table, of_row


def _name(row: CountRow) -> str:
    place = f"{row.place.level} {row.place.code}"
    return place if row.dim == EVERYBODY else f"{place}, {row.dim} {row.group}"


def _sums(rows: Sequence[CountRow], grounds: Mapping[Place, Ground], position: dict[Cell, int]) -> Iterator[Sum]:
    """Yield every sum; cells that it needs and that no row tells of are added to `position`."""
    levels = {grounds[row.place]: row.place.level for row in reversed(rows)}
    groups = dict.fromkeys((row.dim, row.group) for row in rows)
    divided = {ground: pieces for ground, pieces in _divided(list(levels)) if pieces != (ground,)}
    for dim, group in groups:
        for ground, pieces in divided.items():
            parts = tuple(position.setdefault(Cell(piece, dim, group), len(position)) for piece in pieces)
            yield Sum(position.setdefault(Cell(ground, dim, group), len(position)), parts, ("areas", levels[ground]))
    pieces_too = dict.fromkeys(cell.ground for cell in list(position))
    for dim in dict.fromkeys(dim for dim, _ in groups if dim != EVERYBODY):
        for ground in pieces_too if (EVERYBODY, EVERYBODY) in groups else ():
            total = position.setdefault(Cell(ground, EVERYBODY, EVERYBODY), len(position))
            cells = (Cell(ground, *one) for one in groups if one[0] == dim)
            parts = tuple(position.setdefault(cell, len(position)) for cell in cells)
            yield Sum(total, parts, ("groups", dim))


def _divided(of: list[Ground]) -> Iterator[tuple[Ground, tuple[Ground, ...]]]:
    """Yield every ground with the pieces that it consists of: what lies in the same grounds is one piece."""
    inside = defaultdict[str, list[int]](list)
    for at, ground in enumerate(of):
        for name in ground:
            inside[name].append(at)
    same = defaultdict[tuple[int, ...], set[str]](set)
    for name, where in inside.items():
        same[tuple(where)].add(name)
    pieces = {where: frozenset(names) for where, names in sorted(same.items())}
    of_ground = defaultdict[int, list[Ground]](list)
    for places, piece in pieces.items():
        for at in places:
            of_ground[at].append(piece)
    yield from ((ground, tuple(of_ground[at])) for at, ground in enumerate(of))


def _gaps(sums: Sequence[Sum], figure: Floats, least: Floats) -> tuple[Floats, Floats]:
    """Return by how much a total may differ from its parts: as much as open sums like it do, else not at all.

    Areas: as many persons; groups: as large a part of the total (persons whose group is not known, motives that are
    counted twice). Where the open parts alone exceed the total, the gap is at least that.
    """
    gap = np.array([figure[one.total] - figure[list(one.parts)].sum() for one in sums])
    of_total = np.array([one.like[0] == "groups" for one in sums], bool)
    totals = np.array([figure[one.total] for one in sums])
    whole = np.where(of_total, np.nan_to_num(totals, nan=float(np.nanmax(figure, initial=0.0))), 1.0)
    seen = defaultdict[tuple[str, ...], list[float]](list)
    for at in np.flatnonzero(~np.isnan(gap) & (whole > 0)):
        seen[sums[int(at)].like].append(float(gap[at] / whole[at]))
    usual = {like: _usual(gaps) for like, gaps in seen.items()}
    between = np.array([usual.get(one.like, (0.0, 0.0)) for one in sums]).reshape(-1, 2) * whole[:, None]
    at_least = np.where(np.isnan(figure), least, figure)
    room = totals - np.array([at_least[list(one.parts)].sum() for one in sums])
    low = np.fmin(between[:, 0], np.where(np.isnan(gap), room, gap))
    return low, np.fmax(between[:, 1], gap)


def _usual(gaps: Sequence[float]) -> tuple[float, float]:
    """Return the least and the greatest gap; none where nearly all sums are exact: an intruder takes them all to be."""
    if gaps.count(0.0) >= NEARLY_ALL * len(gaps):
        return 0.0, 0.0
    return min(0.0, *gaps), max(0.0, *gaps)
