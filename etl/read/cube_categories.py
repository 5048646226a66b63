"""Which cells of a cube a card chooses, and what their categories mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

import polars as pl

from contract.codes import AREA_PREFIXES, EVERYBODY, Level
from contract.errors import UserError
from etl.config.card import CARD, SourceCard
from etl.config.findings import Finding
from etl.config.layout import Cube, group_codes, group_columns
from etl.read.formats.cubes.sdmx import period as sdmx_period
from etl.read.formats.table import ROW, SourceTable
from etl.read.observations import period

SHOWN = 12  # categories in a message
FREQUENCY = "freq"  # dimension of cubes that were SDMX
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
PROVISIONAL = "*"  # behind a period, in its code or in its label


def cube_of(card: SourceCard) -> Cube:
    """Return [cube] of a card; raise UserError where a part is missing, or a part contradicts another."""
    cube = card.cube
    if cube is None:
        raise UserError("card_part_missing", path=card.path, kind=card.kind, part="cube")
    path = card.path.with_name(CARD)
    if (cube.indicator is None) == (not cube.indicators) or bool(cube.indicators) != (cube.contents is not None):
        raise UserError("cube_indicator_missing", path=path, key="cube.indicator")
    if cube.area is None and cube.level not in {None, Level.COUNTRY}:
        raise UserError("cube_area_missing", path=path, key="cube.area", level=cube.level)
    if cube.area is not None and cube.level is None:
        raise UserError("cube_level_missing", path=path, key="cube.level")
    columns = group_columns(cube.groups)
    if len(set(columns.values())) > 1:
        raise UserError("cube_groups_several", path=path, key="cube.groups", found=list(columns))
    if len(columns) > 1:
        _check_codes(card, cube, columns)
    return cube


def _check_codes(card: SourceCard, cube: Cube, dims: Collection[str]) -> None:
    """Refuse several groupings of one dimension whose categories are not told, or told twice in different ways."""
    path = card.path.with_name(CARD)
    meant: dict[str, tuple[str, str]] = {}
    for dim in dims:
        codes = group_codes(cube.groups, dim)
        if not codes:
            raise UserError("cube_groups_without_codes", path=path, key=f"cube.groups.codes.{dim}")
        for category, code in codes.items():
            ours = (EVERYBODY if code == EVERYBODY else dim, code)
            if meant.setdefault(category, ours) != ours:
                raise UserError("cube_category_twice", path=path, key=f"cube.groups.codes.{dim}", found=category)


def choose(raw: SourceTable, cube: Cube) -> SourceTable:
    """Keep the cells that the card wants; every dimension with more than one category must be told."""
    told = [*filter(None, (cube.area, cube.period, cube.contents)), *group_columns(cube.groups).values(), *cube.select]
    dims = raw.frame.columns[1:-2]
    for name in told:
        if name not in dims:
            raise UserError("dimension_missing", path=raw.path, column=name, found=dims)
    for name in dims:
        if name not in told and raw.frame[name].n_unique() > 1:
            raise UserError("category_not_chosen", path=raw.path, column=name)
    rows = pl.lit(value=True)
    for name, categories, key in _wanted(cube):
        there = raw.frame[name].unique(maintain_order=True)
        for category in categories:
            if category not in there:
                found = _with_labels(there.head(SHOWN).to_list(), raw.labels.get(name, {}))
                raise UserError(
                    "category_missing", path=raw.path, column=name, found=found, category=category, part=f"[cube.{key}]"
                )
        rows &= pl.col(name).is_in(list(categories))
    frame = raw.frame.filter(rows)
    if frame.is_empty():
        raise UserError("cells_not_chosen", path=raw.path)
    of_level = _of_the_level(frame, cube)
    if of_level.is_empty():
        areas = frame[cube.area or ""].unique(maintain_order=True).head(SHOWN).to_list()
        raise UserError("cube_level_empty", path=raw.path, column=cube.area, found=areas, level=cube.level)
    return raw.only(of_level[ROW])


def tell_unused(raw: SourceTable, cube: Cube) -> None:
    """Tell, by a finding a dimension, which listed areas, periods and groups no observation of the message has.

    A server may list more than it sends; a series that was lost leaves no other trace.
    """
    named = {name for name, categories, _ in _wanted(cube) if categories}  # each of which must be there
    for name in dict.fromkeys([cube.area, cube.period, *group_columns(cube.groups).values()]):
        if name is None or name in named:
            continue
        there = set(raw.frame[name])
        unused = pl.DataFrame({name: [one for one in raw.listed.get(name, ()) if one not in there]}, {name: pl.String})
        left = (_of_the_level(unused, cube) if name == cube.area else unused)[name].to_list()
        if left:
            found = _with_labels(left[:SHOWN], raw.labels.get(name, {}))
            error = UserError("listed_without_figures", path=raw.path, column=name, found=found, number=len(left))
            raw.told.append(Finding(error))


def _with_labels(categories: Collection[str], labels: Mapping[str, str]) -> list[str]:
    """Write categories with their labels in brackets, where these say more."""
    named = {code: labels.get(code, code).strip() for code in categories}
    return [f"{code} ({label})" if label not in {"", code} else code for code, label in named.items()]


def _wanted(cube: Cube) -> Iterator[tuple[str, Collection[str], str]]:
    """Yield dimension, categories and key of the card of everything that names categories one by one."""
    for name, category in cube.select.items():
        yield name, [category], "select"
    columns = group_columns(cube.groups)
    codes = list(chain.from_iterable(group_codes(cube.groups, dim) for dim in columns))
    if codes:
        yield next(iter(columns.values())), codes, "groups.codes"
    if cube.areas and cube.area is not None:
        yield cube.area, list(cube.areas), "areas"
    if cube.contents is not None:
        yield cube.contents, list(cube.indicators), "indicators"


def _of_the_level(frame: pl.DataFrame, cube: Cube) -> pl.DataFrame:
    """Keep the areas of one level, and the country: StatFin mixes levels in one dimension, apart by prefix."""
    if cube.areas or cube.area is None:
        return frame
    area = pl.col(cube.area)
    prefix = AREA_PREFIXES.get(cube.level or "", "")
    others = area.str.contains("^[A-Z]+[0-9]+$") & ~area.str.contains(f"^{prefix}[0-9]+$")
    return frame.filter(~others)


def groups_of(cells: SourceTable, cube: Cube) -> Mapping[str, tuple[str, str]]:
    """Return category = our group dimension and code; a code that the card does not name is ours."""
    found: dict[str, tuple[str, str]] = {}
    for dim, column in group_columns(cube.groups).items():
        written = group_codes(cube.groups, dim)
        for category in written or cells.frame[column].unique(maintain_order=True):
            found[category] = (dim, written.get(category, category))
    return found


def _are_months(cells: SourceTable, periods: Collection[str]) -> bool:
    """Return whether 2009-10 is a month, and not two years: in cubes of SDMX, and where some can be nothing else."""
    if FREQUENCY in {name.lower() for name in cells.frame.columns}:
        return True
    parts = [MONTH.fullmatch(one) for one in periods]
    return all(parts) and any(int(one[2]) != (int(one[1]) + 1) % 100 for one in parts if one)


def periods_of(cells: SourceTable, column: str) -> Mapping[str, tuple[str, bool]]:
    """Return category = period, and whether it is provisional: by its code, or by its label where the code is none.

    Raise UserError where code and label are two periods.
    """
    labels = cells.labels.get(column, {})
    categories = cells.frame[column].unique(maintain_order=True)
    months = _are_months(cells, [category.strip(PROVISIONAL) for category in categories])
    found = {}
    for category in categories:
        label = labels.get(category, "").strip()
        code = category.strip(PROVISIONAL)
        name = label.strip(PROVISIONAL)
        if months:
            code = sdmx_period(code)
            name = sdmx_period(name)
        by_code = period(code)
        by_label = period(name)
        if by_code and by_label and by_code != by_label:
            raise UserError("period_label_contradicts", path=cells.path, column=column, found=category, label=label)
        written = code if by_code or not by_label else by_label
        found[category] = (written, category.endswith(PROVISIONAL) or label.endswith(PROVISIONAL))
    return found
