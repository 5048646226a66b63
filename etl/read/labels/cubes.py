"""Everything that a cube says of its categories beside their codes, held against the card and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import polars as pl

from etl.config.layout import group_codes, group_columns
from etl.read.formats.table import ROW, SourceTable
from etl.read.labels.accepted import check_accepted
from etl.read.labels.areas import check_area_labels
from etl.read.labels.contents import TABLE, check_contents, check_title
from etl.read.labels.groups import check_groups
from etl.read.labels.periods import check_period_labels
from geo.lookup import areas_meant

if TYPE_CHECKING:
    from contract.codes import Unit
    from etl.config.card import SourceCard
    from etl.config.catalogue.catalogue import Catalogue
    from etl.config.layout import Cube
    from geo.classification import Classification
    from geo.tables import Area


def check_cube_labels(
    cells: SourceTable,
    card: SourceCard,
    cube: Cube,
    areas: Mapping[str, tuple[str, str]],
    *,
    catalogue: Catalogue,
    classification: Classification,
) -> None:
    """Refuse cells whose labels are those of other groups, areas, periods or units than their codes; raise UserError.

    areas: category = level, code. Names of areas that nobody knows are told, or refused where most are.
    """
    groups = group_columns(cube.groups)
    others = {cube.area, cube.period, *groups.values()}
    contents = [name for name in cells.frame.columns[1:-2] if name not in others]
    check_accepted(card, cells, {*groups.values(), *contents, *filter(None, [cube.area]), TABLE})
    for dim, column in groups.items():
        accepted = card.accepted_labels.get(column, {})
        written = group_codes(cube.groups, dim)
        its = cells if len(groups) == 1 else cells.only(cells.frame.filter(pl.col(column).is_in(list(written)))[ROW])
        check_groups(its, column, dim, written, catalogue, accepted=accepted)
    units = {one.id: one.unit for one in catalogue.indicators}
    for column in contents:
        its_units = _units(cells, column, cube, units)
        check_contents(cells, column, its_units, card.accepted_labels.get(column, {}))
    if not contents:  # what the whole table holds
        indicator = units.get(cube.indicator or "")
        check_contents(cells, TABLE, [("", indicator)] if indicator else [], card.accepted_labels.get(TABLE, {}))
    chosen = [*cube.indicators.values()] or [cube.indicator or ""]
    check_title(cells, [units[name] for name in chosen if name in units], card.accepted_labels.get(TABLE, {}))
    check_period_labels(cells, cube.period)
    if cube.area:
        on = date(cube.geo_year, 1, 1)
        accepted = card.accepted_labels.get(cube.area, {})
        check_area_labels(cells, cube.area, _areas(areas, classification, on), classification, on, accepted=accepted)


def _units(cells: SourceTable, column: str, cube: Cube, units: Mapping[str, Unit]) -> list[tuple[str, Unit]]:
    """Return each category with the unit of its indicator; outside the dimension of contents, with those of all."""
    if column == cube.contents:
        return [(category, units[name]) for category, name in cube.indicators.items() if name in units]
    indicators = [*cube.indicators.values()] or [cube.indicator or ""]
    found = dict.fromkeys(units[name] for name in indicators if name in units)
    return list(product(cells.frame[column].unique(maintain_order=True), found))


def _areas(areas: Mapping[str, tuple[str, str]], classification: Classification, on: date) -> dict[str, Area]:
    """Return the area of each category, as far as its code is one."""
    found = {category: areas_meant(classification, code, level, on) for category, (level, code) in areas.items()}
    return {category: several[0] for category, several in found.items() if several}
