"""What is told of an indicator to programs that list data sets, whatever their vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from contract.codes import Language
from contract.period import Period
from picture.query.choices import Choices
from picture.query.model import Indicator, Source
from picture.text.words import word

ENDS = (".", "!", "?")  # of a sentence
LICENCES = {  # as cards name them -> where it stands, and the European Union's code of it
    "CC BY 4.0": ("https://creativecommons.org/licenses/by/4.0/", "CC_BY_4_0"),
    "CC0 1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0"),
}


def told_of(indicator: Indicator, choices: Choices) -> str:
    """Describe an indicator in a few sentences; that its numbers are made up or a draft stands first."""
    language = choices.language
    asked = [word("quoted", language, text=indicator.question)] if indicator.question else []
    sentences = (*asked, indicator.counts, indicator.population, indicator.why, indicator.limits)
    ended = (text if text.endswith(ENDS) else f"{text}." for text in sentences if text)
    return " ".join([*standing(choices, synthetic=indicator.source.synthetic), *ended])


def standing(choices: Choices, *, synthetic: bool) -> list[str]:
    """Return what must be known before a number is used: that it is made up, a draft, withdrawn."""
    language = choices.language
    told = [f"{word('synthetic_mark', language)}."] if synthetic else []
    status = choices.stamp.status
    return told if status == "published" else [*told, f"{word(f'export_{status}', language)}."]


def covered_years(periods: Iterable[str]) -> tuple[int, int]:
    """Return the first and the last year of periods."""
    read = [Period.parse(text) for text in periods]
    return min(one.first for one in read), max(one.last for one in read)


def version_of(choices: Choices) -> str:
    """Name the version of the edition: "2026-1"."""
    return f"{choices.stamp.edition}-{choices.stamp.version}"


def licence_address(source: Source) -> str:
    """Return where the licence of a source stands; "" where its publisher states none, or one that we do not know."""
    return LICENCES.get(source.licence or "", ("", ""))[0]


def data_addresses(indicator: str, site: str, language: Language) -> dict[str, str]:
    """Return where the numbers of an indicator are taken, by their media type."""
    return {
        "text/csv": f"{site}/api/v1/data/{indicator}.csv?lang={language}",
        "application/json": f"{site}/api/v1/data/{indicator}.json?lang={language}",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
            f"{site}/take/map.xlsx?indicator={indicator}&lang={language}"
        ),
    }
