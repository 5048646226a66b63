"""A JSON-stat cube, or a PX file, which is one too -> observations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from contract.codes import AREA_PREFIXES, COUNTRY, EVERYBODY, Level
from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.findings import Finding
from etl.config.layout import Cube, group_codes, group_columns
from etl.config.notes import fingerprints
from etl.read.declared.notes import check_notes, notes_of_breaks
from etl.read.formats.files import read_cube_file
from etl.read.formats.table import ROW, SourceTable, told_in
from etl.read.labels.accepted import check_accepted
from etl.read.labels.groups import check_groups
from etl.read.observations import tidy
from etl.read.signs.cells import OwnWords, with_cell_status

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Catalogue
    from geo.classification import Classification

SHOWN = 12  # categories in a message
NOTHING = ("ci_low", "ci_high", "n", "quoted_by", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class CubeMapping:
    """What the dimensions of a cube and their categories mean; a category that is not named here is not in the cells.

    area, period, group: dimensions of the cube. dim: our group dimension.
    """

    indicator: str
    geo_year: int
    area: str
    areas: Mapping[str, tuple[str, str]]  # category = level, code
    period: str
    periods: Mapping[str, tuple[str, bool]]  # category = period as we write it, whether it is provisional
    dim: str
    group: str | None
    groups: Mapping[str, str]  # category = our code
    own: OwnWords = field(default_factory=OwnWords)  # what a card says of signs


def read_jsonstat(
    card: SourceCard, catalogue: Catalogue, classification: Classification, told: list[Finding] | None = None
) -> pl.DataFrame:
    """Read a cube as observations (see `tidy`); the rows that messages name are its cells, counted from 1.

    What query edits find is added to `told`.
    """
    if card.cube is None:
        raise UserError("card_part_missing", path=card.path, kind=card.kind, part="cube")
    raw = replace(
        told_in(told, read_cube_file(card.path, card.table)),
        thousands=card.table.thousands,
        names={"area": card.cube.area, "period": card.cube.period},
    )
    chosen = _chosen(raw, card.cube)
    accepted = fingerprints(one.note for one in card.accepted_notes)
    check_notes(chosen, accepted | set(notes_of_breaks(catalogue, card.cube.indicator)), card.cube.indicator)
    check_accepted(card, chosen, {*group_columns(card.cube.groups).values(), *card.cube.select})
    for dim, column in group_columns(card.cube.groups).items():
        words = card.accepted_labels.get(column, {})
        check_groups(chosen, column, dim, group_codes(card.cube.groups, dim), catalogue, accepted=words)
    nothing = (pl.lit(None, pl.String).alias(name) for name in NOTHING)
    frame = map_cells(chosen, _mapping(chosen, card.cube, card.missing)).with_columns(*nothing)
    return tidy(replace(chosen, frame=frame, labels={}), card, catalogue, classification)


def map_cells(cells: SourceTable, mapping: CubeMapping) -> pl.DataFrame:
    """Map cells of a cube (a column of categories per dimension, value, status) to the columns of observations.

    ROW, `indicator period level area geo_year group_dim group_code value` and both statuses; one row a cell. Raise
    UserError for a status that nobody knows.
    """
    area = pl.col(mapping.area)
    period = pl.col(mapping.period)
    group = pl.col(mapping.group).replace_strict(mapping.groups) if mapping.group else pl.lit(EVERYBODY)
    frame = cells.frame.select(
        ROW,
        indicator=pl.lit(mapping.indicator),
        period=period.replace_strict({one: written for one, (written, _) in mapping.periods.items()}),
        level=area.replace_strict({one: str(level) for one, (level, _) in mapping.areas.items()}),
        area=area.replace_strict({one: code for one, (_, code) in mapping.areas.items()}),
        geo_year=pl.lit(mapping.geo_year),
        group_dim=pl.when(group == EVERYBODY).then(pl.lit(EVERYBODY)).otherwise(pl.lit(mapping.dim)),
        group_code=group,
        value="value",
        provisional=period.replace_strict({one: provisional for one, (_, provisional) in mapping.periods.items()}),
    )
    return with_cell_status(frame, cells, mapping.own)


def _chosen(raw: SourceTable, cube: Cube) -> SourceTable:
    """Keep the cells that the card wants; every dimension with more than one category must be told."""
    told = (cube.area, cube.period, *group_columns(cube.groups).values(), *cube.select)
    dims = raw.frame.columns[1:-2]
    for name in told:
        if name not in dims:
            raise UserError("dimension_missing", path=raw.path, column=name, found=dims)
    for name in dims:
        if name not in told and raw.frame[name].n_unique() > 1:
            raise UserError("category_not_chosen", path=raw.path, column=name)
    frame = raw.frame
    for name, code in cube.select.items():
        if code not in frame[name]:
            there = frame[name].unique(maintain_order=True).head(SHOWN).to_list()
            raise UserError("category_missing", path=raw.path, column=name, found=there, category=code)
        frame = frame.filter(pl.col(name) == code)
    return replace(raw, frame=_of_the_level(_of_the_groups(frame, cube), cube))


def _of_the_groups(frame: pl.DataFrame, cube: Cube) -> pl.DataFrame:
    """Keep the categories that [cube.groups.codes] names; without it, all."""
    for dim, column in group_columns(cube.groups).items():
        written = group_codes(cube.groups, dim)
        frame = frame.filter(pl.col(column).is_in(list(written))) if written else frame
    return frame


def _of_the_level(frame: pl.DataFrame, cube: Cube) -> pl.DataFrame:
    """Keep the areas of one level, and the country: StatFin mixes levels in one dimension, apart by prefix."""
    area = pl.col(cube.area)
    if cube.areas:
        return frame.filter(area.is_in(list(cube.areas)))
    others = area.str.contains("^[A-Z]+[0-9]+$") & ~area.str.contains(f"^{AREA_PREFIXES.get(cube.level, '')}[0-9]+$")
    return frame.filter(~others)


def _mapping(cells: SourceTable, cube: Cube, missing: Mapping[str, str]) -> CubeMapping:
    """Return what the card says of the categories; a code that it does not name is ours, `*` is provisional."""
    dim, column = _group(cells.path, cube)
    areas = {category: cube.areas.get(category, category) for category in cells.frame[cube.area].unique()}
    written = group_codes(cube.groups, dim)
    return CubeMapping(
        indicator=cube.indicator,
        geo_year=cube.geo_year,
        area=cube.area,
        areas={one: (Level.COUNTRY if code == COUNTRY else cube.level, code) for one, code in areas.items()},
        period=cube.period,
        periods={one: (one.strip("*"), one.endswith("*")) for one in cells.frame[cube.period].unique()},
        dim=dim,
        group=column,
        groups={one: written.get(one, one) for one in cells.frame[column].unique()} if column else {},
        own=OwnWords(missing, cube.status),
    )


def _group(path: Path, cube: Cube) -> tuple[str, str | None]:
    """Return our group dimension and that of the cube; an observation has one dimension at most."""
    groups = group_columns(cube.groups)
    if len(groups) > 1:
        raise UserError("cube_groups_several", path=path, key="cube.groups", found=list(groups))
    return next(iter(groups.items()), (EVERYBODY, None))
