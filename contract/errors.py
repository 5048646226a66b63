"""The one kind of error that is shown to people, without a traceback: a code, its parameters and its place.

The texts stand in messages.toml in three languages. Nothing parses a text: a program that handles an error reads
`code` and `parameters`.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Self

from contract.codes import Language

MESSAGES = Path(__file__).with_name("messages.toml")
LONGEST = 300  # letters of what was found: a whole file may stand in one cell
QUOTES = 3  # and the mark that something was left out
SEVERAL = (tuple, list)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # ends of lines and what turns a terminal's colours
FINNISH_MARKS = str.maketrans({",": "\u00a0", ".": ","})  # of numbers, in Finnish and Swedish


class UserError(Exception):
    """An error for people: what was wrong, what was found there, what to do.

    code: an entry of messages.toml. path (or an address), row, column, key: where it was, a row counted as a person
    counts it, a key of a TOML file. more_rows: how many further rows have the same error. found: what stood there.
    parameters: what the message names: texts, numbers, paths, several of them, or another UserError, whose problem is
    inserted.
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        path: Path | str | None = None,
        row: int | None = None,
        column: str | None = None,
        key: str | None = None,
        more_rows: int = 0,
        found: object = None,
        **parameters: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters
        self.path = path
        self.row = row
        self.column = column
        self.key = key
        self.more_rows = more_rows
        self.found = found

    def at(
        self,
        path: Path | str,
        *,
        row: int | None = None,
        column: str | None = None,
        found: object = None,
    ) -> Self:
        """Return the same error with its file (row, column), which the room that raised it did not know."""
        placed = copy.copy(self)
        placed.path = path
        placed.row = self.row if row is None else row
        placed.column = self.column if column is None else column
        placed.found = self.found if found is None else found
        return placed

    def problem(self, language: Language, *, folders: bool = True) -> str:
        """Return what was wrong, without its place."""
        return self._text(self.code, "problem", language, folders=folders, **self.parameters)

    def fix(self, language: Language, *, folders: bool = True) -> str:
        """Return what to do."""
        return self._text(self.code, "fix", language, folders=folders, **self.parameters)

    def message(self, language: Language, *, folders: bool = True) -> str:
        """Return the whole message; without `folders`, files by their name only, for readers of a server."""
        return f"{self.what_and_where(language, folders=folders)} {self.fix(language, folders=folders)}."

    def what_and_where(self, language: Language, *, folders: bool = True) -> str:
        """Return the message without what to do."""
        place = self._place(language, folders=folders)
        problem = self.problem(language, folders=folders)
        more = {0: "", 1: "more_row"}.get(self.more_rows, "more_rows")
        rows = self._text("place", more, language, rows=self.more_rows) if more else ""
        found = self._text("place", "found", language, found=_shown(self.found)) if self.found is not None else ""
        placed = f"{place}: {problem}" if place else problem
        first = placed if self.path else placed[:1].upper() + placed[1:]
        return " ".join(sentence for sentence in (f"{first}{rows}.", found) if sentence)

    def __str__(self) -> str:
        return self.message(Language.EN)

    def _place(self, language: Language, *, folders: bool) -> str:
        path = "" if self.path is None else _Filled(language, folders=folders).format_field(self.path, "")
        places = {"row": self.row, "column": self.column, "key": self.key}
        texts = [self._text("place", name, language, at=at) for name, at in places.items() if at is not None]
        return ", ".join([path, *texts] if path else texts)

    def _text(self, code: str, part: str, language: Language, /, *, folders: bool = True, **parameters: object) -> str:
        return _Filled(language, folders=folders).vformat(_messages()[code][part][language], (), parameters)


class _Filled(Formatter):
    """Fill the places of a message as its language writes numbers.

    {n:,} groups the digits of a number, {x:g} leaves out zeros behind the mark; without either it stays as it is (a
    year). A text comes from a file as often as not: it stays on its line and within LONGEST letters.
    """

    def __init__(self, language: Language, *, folders: bool) -> None:
        self.language = language
        self.folders = folders

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, UserError):
            return value.problem(self.language, folders=self.folders)
        if isinstance(value, Path):
            return CONTROL.sub(" ", str(value) if self.folders else value.name)
        if isinstance(value, SEVERAL):
            return ", ".join(self.format_field(one, format_spec) for one in value)
        text = _cut(CONTROL.sub(" ", format(value, format_spec)), LONGEST + QUOTES)
        return text.translate(FINNISH_MARKS) if format_spec and self.language != Language.EN else text


@cache
def _messages() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(MESSAGES.read_text(encoding="utf-8"))


def _shown(found: object) -> str:
    """Write what was found: texts in quotes, several with commas; the end is left out where it is long."""
    several = isinstance(found, SEVERAL)
    text = ", ".join(map(str, found)) if isinstance(found, SEVERAL) else found
    short = _cut(text, LONGEST) if isinstance(text, str) else text
    return str(short) if several else repr(short)


def _cut(text: str, letters: int) -> str:
    """Leave out the end of a long text."""
    return f"{text[:letters]}…" if len(text) > letters else text
