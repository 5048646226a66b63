"""Observations of any published source -> the tidy frame of docs/FORMATS.md: the checks that all of them go through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from contract.codes import CELL_KEY, Unit
from contract.errors import UserError
from contract.period import Period
from contract.status import ObsStatus
from etl.read.area_codes import area_codes
from etl.read.declared.small_counts import check_small_counts
from etl.read.formats.table import ROW, SourceTable
from etl.read.plausible.marks import (
    COUNTED_UNITS,
    check_counts,
    check_intervals,
    check_shares,
    check_three_digits,
    figures,
    units,
)
from etl.read.status import STATUS, has, is_without_value

if TYPE_CHECKING:
    from etl.config.card import SourceCard
    from etl.config.catalogue.catalogue import Catalogue
    from geo.classification import Classification

FIGURES = ("value", "ci_low", "ci_high")
NUMBERS = (*FIGURES, "n")
SCHEMA = pl.Schema(
    dict.fromkeys(CELL_KEY, pl.String())
    | {"geo_year": pl.Int64()}
    | dict.fromkeys(NUMBERS, pl.Float64())
    | {"n": pl.Int64()}
    | dict.fromkeys((*STATUS, "quoted_by", "note", "source"), pl.String())
)
ROW_OF_FILE = "row"  # beside the columns of SCHEMA, for messages: the row where an observation stands
CONTROL = "[[:cntrl:]]+"  # line ends and what no slide, sheet or page can hold


def tidy(raw: SourceTable, card: SourceCard, catalogue: Catalogue, classification: Classification) -> pl.DataFrame:
    """Turn a table with our column names (`area` instead of `code`) into checked observations and `row`, sorted by key.

    Every column of SCHEMA stands in `raw`, all null where the source has none. A value may be missing only beside a
    status that says why; an observation stands once. Raise UserError with row and column.
    """
    for name in [name for name in CELL_KEY if name != "code"]:
        raw.reject(raw.text(name).is_null(), name, "cell_empty")
    ids = sorted(indicator.id for indicator in catalogue.indicators)
    raw.reject(~raw.text("indicator").is_in(ids), "indicator", "indicator_unknown")
    unit = units(raw, catalogue)
    check_counts(raw, "n", raw.number("n").round(), raw.text("n").is_not_null())  # a fraction is refused below
    frame = pl.DataFrame(
        [
            *(raw.text(name) for name in ("indicator", "level", "group_dim", "group_code")),
            *(raw.text(name).str.replace_all(CONTROL, " ") for name in ("quoted_by", "note")),
            _periods(raw).alias("period"),
            _areas(raw, card, classification).alias("code"),
            _whole(raw, "geo_year", 1900, 2100),
            *(figures(raw, name, unit, card.table).alias(name) for name in FIGURES),
            _whole(raw, "n", 0, 10**9),
            *(raw.text(name) for name in STATUS),
        ]
    )
    _check(raw, frame, catalogue)
    _check_kind(raw, frame, unit, catalogue)
    check_shares(raw, frame["value"], unit, card.table)
    check_counts(raw, "value", frame["value"], unit.is_in(COUNTED_UNITS))
    for name in FIGURES:
        check_three_digits(raw, name, frame["indicator"])
    check_small_counts(raw, frame, card, catalogue)
    row = raw.rows_of_file().cast(pl.Int64).alias(ROW_OF_FILE)
    tidied = frame.with_columns(source=pl.lit(card.id)).select(list(SCHEMA)).cast(SCHEMA)
    return tidied.with_columns(row).sort(CELL_KEY)


def _whole(raw: SourceTable, name: str, low: int, high: int) -> pl.Series:
    values = raw.number(name)
    bad = ~values.is_between(low, high) | (values != values.round())
    raw.reject(bad, name, "not_a_whole_number", low=low, high=high)
    return values.cast(pl.Int64)


def period(text: str) -> str | None:
    """Return a period as the database holds it ("2026", "2014-2015", "2024Q1", "2026M08"), or None when it is none."""
    try:
        return str(Period.parse(text))
    except ValueError:
        return None


def _periods(raw: SourceTable) -> pl.Series:
    text = raw.text("period").str.replace(r"^(\d{4})\.0$", "$1")  # pandas, where a year is missing
    known = {stood: period(stood) for stood in text.unique(maintain_order=True)}
    periods = text.replace_strict(known, return_dtype=pl.String)
    raw.reject(periods.is_null(), "period", "not_a_period")
    return periods


def _areas(raw: SourceTable, card: SourceCard, classification: Classification) -> pl.Series:
    """Return the code of every area, in the division of its own row."""
    divisions = raw.frame.select(ROW, level=raw.text("level"), geo_year=_whole(raw, "geo_year", 1900, 2100))
    found = []
    refused = list[UserError]()
    accepted = card.accepted_labels.get(raw.name("area"), {})
    for (level, geo_year), rows in divisions.group_by("level", "geo_year", maintain_order=True):
        part = raw.only(rows[ROW])
        try:
            codes = area_codes(part, "area", str(level), int(str(geo_year)), classification, accepted)
        except UserError as error:
            refused.append(error)
        else:
            found.append(part.frame.select(ROW).with_columns(codes))
    if refused:
        raise min(refused, key=lambda error: error.row or 0)
    return raw.frame.select(ROW).join(pl.concat(found), on=ROW, how="left", maintain_order="left")["area"]


def _check(raw: SourceTable, frame: pl.DataFrame, catalogue: Catalogue) -> None:
    value = frame["value"]
    hidden = frame.select(is_without_value()).to_series()
    unreliable = frame.select(has(ObsStatus.LOW_RELIABILITY)).to_series()
    raw.reject(frame.select(CELL_KEY).is_duplicated(), "area", "observation_twice")
    raw.reject(value.is_null() & ~(hidden | unreliable), "value", "value_without_status")
    raw.reject(value.is_not_null() & hidden, "value", "value_beside_status")
    alone = frame["ci_low"].is_null() != frame["ci_high"].is_null()
    raw.reject(alone, "ci_low", "interval_half")
    check_intervals(raw, frame)
    outside = (frame["ci_low"] > value) | (frame["ci_high"] < value)
    raw.reject(outside, "value", "value_outside_interval")
    pairs = frame.select("group_dim", "group_code").iter_rows()
    unknown = pl.Series([not catalogue.has_group(dim, code) for dim, code in pairs], dtype=pl.Boolean)
    raw.reject(unknown, "group_code", "group_unknown")


def _check_kind(raw: SourceTable, frame: pl.DataFrame, unit: pl.Series, catalogue: Catalogue) -> None:
    """Refuse a value that its indicator cannot have."""
    own = [one.id for one in catalogue.indicators if one.kind.from_respondents]
    raw.reject(frame["indicator"].is_in(own), "indicator", "indicator_of_survey")
    value = frame["value"]
    bad = (unit == Unit.PERCENT) & ~value.is_between(0, 100)
    raw.reject(bad, "value", "not_a_percentage")
    raw.reject(unit.is_in(COUNTED_UNITS) & (value < 0), "value", "count_negative")
