"""The one kind of error that is shown to people, without a traceback: a code, its parameters and its place.

The texts stand in messages.toml in three languages. Nothing parses a text: whoever wants to know what happened asks for
`code` and `parameters`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal

from contract.codes import Language

MESSAGES = Path(__file__).with_name("messages.toml")
LONGEST = 300  # letters of what was found: a whole file may stand in one cell


class UserError(Exception):
    """An error for people: what was wrong, what was found there, what to do.

    code: an entry of messages.toml. path, row, column: where it was. found: what stood there. parameters: what the
    message names.
    """

    def __init__(
        self,
        code: str,
        *,
        path: Path | str | None = None,
        row: int | None = None,
        column: str | None = None,
        found: object = None,
        **parameters: object,
    ) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters
        self.path = None if path is None else str(path)
        self.row, self.column, self.found = row, column, _short(found)

    def at(
        self, path: Path | str, *, row: int | None = None, column: str | None = None, found: object = None
    ) -> UserError:
        """Return the same error with the place that only the caller knows; what it says itself stays."""
        return type(self)(
            self.code,
            path=path,
            row=row if self.row is None else self.row,
            column=self.column or column,
            found=found if self.found is None else self.found,
            **self.parameters,
        )

    def problem(self, language: Language) -> str:
        """Return what was wrong, without its place."""
        return text(f"{self.code}.problem", language, **self.parameters)

    def fix(self, language: Language) -> str:
        """Return what to do."""
        return text(f"{self.code}.fix", language, **self.parameters)

    def message(self, language: Language, *, folders: bool = True) -> str:
        """Return the whole message; without `folders` only the name of the file, for readers of a server."""
        problem = self.problem(language)
        path = self.path if folders or self.path is None else Path(self.path).name
        row = None if self.row is None else text("place.row", language, row=self.row)
        column = None if self.column is None else text("place.column", language, column=self.column)
        place = ", ".join(part for part in (path, row, column) if part)
        found = None if self.found is None else text("place.found", language, found=repr(self.found))
        begin = f"{place}: {problem}" if place else self._alone(problem, language)
        return " ".join(sentence for sentence in (f"{begin}.", found, f"{self.fix(language)}.") if sentence)

    def _alone(self, problem: str, language: Language) -> str:
        """Return a problem that follows no place: with a capital, if it does not begin with the name of something."""
        begins_with_name = _messages()[self.code]["problem"][language].startswith("{")
        return problem if begins_with_name else problem[:1].upper() + problem[1:]

    def __str__(self) -> str:
        return self.message(Language.EN)


def text(key: str, language: Language, **parameters: object) -> str:
    """Return one text of messages.toml ("<code>.problem", "<code>.fix", "place.row") with its places filled."""
    code, _, part = key.partition(".")
    shown = {name: _shown(value, language) for name, value in parameters.items()}
    return _messages()[code][part][language].format(**shown)


def _shown(value: object, language: Language) -> object:
    """Return a parameter as people write it: a list with commas, a decimal number with the mark of the language."""
    if isinstance(value, (tuple, list)):
        return ", ".join(str(one) for one in value)
    return format_decimal(value, format="#,##0.###", locale=language) if isinstance(value, float) else value


@cache
def _messages() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(MESSAGES.read_text(encoding="utf-8"))


def _short(found: object) -> object:
    return f"{found[:LONGEST]}…" if isinstance(found, str) and len(found) > LONGEST else found
