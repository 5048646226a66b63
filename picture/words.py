"""Interface words and the number, date and unit formats of the three languages."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from picture.answer import Indicator, Language

LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
NARROW_SPACE = "\u202f"
MINUS = "\u2212"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def word(key: str, language: Language, /, **values: object) -> str:
    """Return the words of a key in one language, with its {places} filled; an unknown key is a KeyError."""
    text = _words()[key][language]
    return text.format(**values) if values else text


def number(value: float, decimals: int, language: Language) -> str:
    """Write a number as the language does: decimal comma, narrow no-break space, true minus.

    Halves are rounded away from zero, as the workbook and the slide do it; what rounds to nothing has no minus.
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = format_decimal(rounded + 0, format=pattern, locale=LOCALES[language])  # + 0 turns -0 into 0
    return re.sub(r"[\u00a0 ]", NARROW_SPACE, text).replace("-", MINUS)


def signed(value: float, decimals: int, language: Language) -> str:
    """Write a difference with its sign; what rounds to nothing has none."""
    text = number(value, decimals, language)
    nothing = not set(text) & set("123456789")
    return text if value < 0 or nothing else f"+{text}"


def unit(indicator: Indicator, language: Language) -> str:
    """Return the unit as it stands behind a number: "%", "persons"."""
    return word(f"unit_{indicator.unit}", language)


def amount(value: float, indicator: Indicator, language: Language) -> str:
    """Write a value with its unit: "41 %", "5 563 970 persons"."""
    text, behind = number(value, indicator.decimals, language), unit(indicator, language)
    if indicator.unit == "percent" and language == "en":
        return text + behind
    return f"{text}\u00a0{behind}" if behind else text


def interval(low: float, high: float, indicator: Indicator, language: Language) -> str:
    """Write an interval: "38–44"."""
    return f"{number(low, indicator.decimals, language)}–{number(high, indicator.decimals, language)}"


def day(value: date, language: Language) -> str:
    """Write a date: 24.11.2026 in Finnish and Finland's Swedish, 24 November 2026 in English."""
    return format_date(value, "d MMMM yyyy" if language == "en" else "d.M.yyyy", locale=LOCALES[language])


def period(value: str) -> str:
    """Write a period with an en dash: "2018–2019"."""
    return value.replace("-", "–")


def listing(items: list[str], language: Language) -> str:
    """Join names as a sentence does: "a, b and c"."""
    if len(items) < 2:  # noqa: PLR2004 - one name needs no joining
        return "".join(items)
    return f"{', '.join(items[:-1])} {word('and', language)} {items[-1]}"
