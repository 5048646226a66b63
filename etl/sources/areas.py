"""Areas of a file -> our codes."""

from __future__ import annotations

from datetime import date

import polars as pl

from etl.refused import Refused
from etl.sources.raw import ROW, Raw
from geo.classification import Classification
from geo.refusal import Refusal


def area_codes(raw: Raw, column: str, level: str, geo_year: int, classification: Classification) -> pl.Series:
    """Return the code of every area of a column (codes, or names in any language); raise Refused with the row."""
    values, labels = raw.text(column), raw.labels.get(column, {})
    raw.refuse(values.is_null(), column, "the area is missing", "Write its code; the whole country is SSS")
    codes = {}
    for stood in values.unique():
        try:
            codes[stood] = classification.find(labels.get(stood, stood), level, date(geo_year, 1, 1)).code
        except Refusal as error:
            row, header = raw.frame.filter(values == stood)[ROW][0], raw.names.get(column, column)
            do = f"Write a code or a name of {level} as of {geo_year}"
            wrong = str(error).rstrip(".")
            raise Refused(raw.path, wrong, row=row, column=header, stood=stood, do=do) from error
    return values.replace_strict(codes, return_dtype=pl.String)
