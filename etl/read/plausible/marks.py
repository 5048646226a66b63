"""Numbers that cannot be what they are read as: a factor of 1,000 or 100 is asked about, never taken in silence.

The card answers by `thousands` and `values` in [table] (docs/FORMATS.md).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import polars as pl

from contract.codes import Unit
from etl.read.formats.digit_marks import as_thousands
from etl.read.formats.table import SourceTable, hundredfold

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Catalogue
    from etl.config.layout import Table

COUNTED_UNITS = tuple(unit for unit in Unit if unit.counted)
SEVERAL = 2  # figures with three digits behind the mark, or in per cent; one alone says nothing
MAD = 1.4826  # median absolute deviation -> standard deviation of a normal distribution
LEAST_SPREAD = 0.1  # of logarithms of shares: few figures may be alike by chance
FAR = 8.0  # spreads that no share lies below the others
NEAR = 3.0


def units(raw: SourceTable, catalogue: Catalogue) -> pl.Series:
    """Return the unit of every row's indicator."""
    known = {one.id: one.unit for one in catalogue.indicators}
    return raw.text("indicator").replace_strict(known, return_dtype=pl.String)


def figures(raw: SourceTable, name: str, unit: pl.Series, table: Table) -> pl.Series:
    """Return a column of figures; per cent indicators that the card calls fractions, times 100."""
    values = raw.number(name, percent=True)
    fraction = (unit == Unit.PERCENT) & ~raw.in_percent(name) & (table.values == "fraction")
    return values.zip_with(~fraction, hundredfold(values))


def check_counts(raw: SourceTable, name: str, values: pl.Series, counted: pl.Series) -> None:
    """Refuse a count that is not whole, or whose mark may separate thousands; a card may say that it does not."""
    if raw.thousands == "none":
        return
    grouped = _three_digits(raw, name) & ~raw.is_number(name)
    fraction = values != values.round()
    bad = counted & (fraction | grouped)
    if grouped.any() and not (bad & ~grouped).any():
        raw.reject(bad, name, "count_with_mark", lines=as_thousands(raw.decimal))
    raw.reject(bad, name, "count_not_whole")  # numbers that are no text have lost what stood between their digits


def check_three_digits(raw: SourceTable, name: str, within: pl.Series) -> None:
    """Refuse figures of an indicator whose mark always has three digits behind it: it may separate thousands."""
    rows = pl.DataFrame({"of": within, "marked": _marked(raw, name), "like": _like_thousands(raw, name)})
    some = (pl.col("marked").sum() >= SEVERAL) & (pl.col("like") | ~pl.col("marked")).all()
    asked = rows.select((some.over("of") & pl.col("like")).fill_null(value=False)).to_series()
    raw.reject(asked & raw.is_number(name), name, "three_digits_in_numbers")
    raw.reject(asked, name, "three_digits_always", lines=as_thousands(raw.decimal))


def check_weights(raw: SourceTable, column: str) -> None:
    """Refuse weights of which some are whole and all others have three digits behind the mark (950, 1.234, 2.001)."""
    marked, like = weight_marks(raw, column)
    if marked.any() and not marked.all() and (like | ~marked).all():
        raw.reject(like & raw.is_number(column), column, "three_digits_in_numbers")
        raw.reject(like, column, "three_digits_always", lines=as_thousands(raw.decimal))


def weight_marks(raw: SourceTable, column: str) -> tuple[pl.Series, pl.Series]:
    """Return of every row whether its weight has a decimal mark, and whether that may separate thousands."""
    return _marked(raw, column), _like_thousands(raw, column)


