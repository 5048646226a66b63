"""Observations of any published source -> the tidy frame of docs/FORMATS.md: the checks that all of them go through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from contract.codes import CELL_KEY
from contract.period import Period
from contract.status import ObsStatus
from etl.read.area_codes import area_codes
from etl.read.formats.table import ROW, Raw
from etl.read.plausibility import COUNTED, check_counts, check_shares, check_three_digits, figures, units
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
CONTROL = "[[:cntrl:]]+"  # line ends and what no slide, sheet or page can hold


def tidy(raw: Raw, card: SourceCard, catalogue: Catalogue, classification: Classification) -> pl.DataFrame:
    """Turn a table with our column names (`area` instead of `code`) into checked observations, sorted by key.

    Every column of SCHEMA stands in `raw`, all null where the source has none. A value may be missing only beside a
    status that says why; an observation stands once. Raise Refused with row and column.
    """
    for name in [name for name in CELL_KEY if name != "code"]:
        raw.refuse(raw.text(name).is_null(), name, "the cell is empty", "Every observation needs this")
    ids = sorted(indicator.id for indicator in catalogue.indicators)
    raw.refuse(
        ~raw.text("indicator").is_in(ids), "indicator", "nobody knows this indicator", "Add it to etl/config/catalogue/"
    )
    unit = units(raw, catalogue)
    check_counts(raw, "n", raw.number("n").round(), raw.text("n").is_not_null())  # a fraction is refused below
    frame = pl.DataFrame(
        [
            *(raw.text(name) for name in ("indicator", "level", "group_dim", "group_code")),
            *(raw.text(name).str.replace_all(CONTROL, " ") for name in ("quoted_by", "note")),
            _periods(raw).alias("period"),
            _areas(raw, classification).alias("code"),
            _whole(raw, "geo_year", 1900, 2100),
            *(figures(raw, name, unit, card.table).alias(name) for name in FIGURES),
            _whole(raw, "n", 0, 10**9),
            *(raw.text(name) for name in STATUS),
        ]
    )
    _check(raw, frame, catalogue)
    _check_kind(raw, frame, unit, catalogue)
    check_shares(raw, frame["value"], unit, card.table)
    check_counts(raw, "value", frame["value"], unit.is_in(COUNTED))
    for name in FIGURES:
        check_three_digits(raw, name, frame["indicator"])
    return frame.with_columns(source=pl.lit(card.id)).select(list(SCHEMA)).cast(SCHEMA).sort(CELL_KEY)


def _whole(raw: Raw, name: str, low: int, high: int) -> pl.Series:
    values = raw.number(name)
    bad = ~values.is_between(low, high) | (values != values.round())
    raw.refuse(bad, name, f"this is not a whole number from {low} to {high}", "Compare the row with the publication")
    return values.cast(pl.Int64)


def period(text: str) -> str | None:
    """Return a period as the database holds it ("2026", "2014-2015", "2024Q1", "2026M08"), or None when it is none."""
    try:
        return str(Period.parse(text))
    except ValueError:
        return None


def _periods(raw: Raw) -> pl.Series:
    text = raw.text("period")
    known = {stood: period(stood) for stood in text.unique()}
    periods = text.replace_strict(known, return_dtype=pl.String)
    raw.refuse(periods.is_null(), "period", "this is not a period", "Write 2026, 2018-2019, 2026Q1 or 2026M08")
    return periods


def _areas(raw: Raw, classification: Classification) -> pl.Series:
    """Look every area up in the division of its own row."""
    divisions = raw.frame.select(ROW, level=raw.text("level"), geo_year=_whole(raw, "geo_year", 1900, 2100))
    found = []
    for (level, geo_year), rows in divisions.group_by("level", "geo_year", maintain_order=True):
        part = raw.only(rows[ROW])
        found.append(
            part.frame.select(ROW).with_columns(
                area_codes(part, "area", str(level), int(str(geo_year)), classification)
            )
        )
    return raw.frame.select(ROW).join(pl.concat(found), on=ROW, how="left", maintain_order="left")["area"]


def _check(raw: Raw, frame: pl.DataFrame, catalogue: Catalogue) -> None:
    value, hidden = frame["value"], frame.select(is_without_value()).to_series()
    unreliable = frame.select(has(ObsStatus.LOW_RELIABILITY)).to_series()
    raw.refuse(frame.select(CELL_KEY).is_duplicated(), "area", "this observation stands twice", "Keep one of the rows")
    raw.refuse(
        value.is_null() & ~(hidden | unreliable), "value", "there is no value and no flag", "Flag it c, m, u or z"
    )
    raw.refuse(value.is_not_null() & hidden, "value", "a value beside a hiding flag", "Remove one of them")
    alone = frame["ci_low"].is_null() != frame["ci_high"].is_null()
    raw.refuse(alone, "ci_low", "an interval has only one end", "Write both ends or none")
    outside = (frame["ci_low"] > value) | (frame["ci_high"] < value)
    raw.refuse(outside, "value", "the value lies outside its own interval", "Compare the row with the publication")
    pairs = frame.select("group_dim", "group_code").iter_rows()
    unknown = pl.Series([not catalogue.has_group(dim, code) for dim, code in pairs], dtype=pl.Boolean)
    raw.refuse(unknown, "group_code", "nobody knows this group", "Add it to etl/config/catalogue/groups.toml")


def _check_kind(raw: Raw, frame: pl.DataFrame, unit: pl.Series, catalogue: Catalogue) -> None:
    """Refuse a value that its indicator cannot have."""
    own = [one.id for one in catalogue.indicators if one.kind.startswith("survey")]
    do = "Only a source of kind respondents fills it; give the published figure an indicator of its own"
    raw.refuse(frame["indicator"].is_in(own), "indicator", "this indicator is estimated from respondents", do)
    value, do = frame["value"], "Compare the row with the publication"
    bad = (unit == "percent") & ~value.is_between(0, 100)
    raw.refuse(bad, "value", "this is not a percentage from 0 to 100", do)
    raw.refuse(unit.is_in(COUNTED) & (value < 0), "value", "a count cannot be negative", do)
