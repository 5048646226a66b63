"""The notes that come inside a cube: of the whole table, a dimension, a category or a cell, paragraph by paragraph."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LENGTH = 12  # of a fingerprint
MARKUP = re.compile(r"\[/?(?:b|i|u|url|list|\*)(?:=[^\]]*)?\]|<[^<>]*>")
PARAGRAPHS = re.compile(r"\r?\n\s*\n|##")  # StatFin writes # for the end of a line
ENDS_OF_LINES = re.compile(r"[\s#]+")
WORDS_OF_A_HEADING = 6
INSIDE = ("text", "note", "value")  # where an extension keeps the words of a note


@dataclass(frozen=True, slots=True)
class Note:
    """One paragraph of a note; `column` and `category`, or `cell`, where it is not about the whole table."""

    text: str
    column: str | None = None
    category: str | None = None
    cell: tuple[tuple[str, str], ...] = ()  # columns and categories of the cells that it is about

    @property
    def fingerprint(self) -> str:
        """Return what changes with every change of its words."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:LENGTH]


def notes_of_dataset(cube: Mapping[str, Any]) -> tuple[Note, ...]:
    """List the notes of a JSON-stat dataset, its dimensions and categories, and those in its extensions."""
    found = [*_of(cube)]
    for column in cube.get("id", cube["dimension"].get("id")):
        dimension = cube["dimension"][column]
        found += _of(dimension, column)
        categories = dimension.get("category", {}).get("note")
        for category, written in categories.items() if isinstance(categories, dict) else ():
            found += notes_in(written, column, str(category))
    return tuple(dict.fromkeys(found))


def notes_in(
    written: Any,
    column: str | None = None,
    category: str | None = None,
    cell: tuple[tuple[str, str], ...] = (),
) -> Iterator[Note]:
    """Yield the paragraphs of what stands for a note: a text, several, or an object that holds one."""
    match written:
        case str():
            yield from (Note(text, column, category, cell) for text in _paragraphs(written))
        case list():
            for one in written:
                yield from notes_in(one, column, category, cell)
        case dict():
            for key in INSIDE:
                yield from notes_in(written.get(key), column, category, cell)


def _of(part: Mapping[str, Any], column: str | None = None) -> Iterator[Note]:
    yield from notes_in(part.get("note"), column)
    extension = part.get("extension")
    if isinstance(extension, dict):
        for key in ("note", "notes"):
            yield from notes_in(extension.get(key), column)


def _paragraphs(written: str) -> Iterator[str]:
    """Yield paragraphs without markup, on one line; a heading stands before what it heads."""
    heading = ""
    for paragraph in PARAGRAPHS.split(MARKUP.sub("", written)):
        text = ENDS_OF_LINES.sub(" ", paragraph).strip()
        text = f"{heading} {text}".strip()
        heading = ""
        if len(text.split()) <= WORDS_OF_A_HEADING and not text.endswith("."):
            heading = text
        elif text:
            yield text
    if heading:
        yield heading