def check_shares(raw: SourceTable, values: pl.Series, unit: pl.Series, table: Table) -> None:
    """Refuse a period of a per cent indicator whose values all lie between 0 and 1, unless the card says what they are.

    Each period by itself: a series may have changed from shares of 1 to per cent.
    """
    percent = unit == Unit.PERCENT
    shown = raw.in_percent("value")
    raw.reject(shown & ~percent, "value", "percent_format_of_other_unit")
    whose = {"of": raw.text("indicator"), "period": raw.text("period"), "dim": raw.text("group_dim")}
    rows = pl.DataFrame({**whose, "value": values, "shown": shown, "percent": percent})
    plain = ~pl.col("shown") & pl.col("value").is_not_null() & pl.col("percent")
    mixed = rows.select(plain & pl.col("shown").any().over("of")).to_series()
    small = rows.select(
        plain & (pl.col("value").max().over("of", "period", "dim") <= 1) & (pl.col("value") > 0)
    ).to_series()
    if table.values is None:
        raw.reject(mixed, "value", "percent_format_mixed")
        raw.reject(small, "value", "shares_below_one")
        raw.reject(_hundredths(raw, values, percent), "value", "share_among_percent")


def check_intervals(raw: SourceTable, frame: pl.DataFrame) -> None:
    """Refuse a value in per cent beside an interval of shares of 1, and the other way round."""
    value = frame["value"]
    low = frame["ci_low"]
    high = frame["ci_high"]
    of_shares = (high <= 1) & (value > 1) & (low * 100 <= value) & (value <= high * 100)
    of_percent = (value <= 1) & (low > 1) & (low <= value * 100) & (value * 100 <= high)
    raw.reject(of_shares | of_percent, "ci_low", "interval_other_unit")


def _hundredths(raw: SourceTable, values: pl.Series, percent: pl.Series) -> pl.Series:
    """Return of every row whether it holds a share of 1 among figures in per cent (0.572 beside 56.0 and 55.1).

    A small figure among small ones stays (0.4 per cent beside 2 and 5): it must be far from the others of its table,
    by their own spread on a logarithmic scale, and a hundred times it must be near them.
    """
    whose = ("indicator", "period", "level", "dim")
    named = {name: raw.text(name if name != "dim" else "group_dim") for name in whose}
    logs = pl.DataFrame({**named, "value": values, "percent": percent}).with_columns(
        log=pl.when(pl.col("value") > 0).then(pl.col("value").log())
    )
    others = pl.when(pl.col("value") > 1).then(pl.col("log"))
    middle = others.median().over(whose)
    logs = logs.with_columns(middle=middle, number=others.count().over(whose), off=(others - middle).abs())
    spread = pl.max_horizontal(pl.col("off").median().over(whose) * MAD, LEAST_SPREAD)
    low = (pl.col("middle") - pl.col("log")) / spread
    near = (pl.col("log") + math.log(100) - pl.col("middle")).abs() / spread
    share = pl.col("percent") & (pl.col("value") <= 1) & (pl.col("number") >= SEVERAL)
    return logs.select((share & (low > FAR) & (near < NEAR)).fill_null(value=False)).to_series()


def _marked(raw: SourceTable, name: str) -> pl.Series:
    """Return of every row whether its text has the decimal mark."""
    if raw.frame[name].dtype != pl.String:
        return _in_no_row(raw)
    return raw.text(name).str.contains(raw.decimal, literal=True).fill_null(value=False)


def _like_thousands(raw: SourceTable, name: str) -> pl.Series:
    """Return of every row whether its decimal mark may as well separate thousands: 4.958, but not 0.572."""
    if raw.thousands is not None:
        return _in_no_row(raw)
    return _three_digits(raw, name)


def _three_digits(raw: SourceTable, name: str) -> pl.Series:
    if raw.frame[name].dtype != pl.String:
        return _in_no_row(raw)
    like = raw.text(name).str.contains(rf"^[+-]?[1-9]\d{{0,2}}{re.escape(raw.decimal)}\d{{3}}$")
    return like.fill_null(value=False)


def _in_no_row(raw: SourceTable) -> pl.Series:
    return pl.repeat(value=False, n=raw.frame.height, dtype=pl.Boolean, eager=True)
