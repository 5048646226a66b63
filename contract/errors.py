"""The one kind of error that is shown to people, without a traceback: a code, its parameters and its place.

The texts stand in messages.toml in three languages. Nothing parses a text: whoever wants to know what happened asks for
`code` and `parameters`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

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

    def problem(self, language: Language) -> str:
        """Return what was wrong, without its place."""
        return text(f"{self.code}.problem", language, **self.parameters)

    def fix(self, language: Language) -> str:
        """Return what to do."""
        return text(f"{self.code}.fix", language, **self.parameters)

    def message(self, language: Language, *, folders: bool = True) -> str:
        """Return the whole message; without `folders` only the name of the file, for readers of a server."""
        path = self.path if folders or self.path is None else Path(self.path).name
        row = None if self.row is None else text("place.row", language, row=self.row)
        column = None if self.column is None else text("place.column", language, column=self.column)
        place = ", ".join(part for part in (path, row, column) if part)
        found = None if self.found is None else text("place.found", language, found=repr(self.found))
        sentences = (f"{self.problem(language)}.", found, f"{self.fix(language)}.")
        told = " ".join(sentence for sentence in sentences if sentence)
        return f"{place}: {told}" if place else told

    def __str__(self) -> str:
        return self.message(Language.EN)


def text(key: str, language: Language, **parameters: object) -> str:
    """Return one text of messages.toml ("<code>.problem", "<code>.fix", "place.row") with its places filled."""
    code, _, part = key.partition(".")
    return _messages()[code][part][language].format(**parameters)


@cache
def _messages() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(MESSAGES.read_text(encoding="utf-8"))


def _short(found: object) -> object:
    return f"{found[:LONGEST]}…" if isinstance(found, str) and len(found) > LONGEST else found
