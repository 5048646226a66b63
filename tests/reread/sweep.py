"""Make files of many views, and report every number in them that is not the database's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.reread.database import Figure, Numbers, figures_of, numbers_of
from tests.reread.files import Asked, figures_in
from tests.reread.words import texts_in, unknown

KEYED = ("pptx", "xlsx", "ods", "zip", "json")
READ = ("pptx", "svg")
DOCUMENTS = ("pdf", "docx")


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
                found.wrong += self._words(asked, form, content, keys, found)

    def document(self, asked: Asked, found: Found) -> None:
        """Read a report or a brief: its figures are any of its area, the country's and the other regions'."""
        for form in DOCUMENTS:
            content = asked.file(self.database, form)
            if content is not None:
                found.files += 1
                found.wrong += self._words(asked, form, content, self.figures, found)

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


def _same(one: Figure, other: Figure) -> bool:
    numbers = ((one.value, other.value), (one.low, other.low), (one.high, other.high))
    return one.n == other.n and all(_close(a, b) for a, b in numbers)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(1.0, abs(other))
