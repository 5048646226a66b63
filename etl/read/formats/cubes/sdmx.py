"""What SDMX-CSV and SDMX-JSON share: statuses of several columns, unit multipliers, ways of writing a period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import polars as pl

from contract.status import ConfStatus, ObsStatus
from etl.read.formats.limits import look_at_cells
from etl.read.formats.sign_like import SIGN
from etl.read.formats.table import ROW, SourceTable

VALUE = "OBS_VALUE"
TIME = "TIME_PERIOD"
DELETES = re.compile(r"D(elete)?\Z", re.IGNORECASE)  # actions that ask a database to delete figures
STATUS = re.compile(r"OBS_(STATUS|FLAG)(_\d)?\Z", re.IGNORECASE)  # some carry several: OBS_STATUS_2
CONFIDENTIALITY = re.compile(r"(CONF_STATUS|OBS_CONF)\Z", re.IGNORECASE)
MULTIPLIER = re.compile(r"(UNIT_MULT|UNIT_MULTIPLIER|POWERCODE)\Z", re.IGNORECASE)
SCALE = re.compile(r"SCALE\Z", re.IGNORECASE)  # the IMF's name of the multiplier; elsewhere a dimension
ATTRIBUTES = (STATUS, CONFIDENTIALITY, MULTIPLIER, re.compile(r"DECIMALS\Z", re.IGNORECASE))  # wherever they stand
FREE = ("", ConfStatus.FREE)  # of CL_CONF_STATUS: whatever else is written is confidential
EXPONENTS = range(-9, 16)
NO_MULTIPLIER = ("_Z", "_T")  # "not applicable": the figure is in units
WORDS = {"units": 0, "tens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9}
REASON = r"^(?i:[a-z]*[clmoquz][a-z]*)$"  # a status that says why there is no figure
NOT_A_NUMBER = "NaN"  # how SDMX writes that a figure is missing
MONTHLY = "{}M{}"
MONTH = re.compile(r"(\d{4})-?M?(0[1-9]|1[0-2])\Z")
QUARTER = re.compile(r"(\d{4})-?Q0?([1-4])\Z")
YEAR = re.compile(r"(\d{4})-A1\Z")
FROM = re.compile(r"(\d{4})-(\d{2})-01(?:T00:00:00)?/P(1Y|3M|1M)\Z")  # first day and duration


def is_attribute(name: str) -> bool:
    """Return whether a component is an attribute by its name, not a dimension."""
    return any(known.match(name) for known in ATTRIBUTES)


def is_read(name: str) -> bool:
    """Return whether an attribute changes what a figure means."""
    return is_attribute(name) or bool(SCALE.match(name))


def cells_of_observations(
    path: Path,
    observations: pl.DataFrame,
    attributes: pl.DataFrame,
    labels: Mapping[str, Mapping[str, str]],
    decimal: str = ".",
) -> SourceTable:
    """Make the frame of a cube: ROW, a column of codes per dimension, `value` (text), `status`; raise UserError.

    observations: ROW, the dimensions and OBS_VALUE, as text. attributes: status, confidentiality and multiplier of
    each, as far as the file has them. A figure is multiplied by 10 to the power of its unit multiplier.
    """
    written = observations[VALUE].str.strip_chars().replace({"": None, NOT_A_NUMBER: None})
    sign = written.str.contains(SIGN).fill_null(value=False)
    statuses = _statuses(attributes, observations.height)
    unsaid = sign & ~statuses.str.contains(REASON).fill_null(value=False)
    frame = observations.drop(VALUE).with_columns(
        _in_units(path, observations[ROW], written.set(sign, None), attributes, decimal).alias("value"),
        written.zip_with(unsaid, statuses).alias("status"),
    )
    words = dict.fromkeys(written.filter(unsaid).unique(maintain_order=True), "")  # SDMX knows no such signs
    if TIME in frame.columns:
        known = {text: period(text) for text in frame[TIME].unique(maintain_order=True).drop_nulls()}
        frame = frame.with_columns(pl.col(TIME).replace(known))
    return look_at_cells(SourceTable(path, frame, decimal, labels=labels, words=words))


def period(written: str) -> str:
    """Return a period of SDMX as we write it; one that we do not have stays as it is, and is refused later."""
    if found := FROM.match(written):
        month = int(found[2])
        if found[3] == "1M":
            return MONTHLY.format(found[1], found[2])
        if found[3] == "3M" and month % 3 == 1:
            return f"{found[1]}Q{month // 3 + 1}"
        return found[1] if found[3] == "1Y" and month == 1 else written
    if found := MONTH.match(written):
        return MONTHLY.format(found[1], found[2])
    if found := QUARTER.match(written):
        return f"{found[1]}Q{found[2]}"
    found = YEAR.match(written)
    return found[1] if found else written


def _statuses(attributes: pl.DataFrame, count: int) -> pl.Series:
    """Write all statuses of an observation as one sign, letters in alphabetical order; null where nothing is said."""
    said = [name for name in attributes.columns if STATUS.match(name)]
    secret = [name for name in attributes.columns if CONFIDENTIALITY.match(name)]
    if not said and not secret:
        return pl.Series([None] * count, dtype=pl.String)
    rows = attributes.select(*said, *secret).fill_null("").rows()
    known = {row: _sign(row[: len(said)], row[len(said) :]) for row in set(rows)}
    return pl.Series([known[row] for row in rows], dtype=pl.String)


def _sign(said: Iterable[str], secret: Iterable[str]) -> str | None:
    signs = {one.strip() for one in said} - {""}
    if any(one.strip().upper() not in FREE for one in secret):
        signs.add(ConfStatus.CONFIDENTIAL.value)
    if len(signs) > 1:
        signs.discard(ObsStatus.NORMAL.value)
    return "".join(sorted("".join(signs))) if len(signs) > 1 else next(iter(signs), None)


def _in_units(path: Path, rows: pl.Series, written: pl.Series, attributes: pl.DataFrame, decimal: str) -> pl.Series:
    """Multiply figures by their unit multiplier; raise UserError where it is not known of every figure."""
    name = _multiplier(attributes)
    if name is None:
        return written
    texts = attributes[name].fill_null("").str.strip_chars()
    known = {text: _exponent(text) for text in texts.unique(maintain_order=True)}
    if not any(known.values()) and None not in known.values():
        return written
    known.update(dict.fromkeys({""} & known.keys()))  # other figures have a multiplier: that of these is not known
    powers = texts.replace_strict(known, return_dtype=pl.Int64)
    asked = SourceTable(path, pl.DataFrame([rows, texts.alias(name)]))
    asked.reject(powers.is_null() & written.is_not_null(), name, "unit_multiplier_unknown")
    scaled = (written.is_not_null() & (powers != 0)).arg_true()
    pairs = zip(written.gather(scaled), powers.gather(scaled), strict=True)
    shifted = pl.Series([_shifted(text, power, decimal) for text, power in pairs], dtype=pl.String)
    bad = pl.zeros(len(written), dtype=pl.Boolean, eager=True).scatter(scaled, shifted.is_null())
    SourceTable(path, pl.DataFrame([rows, written.alias(VALUE)])).reject(bad, VALUE, "not_a_number")
    return written.scatter(scaled, shifted)


def _multiplier(attributes: pl.DataFrame) -> str | None:
    """Return the attribute that holds the unit multiplier; SCALE only where it says nothing but powers of ten."""
    named = [name for name in attributes.columns if MULTIPLIER.match(name)]
    scales = [
        name
        for name in attributes.columns
        if SCALE.match(name) and None not in map(_exponent, attributes[name].drop_nulls().unique(maintain_order=True))
    ]
    return next(iter([*named, *scales]), None)


def _exponent(text: str) -> int | None:
    """Return the power of ten that a unit multiplier says; None for one that nobody knows."""
    if not text or text in NO_MULTIPLIER:
        return 0
    if text.casefold() in WORDS:
        return WORDS[text.casefold()]
    digits = text.removeprefix("-")
    found = int(text) if digits.isascii() and digits.isdigit() else None
    return found if found in EXPONENTS else None


def _shifted(text: str, power: int, decimal: str) -> str | None:
    """Move the decimal mark of a number. None: no number."""
    try:
        exact = Decimal(text.replace(decimal, "."))
        return f"{exact.scaleb(power):f}".replace(".", decimal) if exact.is_finite() else None
    except InvalidOperation:
        return None
