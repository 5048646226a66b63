"""Design-based estimates: weighted shares and means of every cell, with their sampling error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import polars as pl

from etl.intervals import exact_interval, logit_interval, t_interval
from etl.linearise import Linearised, Rows
from etl.refused import Refused
from etl.replicate import Replicated, ReplicateSums, Sets
from etl.sample import Answers, Floats, Ints, Sample, answers, codes, draw, indicator
from etl.survey import Design, Item, Margin

DUST = 1e-12  # a standard error this small beside the mean is rounding, not sampling


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the respondents of each cell: cells x items."""

    weight: Floats  # sum of w over answers
    total: Floats  # sum of w y
    square: Floats  # sum of w y^2
    weight_square: Floats  # sum of w^2
    n: Floats  # answers
    refused: Floats  # asked and not answered

    @classmethod
    def of(cls, sample: Sample, given: Answers) -> Sums:
        """Start from the respondents: respondents x items."""
        weight = sample.weight[:, None] * given.answered
        total = weight * given.value
        answered, refused = given.answered.astype(np.float64), given.refused.astype(np.float64)
        return cls(weight, total, total * given.value, weight * sample.weight[:, None], answered, refused)

    def at(self, cell_of: Ints, cells: int) -> Sums:
        """Sum into `cells` cells; -1 goes nowhere."""
        gather = indicator(cell_of, cells)
        return Sums(*(gather @ getattr(self, name) for name in self.__slots__))

    @property
    def mean(self) -> Floats:
        """Give the weighted mean (less the item's origin); NaN without answers."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.total / self.weight

    @property
    def variance(self) -> Floats:
        """Give the weighted variance of the answers in the cell."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.maximum(self.square / self.weight - self.mean**2, 0.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells of a margin stand: cell = place of area x number of groups + place of group."""

    level: str
    group_dim: str
    areas: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def size(self) -> int:
        """Count the cells."""
        return len(self.areas) * len(self.groups)


@dataclass(frozen=True, slots=True)
class Cells:
    """One margin, worked out: what the table is made from and what comparisons need. Arrays are cells x items."""

    grid: Grid
    sums: Sums
    error: Linearised | Replicated


@dataclass(frozen=True, slots=True)
class Estimates:
    """The estimates of one period, and the sample they come from."""

    period: str
    items: tuple[Item, ...]
    table: pl.DataFrame  # indicator kind period level code group_dim group_code value se ci_low ci_high n ...
    sample: Sample
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
    by_dim = groupby(sorted(margins, key=lambda m: m.group_dim), key=lambda m: m.group_dim)
    cells = tuple(one for dim, same in by_dim for one in _work(respondents, (sample, sets), given, dim, tuple(same)))
    table = pl.concat(_table(one, asked, given.origin, period) for one in cells)
    return Estimates(period, tuple(asked), table, sample, cells)


def _work(
    respondents: pl.DataFrame, drawn: tuple[Sample, Sets | None], given: Answers, dim: str, margins: Sequence[Margin]
) -> Iterator[Cells]:
    """Sum once to (area, group) and PSU, then into the areas of every level."""
    sample, sets = drawn
    area, areas = _numbered(respondents["area"])
    group, groups = _groups(respondents, dim, sample.name)
    fine, size = np.where((area < 0) | (group < 0), -1, area * len(groups) + group), len(areas) * len(groups)
    respondent = Sums.of(sample, given)
    sums = respondent.at(fine, size)
    parts = _rows(sample, respondent, fine, size) if sets is None else ReplicateSums.of(sets, given, fine, size)
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
    names = tuple(column.drop_nulls().unique().sort().cast(pl.String).to_list())
    place = codes(column.cast(pl.String)) if not column.has_nulls() else None
    if place is None:
        place = column.cast(pl.String).replace_strict({n: i for i, n in enumerate(names)}, default=-1).to_numpy()
    return place, names


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


