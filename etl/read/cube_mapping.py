"""A JSON-stat cube, or a PX file, which is one too -> observations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from contract.codes import AREA_PREFIXES
from contract.errors import UserError
from etl.config.card import Cube, SourceCard, group_codes, group_columns
from etl.read.formats.jsonstat import read_cube
from etl.read.formats.px import read_px
from etl.read.formats.table import ROW, Raw
from etl.read.observations import tidy
from etl.read.status_signs import CUBE, with_cell_status
from etl.read.value_labels import check_groups

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Catalogue
    from geo.classification import Classification

SHOWN = 12  # categories in a message
NOTHING = ("ci_low", "ci_high", "n", "quoted_by", "note")


def read_jsonstat(card: SourceCard, catalogue: Catalogue, classification: Classification) -> pl.DataFrame:
    """Read a cube as observations (see `tidy`); the rows that messages name are its cells, counted from 1."""
    if card.cube is None:
        raise UserError("card_part_missing", path=card.path, kind=card.kind, part="cube")
    read = read_px if card.path.suffix.lower() == ".px" else read_cube
    raw = replace(
        read(card.path), thousands=card.table.thousands, names={"area": card.cube.area, "period": card.cube.period}
    )
    chosen = _chosen(raw, card.cube)
    for dim, column in group_columns(card.cube.groups).items():
        check_groups(chosen, column, dim, group_codes(card.cube.groups, dim), catalogue)
    return tidy(_observations(chosen, card.cube), card, catalogue, classification)


def _chosen(raw: Raw, cube: Cube) -> Raw:
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


def _observations(raw: Raw, cube: Cube) -> Raw:
    """Rename the dimensions to our columns and read the statuses of the cells."""
    area, period = pl.col(cube.area).replace(cube.areas), pl.col(cube.period)
    dim, code = _group(raw.path, cube)
    frame = raw.frame.select(
        ROW,
        indicator=pl.lit(cube.indicator),
        period=period.str.strip_chars("*"),
        level=pl.when(area == "SSS").then(pl.lit("country")).otherwise(pl.lit(cube.level)),
        area=area,
        geo_year=pl.lit(cube.geo_year),
        group_dim=pl.when(code == "all").then(pl.lit("all")).otherwise(pl.lit(dim)),
        group_code=code,
        value="value",
        provisional=period.str.ends_with("*"),
        **dict.fromkeys(NOTHING, pl.lit(None, pl.String)),
    )
    return replace(raw, frame=with_cell_status(frame, raw, CUBE), labels={})


def _group(path: Path, cube: Cube) -> tuple[str, pl.Expr]:
    """Return our group dimension and the expression of its code; an observation has one dimension at most."""
    groups = group_columns(cube.groups)
    if len(groups) > 1:
        raise UserError("cube_groups_several", path=path, key="cube.groups", found=list(groups))
    for dim, column in groups.items():
        return dim, pl.col(column).replace(dict(group_codes(cube.groups, dim)))
    return "all", pl.lit("all")
