"""All survey indicators of all areas of one division: where they differ from the whole country."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from contract.codes import Against, Level
from picture.query.choices import Choices
from picture.query.maps.area_order import in_order
from picture.query.model import Dataset, View
from picture.query.selection import MATRIX_ORDERS
from picture.query.tables.cells import read_cells


def ask_matrix(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, order: str = MATRIX_ORDERS[0]) -> Dataset:
    """Return every indicator of our own surveys in one period for every area of a division, the country beside.

    Rows: area by area in the asked order, and within an area in the order of the catalogue.
    """
    indicators = tuple(i for i in choices.indicators if i.kind.from_respondents)
    places = {i.id: place for place, i in enumerate(indicators)}
    cells = read_cells(
        con,
        "group_dim = 'all' AND period = $period AND level IN ('country', $level)",
        {"period": view.period, "level": view.level},
        choices,
        keep=lambda cell: cell.indicator in places,
    )
    dataset = Dataset(
        kind="matrix",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.COUNTRY,
        indicators=indicators,
        rows=tuple(r for r in cells if r.area.level == view.level),
        reference=tuple(r for r in cells if r.area.level == Level.COUNTRY),
        breaks=choices.reference.breaks_of(tuple(places)),
        sources=tuple(s for s in choices.sources if s.id in {r.source for r in cells}),
        area_name=next((a.name for a in choices.areas if view.chose(a)), ""),
    )
    shapes = choices.reference.outlines.of(con, view.level).shapes
    areas = {r.area.code: r for r in dataset.rows}.values()
    rank = {r.area.code: place for place, r in enumerate(in_order(areas, replace(dataset, order=order, shapes=shapes)))}
    return replace(dataset, rows=tuple(sorted(dataset.rows, key=lambda r: (rank[r.area.code], places[r.indicator]))))
