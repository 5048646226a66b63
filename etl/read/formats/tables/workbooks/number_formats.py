"""What a number format of Excel makes of a number: per cent, a date, or fewer digits than the cell holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from etl.read.formats.grid import Look

LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)  # texts, fillers, colours, conditions
SCALED = re.compile(r"[0#?],+(?![0#?,])")  # a comma behind the last digit divides by 1,000
BUILT_IN = {9: "0%", 10: "0.00%"} | dict.fromkeys([*range(14, 23), *range(27, 37), *range(45, 48)], "yyyy-mm-dd")
EXACT = 10**15  # Excel holds 15 digits
LIKE_A_NUMBER = ("general", "standard", "@")


class Precision(StrEnum):
    """How much of a date a cell shows."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a format makes of a number."""

    look: Look | None = None
    precision: Precision = Precision.DAY
    digits: int = 0  # at least as many: a code 049 is the number 49 in the format 000


def shown(code: str) -> Shown:
    """Return what a format code makes of a number."""
    plain = LITERAL.sub("", code).lower()
    if "%" in plain:
        return Shown(Look.PERCENT)
    if plain.split(";")[0].strip() in LIKE_A_NUMBER:
        return Shown()
    if re.search(r"[ymdhs]", plain):
        return Shown(Look.DATE, _precision(plain))
    if SCALED.search(plain):
        return Shown(Look.THOUSANDS)
    return Shown(digits=len(plain)) if set(plain) == {"0"} else Shown()


def built_in(number: int) -> Shown:
    """Return what a format means that Excel knows by its number."""
    return shown(BUILT_IN.get(number, "General"))


def date_text(value: date | time | timedelta, precision: Precision) -> str:
    """Write a date as its cell shows it, as far as a period can: 2024, 2024M05, 2024-05-01."""
    if isinstance(value, date) and precision != Precision.DAY:
        return f"{value.year:04}" if precision == Precision.YEAR else f"{value.year:04}M{value.month:02}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def number_text(value: float, mark: str, digits: int = 0) -> str:
    """Write a number as text: whole without decimals, else with the decimal mark that the reader expects."""
    whole = value.is_integer() and abs(value) < EXACT
    return str(int(value)).zfill(digits) if whole else repr(value).replace(".", mark)


def _precision(plain: str) -> Precision:
    parts = set(re.sub(r"[^ymdhs]", "", plain))
    if parts == {"y"}:
        return Precision.YEAR
    return Precision.MONTH if parts == {"y", "m"} else Precision.DAY
