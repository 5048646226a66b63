"""Interface words and the number, date and unit formats of the three languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from contract.codes import Language, Unit
from contract.period import Period
from picture.query.model import Indicator
from picture.query.rounding import rounded

LOCALES: dict[Language, str] = {Language.FI: "fi_FI", Language.SV: "sv_FI", Language.EN: "en_GB"}
Case = Literal["", "of", "in", "at"]
MONTH = re.compile(r"^(\d{4})M0?(\d+)$")
STARRED = re.compile(r"\*([^*]+)\*")
NARROW_SPACE = "\u202f"
MINUS = "\u2212"


def word_files() -> list[Path]:
    """List the files of words: words.toml beside this module, and that of each folder which has words of its own."""
    here = Path(__file__).parent
    return [here / "words.toml", *sorted(here.glob("*/words.toml"))]


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for path in word_files():
        words |= tomllib.loads(path.read_text(encoding="utf-8"))
    return words


def word(key: str, language: Language, /, **values: object) -> str:
    """Return the words of a key in one language, with its {places} filled; an unknown key is a KeyError."""
    text = _words()[key][language]
    return text.format(**values) if values else text


def phrase(key: str, language: Language, /, **values: object) -> Markup:
    """Return the words of a key as HTML: its own *stars* make text bold, and what fills its {places} is escaped."""
    text = Markup(STARRED.sub(r"<b>\1</b>", str(escape(_words()[key][language]))))  # noqa: S704 - our own words
    return text.format(**values)


@lru_cache(maxsize=20_000)
def number(value: float | Decimal, decimals: int, language: Language) -> str:
    """Write a number as the language does: decimal comma, narrow no-break space, true minus.

    It is rounded as the workbook and the slide do it; what rounds to nothing has no minus.
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(rounded(value, decimals), format=pattern, locale=LOCALES[language])
    return re.sub(r"[\u00a0 ]", NARROW_SPACE, text).replace("-", MINUS)


def numeral(count: int, language: Language, case: Case = "") -> str:
    """Write how many there are: up to ten in words, as running text does, then in digits.

    case: "of", "in" and "at" are the endings with which Finnish says "out of three", "in three" and "at three"; a noun
    follows digits.
    """
    words = word(f"numerals_{case}" if case else "numerals", language).split()
    return words[count] if count < len(words) else number(count, 0, language)


def capital(text: str) -> str:
    """Write a text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def signed(value: float | Decimal, decimals: int, language: Language) -> str:
    """Write a difference with its sign; what rounds to nothing has none."""
    text = number(value, decimals, language)
    nothing = not set(text) & set("123456789")
    return text if value < 0 or nothing else f"+{text}"


def unit(indicator: Indicator, language: Language) -> str:
    """Return the unit as it stands behind a number: "%", "persons"."""
    return word(f"unit_{indicator.unit}", language)


def amount(value: float | Decimal, indicator: Indicator, language: Language) -> str:
    """Write a value with its unit: "41 %", "5 563 970 persons"."""
    if indicator.unit == Unit.PERCENT:
        return percent(value, indicator.decimals, language)
    text = number(value, indicator.decimals, language)
    behind = (
        word(f"unit_{indicator.unit}_one", language)
        if text == "1" and indicator.unit.counted
        else unit(indicator, language)
    )
    return f"{text}\u00a0{behind}" if behind else text


def percent(value: float | Decimal, decimals: int, language: Language) -> str:
    """Write a share with its sign, which English puts close to the number: "41 %", "41%"."""
    return f"{number(value, decimals, language)}{percent_sign(language)}"


def percent_sign(language: Language) -> str:
    """Return the sign of per cent with the space before it that the language writes."""
    return "%" if language == "en" else "\u00a0%"


def interval(low: float, high: float, indicator: Indicator, language: Language) -> str:
    """Write an interval: "38–44"; of a difference, whose minus would run into the dash, "−3 … 4"."""
    ends = [number(end, indicator.decimals, language) for end in (low, high)]
    return ("\u00a0… " if ends[0].startswith(MINUS) else "–").join(ends)


def language_name(code: str, language: Language) -> str:
    """Name a language in a language: "venäjä", "ryska", "Russian"."""
    return str(Locale.parse(LOCALES[language]).languages.get(code, code))


def day(value: date, language: Language) -> str:
    """Write a date: 24.11.2026 in Finnish and Finland's Swedish, 24 November 2026 in English."""
    return format_date(value, "d MMMM yyyy" if language == "en" else "d.M.yyyy", locale=LOCALES[language])


def clock(value: datetime, language: Language) -> str:
    """Write an hour: 8.00 in Finnish and Finland's Swedish, 8:00 in English."""
    return format_time(value.time(), "H:mm" if language == "en" else "H.mm", locale=LOCALES[language])


def period(value: str) -> str:
    """Write a period with an en dash, and a month as all three languages do: "2018–2019", "6/2023"."""
    return MONTH.sub(r"\2/\1", value).replace("-", "–")


def moments(value: str, language: Language) -> dict[str, str]:
    """Write a period in the cases of a sentence: `when` in it, `since` it, `to` it and `before` it."""
    one = Period.parse(value)
    shape = "part" if one.part else "years" if one.is_pooled else "year"
    cases = {"when": "in", "since": "since", "to": "to", "before": "before"}
    return {place: word(f"when_{case}_{shape}", language, period=period(value)) for place, case in cases.items()}


def listing(items: Sequence[str], language: Language) -> str:
    """Join names as a sentence does: "a, b and c"."""
    return format_list(items, locale=LOCALES[language])
