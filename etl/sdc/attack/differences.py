"""What published comparisons tell of the shares of open cells: each is a sum of shares, within its own rounding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from contract.codes import DOMAIN_KEY, Against, Level
from contract.period import Period
from etl.config.policy import Policy
from etl.estimate.arrays import Floats
from etl.sdc.linear_program import sparse_rows
from etl.sdc.rounding import difference_bounds
from etl.sdc.table_structure import Row

Parts = dict[int, float]  # cell -> its coefficient


class OpenCells(NamedTuple):
    """Which cells of linked tables are open, by their keys, with their sums of weights; `waves`: single periods."""

    place: Mapping[Row, int]
    weight: Floats
    waves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Rows of a program on the weights of those who said yes: least <= rows x <= most."""

    rows: csr_array
    least: Floats
    most: Floats

    @classmethod
    def of(cls, comparisons: pl.DataFrame, open_cells: OpenCells, policy: Policy) -> Differences:
        """Read comparisons of one indicator: columns of table `comparison`, and those that `difference_bounds` asks."""
        least, most = difference_bounds(comparisons)
        weight = open_cells.weight
        trend_waves = int(policy.trend_waves.value)
        every = [_parts(row, open_cells, trend_waves) for row in comparisons.iter_rows(named=True)]
        kept = np.array([at for at, parts in enumerate(every) if parts], np.intp)
        rows = []
        smallest = np.zeros(len(kept))
        for at, parts in enumerate(filter(None, every)):
            smallest[at] = weight[list(parts)].min()  # keeps the coefficients near 1
            rows.append({cell: size * smallest[at] / weight[cell] for cell, size in parts.items()})
        return cls(sparse_rows(rows, len(weight)), least[kept] * smallest, most[kept] * smallest)


def _parts(row: Mapping[str, str], open_cells: OpenCells, trend_waves: int) -> Parts:
    """Return of which shares a difference is the sum; empty where it is of none of the cells."""
    period, level, code, dim, group = (row[name] for name in DOMAIN_KEY)
    reference = row["reference"]
    other: Row
    match row["kind"]:
        case Against.COUNTRY:
            other = (period, Level.COUNTRY.value, reference, dim, group)
        case Against.GROUP:
            other = (period, level, code, dim, reference)
        case Against.PREVIOUS:
            other = (reference, level, code, dim, group)
        case Against.TREND:
            return _trend(row, open_cells, trend_waves)
        case _:  # of groups standardised for age and sex: no sum of these cells
            return {}
    own = open_cells.place.get((period, level, code, dim, group))
    beside = open_cells.place.get(other)
    return {} if own is None or beside is None or own == beside else {own: 1.0, beside: -1.0}


def _trend(row: Mapping[str, str], open_cells: OpenCells, trend_waves: int) -> Parts:
    """Return the last wave less the first; of many waves the slope of the weighted regression, times the years."""
    first = Period.parse(row["reference"])
    last = Period.parse(row["period"])
    _, level, code, dim, group = (row[name] for name in DOMAIN_KEY)
    inside = [wave for wave in open_cells.waves if first <= Period.parse(wave) <= last]
    cells = [(wave, open_cells.place.get((wave, level, code, dim, group))) for wave in inside]
    places = [cell for _, cell in cells if cell is not None]
    if len(places) < 2:  # noqa: PLR2004 - a difference has two ends
        return {}
    if len(places) < trend_waves:
        return {places[-1]: 1.0, places[0]: -1.0}
    years = np.array([Period.parse(wave).midpoint for wave, cell in cells if cell is not None])
    part = open_cells.weight[places] / open_cells.weight[places].sum()
    off = years - part @ years
    slope = part * off / (part @ off**2) * (years[-1] - years[0])
    return dict(zip(places, slope.tolist(), strict=True))
