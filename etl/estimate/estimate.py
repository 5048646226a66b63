"""Design-based estimates: weighted shares and means of every cell, with their sampling error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import polars as pl

from contract.errors import UserError
from etl.estimate.aggregate import Crossing, cross, gather
from etl.estimate.design import Design, Item, Margin
from etl.estimate.design_arrays import Answer, Ints, Sample, answer, draw
from etl.estimate.domains import Cells, Grid, Sums, rows_of
from etl.estimate.psu_totals import Rows
from etl.estimate.replicates import Replicated, ReplicateSums, Sets
from etl.estimate.taylor import Linearised


@dataclass(frozen=True, slots=True)
class Gathered:
    """A sample summed to the rows that every margin is made from."""

    sample: Sample
    crossing: Crossing
    sums: Sums
    rows: Rows
    resampled: Resampled | None


@dataclass(frozen=True, slots=True)
class Resampled:
    """A sample with replicate weights, and its answers."""

    sets: Sets
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Estimates:
    """The estimates of one period, and what comparisons need beside them."""

    period: str
    items: tuple[Item, ...]
    table: pl.DataFrame  # indicator kind period level code group_dim group_code value se ci_low ci_high n ...
    cells: tuple[Cells, ...]  # in the order of the table

    def margins(self) -> Iterator[tuple[Cells, pl.DataFrame]]:
        """Give each margin with its rows of the table."""
        start = 0
        for one in self.cells:
            yield one, self.table.slice(start, one.sums.n.size)
            start += one.sums.n.size


def estimate(
    respondents: pl.DataFrame, design: Design, items: Sequence[Item], margins: Sequence[Margin], period: str
) -> Estimates:
    """Estimate every item in every cell of every margin.

    `table`, one row per indicator and cell (every area of the margin x every group that occurs):
    value (0..1 or mean; null without answers), se, ci_low, ci_high (null where no variance is known), n (answers),
    effective_n, df (PSUs - strata with members; 0: no variance known), deff, item_nonresponse (0..1 of those asked).
    Items that nobody was asked are left out. Raises UserError for a design that cannot be.
    """
    name = f"respondents of {period}"
    asked = [item for item in items if item.column not in respondents.columns or respondents[item.column].count()]
    sample, dims = draw(respondents, design, name), tuple(dict.fromkeys(margin.group_dim for margin in margins))
    crossing = cross(respondents, sample, dims)
    sums, rows, origin = gather(respondents, sample, crossing, asked)
    resampled = None
    if design.replicates is not None:
        given = tuple(answer(respondents[item.column], item) for item in asked)
        resampled = Resampled(Sets.of(respondents, design, design.replicates, name), given)
    gathered = Gathered(sample, crossing, sums, rows, resampled)
    by_dim = groupby(sorted(margins, key=lambda m: m.group_dim), key=lambda m: m.group_dim)
    cells = tuple(one for dim, same in by_dim for one in _work(gathered, dim, tuple(same)))
    table = pl.concat(rows_of(one, asked, origin, period) for one in cells)
    return Estimates(period, tuple(asked), table, cells)


def _work(gathered: Gathered, dim: str, margins: Sequence[Margin]) -> Iterator[Cells]:
    """Sum once to (area, group) and PSU, then into the areas of every level."""
    areas, groups = (gathered.crossing.names[of] for of in ("area", dim))
    area, group = (gathered.crossing.place[of] for of in ("area", dim))
    fine, size = np.where((area < 0) | (group < 0), -1, area * len(groups) + group), len(areas) * len(groups)
    sums, parts = gathered.sums.at(fine, size), _parts(gathered, fine, size)
    for margin in margins:
        grid = Grid(margin.level, dim, tuple(sorted(set(margin.areas.values()))), groups)
        coarse = _coarser(areas, margin, grid, gathered.sample.name)
        of_level = sums.at(coarse, grid.size)
        yield Cells(grid, of_level, _error(gathered.sample, parts.at(coarse, grid.size), of_level))


def _parts(gathered: Gathered, cell: Ints, cells: int) -> Rows | ReplicateSums:
    if gathered.resampled is None:
        return gathered.rows.at(cell, cells)
    sets, given = gathered.resampled.sets, gathered.resampled.answers
    return ReplicateSums.of(sets, given, cell[gathered.crossing.row], cells)


def _error(sample: Sample, parts: Rows | ReplicateSums, sums: Sums) -> Linearised | Replicated:
    if isinstance(parts, Rows):
        return Linearised.of(sample, parts, sums.mean, sums.weight)
    return Replicated.of(parts, sums.mean, sums.weight)


def _coarser(areas: tuple[str, ...], margin: Margin, grid: Grid, name: str) -> Ints:
    """Map (area, group) to (area of the level, group); areas that no area of the level holds go nowhere."""
    outside = sorted(set(areas) - set(margin.areas))
    if outside and margin.level == "country":
        raise UserError("country_lacks_areas", path=name, column="area", areas=outside)
    place = {code: at for at, code in enumerate(grid.areas)}
    area = np.array([place.get(margin.areas.get(code, ""), -1) for code in areas], np.int64)
    cell: Ints = np.where(area[:, None] < 0, -1, area[:, None] * len(grid.groups) + np.arange(len(grid.groups))).ravel()
    return cell
