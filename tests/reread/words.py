"""The numbers in words that nothing in the database explains: no figure, interval, difference, n, year or count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tests.reread.database import Numbers
from tests.reread.known import Known

GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"
NUMBER = {
    "en": re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.])\d+(?:\.\d+)?(?![\w])"),
    "fi": re.compile(rf"(?<![\w,.])(?:{GROUPED}|\d+)(?:,\d+)?(?![\w])"),
}
NUMBER["sv"] = NUMBER["fi"]
THOUSANDS = {"en": ",", "fi": " ", "sv": " "}
SPACES = re.compile(r"[\u00a0\u202f]")
ADDRESS = re.compile(r"https?://\S+|\b[0-9a-f]{12}\b|(?:ISO|CC BY) [\d.]+")
DATES = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d+/\d{4}")
DAYS = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
SCALE = re.compile(r"(?:Skalan går från|Asteikko on|The scale runs from).*?(?:noll|nollasta|zero)\.", re.DOTALL)
MEAN = re.compile(r"\b0–10\b")
AGES = re.compile(r"\b\d\d–\d\d-(?:vuotia|åring)\w*|\baged \d\d–\d\d\b")
NO_FIGURES = (ADDRESS, DATES, DAYS, SCALE, MEAN, AGES)
PERCENT = re.compile(r"[ \u00a0\u202f]?%(?!-)")
MEASURED = re.compile(r"[ \u00a0\u202f]?(?:%|-proc|prosent|per cent|percentage)")
QUOTED = 8  # letters before or behind a number that a text of the database has there too
N_OF = re.compile(r"(?:\bn|≈)[ \u00a0]$")
MOST_COUNTED = 420  # municipalities and their like are counted; what is larger must be known


@dataclass(frozen=True)
class Unknown:
    """A number in words that no figure of the view explains."""

    number: str
    text: str


def unknown(texts: Iterable[str], keys: Collection[str], numbers: Numbers, language: str) -> Iterator[Unknown]:
    """Yield the numbers that nothing explains; a text that names indicators tells only what is known of these."""
    known = Known.of(keys, numbers, language)
    for text in texts:
        bare = _without(text, numbers.titles[language])
        said = known.of_text(bare)
        for found in NUMBER[language].finditer(bare):
            number = SPACES.sub(" ", found[0])
            whole = number.replace(THOUSANDS[language], "")
            share = PERCENT.match(bare, found.end())
            if number in (said.shares if share else said.others):
                continue
            if _is_quoted(bare, found, numbers.texts):
                continue
            if not share and whole.isdigit() and (int(whole) in said.counts or _is_count(bare, found, int(whole))):
                continue
            yield Unknown(number, bare[max(0, found.start() - 50) : found.end() + 30].replace("\n", " "))


def _without(text: str, titles: Iterable[str]) -> str:
    """Leave out of a text what has digits but no figures: titles of sources, addresses, days, scales, ages."""
    for title in titles:
        text = text.replace(title, "")
    for pattern in NO_FIGURES:
        text = pattern.sub("", text)
    return text


def _is_quoted(text: str, found: re.Match[str], held: str) -> bool:
    """Return whether a number stands in a text of the database with the same words before or behind it."""
    start, end = found.span()
    before, behind = text[max(0, start - QUOTED) : end], text[start : end + QUOTED]
    return any(len(one) > end - start + 2 and one in held for one in (before, behind))


def _is_count(text: str, found: re.Match[str], number: int) -> bool:
    """Return whether a number may count areas, figures or pages: small, no n, no end of a range, no unit of measure."""
    before, behind = text[: found.start()], text[found.end() :]
    is_range = before.endswith("–") or behind.startswith("–")
    return number <= MOST_COUNTED and not is_range and not N_OF.search(before) and not MEASURED.match(behind)
