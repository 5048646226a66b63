"""A JSON-stat cube, or a PX file, which is one too -> observations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from contract.codes import COUNTRY, EVERYBODY, Level
from etl.config.card import SourceCard
from etl.config.findings import Finding
from etl.config.layout import Cube, group_columns
from etl.config.notes import fingerprints
from etl.read.cube_categories import choose, cube_of, groups_of, periods_of, tell_unused
from etl.read.declared.notes import check_notes, notes_of_breaks
from etl.read.formats.files import read_cube_file
from etl.read.formats.table import ROW, SourceTable, told_in
from etl.read.labels.cubes import check_cube_labels
from etl.read.observations import tidy
from etl.read.signs.cells import OwnWords, with_cell_status
from etl.read.signs.missing import with_flags_beside

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Catalogue
    from geo.classification import Classification

NOTHING = ("ci_low", "ci_high", "n", "quoted_by", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class CubeMapping:
    """What the dimensions of a cube and their categories mean; a category that is not named here is not in the cells.

    area, period, group, contents: dimensions of the cube. Without `area`, everything is about the whole country.
    """

    indicator: str  # of all cells, where there is no `contents`
    contents: str | None = None
    indicators: Mapping[str, str] = field(default_factory=dict)  # category of `contents` = indicator
    geo_year: int
    area: str | None
    areas: Mapping[str, tuple[str, str]]  # category = level, code
    period: str
    periods: Mapping[str, tuple[str, bool]]  # category = period as we write it, whether it is provisional
    group: str | None
    groups: Mapping[str, tuple[str, str]]  # category = our group dimension, our code
    own: OwnWords = field(default_factory=OwnWords)  # what a card says of signs


def read_jsonstat(
    card: SourceCard, catalogue: Catalogue, classification: Classification, told: list[Finding] | None = None
) -> pl.DataFrame:
    """Read a cube as observations (see `tidy`); the rows that messages name are its cells, counted from 1.

    What query edits find is added to `told`.
    """
    cube = cube_of(card)
    raw = replace(
        with_flags_beside(told_in(told, read_cube_file(card.path, card.table)), card),
        thousands=card.table.thousands,
        names={"area": cube.area or "area", "period": cube.period, "indicator": cube.contents or "indicator"},
    )
    chosen = choose(raw, cube)
    tell_unused(raw, cube)
    indicators = [*cube.indicators.values()] or [cube.indicator or ""]
    known = fingerprints(one.note for one in card.accepted_notes)
    for indicator in indicators:
        known |= set(notes_of_breaks(catalogue, indicator))
    check_notes(chosen, known, indicators[0])
    mapping = _mapping(chosen, card, cube)
    check_cube_labels(chosen, card, cube, mapping.areas, catalogue=catalogue, classification=classification)
    nothing = (pl.lit(None, pl.String).alias(name) for name in NOTHING)
    frame = map_cells(chosen, mapping).with_columns(*nothing)
    return tidy(replace(chosen, frame=frame, labels={}), card, catalogue, classification)


def map_cells(cells: SourceTable, mapping: CubeMapping) -> pl.DataFrame:
    """Map cells of a cube (a column of categories per dimension, value, status) to the columns of observations.

    ROW, `indicator period level area geo_year group_dim group_code value` and both statuses; one row a cell. Raise
    UserError for a status that nobody knows.
    """
    period = pl.col(mapping.period)
    group = _mapped(mapping.group, mapping.groups, EVERYBODY, 1)
    frame = cells.frame.select(
        ROW,
        indicator=_mapped(
            mapping.contents, {one: (name,) for one, name in mapping.indicators.items()}, mapping.indicator
        ),
        period=period.replace_strict({one: written for one, (written, _) in mapping.periods.items()}),
        level=_mapped(mapping.area, mapping.areas, Level.COUNTRY),
        area=_mapped(mapping.area, mapping.areas, COUNTRY, 1),
        geo_year=pl.lit(mapping.geo_year),
        group_dim=pl.when(group == EVERYBODY)
        .then(pl.lit(EVERYBODY))
        .otherwise(_mapped(mapping.group, mapping.groups, EVERYBODY)),
        group_code=group,
        value="value",
        provisional=period.replace_strict({one: provisional for one, (_, provisional) in mapping.periods.items()}),
    )
    return with_cell_status(frame, cells, mapping.own)


def _mapped(dimension: str | None, meaning: Mapping[str, tuple[str, ...]], same: str, part: int = 0) -> pl.Expr:
    """Return what the categories of a dimension mean; without the dimension, the same for all cells."""
    if dimension is None:
        return pl.lit(str(same))
    return pl.col(dimension).replace_strict({one: str(meant[part]) for one, meant in meaning.items()})


def _mapping(cells: SourceTable, card: SourceCard, cube: Cube) -> CubeMapping:
    """Return what the card says of the categories; a code that it does not name is ours."""
    there = cells.frame[cube.area].unique(maintain_order=True) if cube.area else ()
    areas = {category: cube.areas.get(category, category) for category in there}
    level = cube.level or Level.COUNTRY
    return CubeMapping(
        indicator=cube.indicator or "",
        contents=cube.contents,
        indicators=cube.indicators,
        geo_year=cube.geo_year,
        area=cube.area,
        areas={one: (Level.COUNTRY if code == COUNTRY else level, code) for one, code in areas.items()},
        period=cube.period,
        periods=periods_of(cells, cube.period),
        group=next(iter(group_columns(cube.groups).values()), None),
        groups=groups_of(cells, cube),
        own=OwnWords(card.missing, cube.status),
    )