def _rows(sample: Sample, sums: Sums, cell: Ints, cells: int) -> Rows:
    """Sum respondents to (cell, PSU)."""
    inside = np.flatnonzero(cell >= 0)
    psus = sample.stratum.size
    keys, place = np.unique(cell[inside] * psus + sample.psu[inside], return_inverse=True)
    gather = indicator(place, keys.size)
    weight, total, n = (gather @ column[inside] for column in (sums.weight, sums.total, sums.n))
    return Rows(keys // psus, keys % psus, cells, weight, total, n)


def standard_error(variance: Floats, met: Floats, unknown: Floats, mean: Floats) -> Floats:
    """Give the se; strata of unknown variance count as the average of the others, rounding dust as 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.sqrt(np.maximum(variance, 0.0) * met / (met - unknown))
    return np.where(se <= DUST * np.maximum(np.abs(mean), 1.0), 0.0, se)


@np.errstate(divide="ignore", invalid="ignore")  # empty cells become NaN, then null
def _table(cells: Cells, items: Sequence[Item], origin: Floats, period: str) -> pl.DataFrame:
    sums, (size, width) = cells.sums, cells.sums.n.shape
    share = np.broadcast_to([item.kind == "survey_share" for item in items], (size, width))
    df = np.broadcast_to(cells.error.df[:, None], (size, width))
    se = np.where(
        sums.n > 0, standard_error(cells.error.variance, cells.error.met, cells.error.unknown, sums.mean), np.nan
    )
    low, high = _interval(sums, se, df, share, origin)
    values = {
        "value": sums.mean + origin,
        "se": se,
        "ci_low": low,
        "ci_high": high,
        "n": sums.n,
        "effective_n": _effective_n(sums, se, df),
        "df": df,
        "deff": _deff(sums, se),
        "item_nonresponse": sums.refused / (sums.refused + sums.n),
    }
    keys = pl.DataFrame({"code": cells.grid.areas}).join(pl.DataFrame({"group_code": cells.grid.groups}), how="cross")
    item_keys = pl.DataFrame({"indicator": [i.indicator for i in items], "kind": [i.kind for i in items]})
    return (
        keys.join(item_keys, how="cross", maintain_order="left_right")
        .select(
            "indicator",
            "kind",
            pl.lit(period).alias("period"),
            pl.lit(cells.grid.level).alias("level"),
            "code",
            pl.lit(cells.grid.group_dim).alias("group_dim"),
            "group_code",
        )
        .with_columns(pl.Series(name, column.ravel(), nan_to_null=True) for name, column in values.items())
        .with_columns(pl.col("n", "df").cast(pl.Int64))
    )


def _effective_n(sums: Sums, se: Floats, df: Floats) -> Floats:
    """Give the size of a simple random sample of equal precision; by Kish's weights alone where all answered alike."""
    alike = (sums.variance <= DUST**2) & (sums.n > 0)
    kish = sums.weight**2 / sums.weight_square
    return np.where(df > 0, np.where(alike, kish, sums.variance / np.where(se > 0, se**2, np.nan)), np.nan)


def _deff(sums: Sums, se: Floats) -> Floats:
    """Give the variance over that of simple random sampling without replacement (R: svymean, deff = TRUE)."""
    simple = sums.variance * (sums.weight - sums.n) / (sums.weight * (sums.n - 1))
    return se**2 / np.where(simple > 0, simple, np.nan)


def _interval(sums: Sums, se: Floats, df: Floats, share: np.ndarray, origin: Floats) -> tuple[Floats, Floats]:
    """Choose the interval: t for a mean, logit for a share, exact bounds for a share of 0 or 1."""
    mean = sums.mean
    edge = share & ((mean <= 0) | (mean >= 1))
    known = share & ~edge & (se > 0)
    t_low, t_high = t_interval(mean + origin, se, df)
    l_low, l_high = logit_interval(np.where(known, mean, np.nan), se, df)
    e_low, e_high = exact_interval(np.where(edge, mean, np.nan), _effective_n(sums, se, df), sums.n, df)
    low = np.select([edge, share], [e_low, l_low], t_low)
    high = np.select([edge, share], [e_high, l_high], t_high)
    return low, high
