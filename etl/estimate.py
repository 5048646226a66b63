"""Design-based estimates: weighted shares and means of every cell, with their sampling error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import polars as pl

from etl.cells import Cells, Grid, Sums, rows_of
from etl.linearise import Linearised, Rows
from etl.refused import Refused
from etl.replicate import Replicated, ReplicateSums, Sets
from etl.sample import Answers, Ints, Sample, answers, codes, draw, indicator
from etl.survey import Design, Item, Margin


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample with its answers: respondents x items."""

    sample: Sample
    sets: Sets | None  # replicate weights, where the design has them
    answers: Answers
    sums: Sums


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
    Items that nobody was asked are left out. Raises Refused for a design that cannot be.
    """
    name = f"respondents of {period}"
    asked = [item for item in items if item.column not in respondents.columns or respondents[item.column].count()]
    sample = draw(respondents, design, name)
    given = answers(respondents, asked, name)
    sets = None if design.replicates is None else Sets.of(respondents, design, design.replicates, name)
    drawn = Drawn(sample, sets, given, Sums.of(sample, given))
    by_dim = groupby(sorted(margins, key=lambda m: m.group_dim), key=lambda m: m.group_dim)
    cells = tuple(one for dim, same in by_dim for one in _work(respondents, drawn, dim, tuple(same)))
    table = pl.concat(rows_of(one, asked, given.origin, period) for one in cells)
    return Estimates(period, tuple(asked), table, cells)


def _work(respondents: pl.DataFrame, drawn: Drawn, dim: str, margins: Sequence[Margin]) -> Iterator[Cells]:
    """Sum once to (area, group) and PSU, then into the areas of every level."""
    sample, sets = drawn.sample, drawn.sets
    area, areas = _numbered(respondents["area"])
    group, groups = _groups(respondents, dim, sample.name)
    fine, size = np.where((area < 0) | (group < 0), -1, area * len(groups) + group), len(areas) * len(groups)
    sums = drawn.sums.at(fine, size)
    parts = _rows(drawn, fine, size) if sets is None else ReplicateSums.of(sets, drawn.answers, fine, size)
    for margin in margins:
        grid = Grid(margin.level, dim, tuple(sorted(set(margin.areas.values()))), groups)
        coarse = _coarser(areas, margin, grid, sample.name)
        of_level = sums.at(coarse, grid.size)
        yield Cells(grid, of_level, _error(sample, parts.at(coarse, grid.size), of_level))


def _error(sample: Sample, parts: Rows | ReplicateSums, sums: Sums) -> Linearised | Replicated:
    if isinstance(parts, Rows):
        return Linearised.of(sample, parts, sums.mean, sums.weight)
    return Replicated.of(parts, sums.mean, sums.weight)


def _numbered(column: pl.Series) -> tuple[Ints, tuple[str, ...]]:
    """Give each code of a column its number, -1 where there is none, and the codes."""
    text = column.cast(pl.String)
    return codes(text), tuple(text.drop_nulls().unique().sort())


def _groups(respondents: pl.DataFrame, dim: str, name: str) -> tuple[Ints, tuple[str, ...]]:
    if dim == "all":
        return np.zeros(respondents.height, np.int64), ("all",)
    if dim not in respondents.columns:
        raise Refused(name, "the group dimension is missing", column=dim, stood=respondents.columns, do="Mend the card")
    return _numbered(respondents[dim])


def _coarser(areas: tuple[str, ...], margin: Margin, grid: Grid, name: str) -> Ints:
    """Map (area, group) to (area of the level, group); areas that no area of the level holds go nowhere."""
    outside = sorted(set(areas) - set(margin.areas))
    if outside and margin.level == "country":
        raise Refused(name, "the country leaves areas out", column="area", stood=outside, do="Name them in the margin")
    place = {code: at for at, code in enumerate(grid.areas)}
    area = np.array([place.get(margin.areas.get(code, ""), -1) for code in areas], np.int64)
    cell: Ints = np.where(area[:, None] < 0, -1, area[:, None] * len(grid.groups) + np.arange(len(grid.groups))).ravel()
    return cell


def _rows(drawn: Drawn, cell: Ints, cells: int) -> Rows:
    """Sum respondents to (cell, PSU)."""
    inside = np.flatnonzero(cell >= 0)
    psus = drawn.sample.stratum.size
    keys, place = np.unique(cell[inside] * psus + drawn.sample.psu[inside], return_inverse=True)
    gather, sums = indicator(place, keys.size), drawn.sums
    weight, total, n = (gather @ column[inside] for column in (sums.weight, sums.total, sums.n))
    return Rows(keys // psus, keys % psus, cells, weight, total, n)
