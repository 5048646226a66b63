"""Make files of many views, and report every number in them that is not the database's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.reread.database import Figure, Numbers, figures_of, numbers_of
from tests.reread.files import Asked, figures_in
from tests.reread.texts import texts_in
from tests.reread.words import unknown

KEYED = ("pptx", "xlsx", "ods", "zip", "json")
READ = ("pptx", "svg")
DOCUMENTS = ("pdf", "docx")
COUNTRY = "SSS"
EVERYBODY = "all.all"


@dataclass
class Found:
    """What was read, and what is wrong."""

    files: int = 0
    figures: Counter[str] = field(default_factory=Counter)  # by form
    words: Counter[str] = field(default_factory=Counter)  # texts by form
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """Compares files with a database."""

    database: Path
    figures: dict[str, set[Figure]]
    numbers: Numbers

    @classmethod
    def of(cls, database: Path) -> Reader:
        return cls(database, figures_of(database), numbers_of(database))

    def view(self, asked: Asked, found: Found, forms: Iterable[str] = (*KEYED, "svg")) -> None:
        """Read every form of one view."""
        keys: set[str] = set()
        made = {form: asked.file(self.database, form) for form in forms}
        for form, content in made.items():
            if content is None:
                continue
            found.files += 1
            if form in KEYED:
                read = list(figures_in(form, content, asked.language))
                keys |= {one.key for one in read}
                found.figures[form] += len(read)
                found.wrong += (f"{asked} {form}: {told}" for told in self.differing(form, read))
        for form in READ:
            if content := made.get(form):
                found.wrong += self._words(asked, form, content, keys | self._beside(asked, keys), found)

    def document(self, asked: Asked, found: Found) -> None:
        """Read a report or a brief: its figures are those of its area, of the country, and of everybody in regions."""
        keys = self.of_document(asked.area)
        for form in DOCUMENTS:
            content = asked.file(self.database, form)
            if content is not None:
                found.files += 1
                found.wrong += self._words(asked, form, content, keys, found)

    def of_document(self, area: str) -> set[str]:
        """Return the keys of a document: its area and the country in all years, groups and regions in the newest."""
        newest: dict[str, str] = {}
        for key in self.figures:
            indicator, period, *_ = key.split("/")
            newest[indicator] = max(newest.get(indicator, ""), period)
        return {key for key in self.figures if _in_document(key, area, newest)}

    def _beside(self, asked: Asked, keys: Iterable[str]) -> set[str]:
        """Return the keys of the country in every year of the indicators of a view."""
        indicators = {key.partition("/")[0] for key in keys} | {asked.indicator}
        of_country = {key for key in self.figures if key.endswith(f"/{COUNTRY}/{EVERYBODY}")}
        return {key for key in of_country if key.partition("/")[0] in indicators}

    def differing(self, form: str, read: Iterable[Figure]) -> Iterator[str]:
        """Say which figures are not those of the database; a file for programs has them with all their digits."""
        for one in read:
            known = self.figures.get(one.key, set())
            if not any(_same(one, other) for other in known):
                yield f"{form} says {one}, the database {sorted(known, key=repr) or 'nothing'}"

    def _words(self, asked: Asked, form: str, content: bytes, keys: Iterable[str], found: Found) -> Iterator[str]:
        texts = list(texts_in(form, content))
        found.words[form] += len(texts)
        for one in unknown(texts, keys, self.numbers, asked.language):
            yield f"{asked} {form}: {one.number!r} is no number of this view: …{one.text}…"


def _in_document(key: str, area: str, newest: Mapping[str, str]) -> bool:
    indicator, period, of, group = key.split("/")
    own, everybody = of in {area, COUNTRY}, group == EVERYBODY
    return (own and everybody) or (newest[indicator] == period and (own or (everybody and of.startswith("MK"))))


def _same(one: Figure, other: Figure) -> bool:
    numbers = ((one.value, other.value), (one.low, other.low), (one.high, other.high))
    return one.n == other.n and all(_close(a, b) for a, b in numbers)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(1.0, abs(other))
