"""Areas of a file -> our codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date

import polars as pl

from contract.errors import UserError
from etl.read.formats.table import ROW, SourceTable
from etl.read.labels.areas import check_cells, code_alone
from geo.classification import Classification
from geo.lookup import find_area

SHOWN = 8


def area_codes(  # noqa: PLR0917 - a column, its division, and what the card accepts
    raw: SourceTable,
    column: str,
    level: str,
    geo_year: int,
    classification: Classification,
    accepted: Mapping[str, str] | None = None,
) -> pl.Series:
    """Return the code of every area of a column (codes, or names in any language); raise UserError with the row.

    accepted: code = name of areas whose names in the file nobody knows, as a card accepts them.
    """
    values = raw.text(column)
    labels = raw.labels.get(raw.name(column), {})
    on = date(geo_year, 1, 1)
    raw.reject(values.is_null(), column, "area_missing")
    areas = {}
    failed = dict[str, UserError]()
    different = values.unique(maintain_order=True)
    codes = [area.code for area in classification.areas(level, on)]
    whole = {} if labels else with_lost_zeros(different.to_list(), codes)
    for stood in different:
        try:
            means = whole.get(stood) or code_alone(labels.get(stood, stood))
            areas[stood] = find_area(classification, means, level, on)
        except UserError as error:
            failed[stood] = error
    for stood, refused in failed.items():
        rows = raw.frame.filter(values.is_in(list(failed)))[ROW]
        row, name = raw.place(rows[0], column)
        first = refused.at(raw.path, row=row, column=name, found=stood)
        first.more_rows = rows.len() - 1
        raise first from refused
    check_cells(raw, column, areas, classification, on, accepted=accepted or {})
    return values.replace_strict({stood: area.code for stood, area in areas.items()}, return_dtype=pl.String)


def with_lost_zeros(written: Sequence[str], codes: Collection[str]) -> dict[str, str]:
    """Return the codes of a column of numbers from which a program has taken all leading zeros.

    None where that is not certain: every number must be a code when filled up, one at least of the full length, and
    none may have kept a zero.
    """
    length = max(map(len, codes), default=0)
    numbers = all(text.isdecimal() and not text.startswith("0") for text in written)
    if not numbers or length not in map(len, written):
        return {}
    whole = {text: text.zfill(length) for text in written}
    return whole if set(whole.values()) <= set(codes) else {}


def only_level(  # noqa: PLR0917 - a column, its division, and what the card names
    raw: SourceTable, column: str, level: str, geo_year: int, classification: Classification, own: Mapping[str, str]
) -> SourceTable:
    """Keep the rows of one level where a column mixes levels; every area of the level must be there, or UserError.

    own: text = code of areas that the card names; they are kept whatever their level.
    """
    on = date(geo_year, 1, 1)
    found = dict(own)
    for stood in raw.text(column).drop_nulls().unique(maintain_order=True):
        if stood in own:
            continue
        with suppress(UserError):
            found[stood] = find_area(classification, code_alone(stood), level, on).code
    missing = [area for area in classification.areas(level, on) if area.code not in found.values()]
    if missing:
        first = [f"{area.code} {area.name_fi}" for area in missing[:SHOWN]]
        raise UserError("areas_missing", path=raw.path, column=column, level=level, number=len(missing), missing=first)
    return raw.only(raw.frame.filter(raw.text(column).is_in(list(found)))[ROW])
