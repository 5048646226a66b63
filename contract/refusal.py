"""The old kind of error that is shown to people: a sentence. It goes when nobody raises it any more."""

from __future__ import annotations

from contract.codes import Language
from contract.errors import UserError


class Refusal(UserError):  # noqa: N818 - it goes
    """Say what was wrong, what stood there instead, and what to do next, as one English text."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self.text = text

    def problem(self, language: Language, *, folders: bool = True) -> str:  # noqa: ARG002 - as UserError has it
        """Return the text."""
        return self.text.rstrip(".")

    def message(self, language: Language, *, folders: bool = True) -> str:  # noqa: ARG002 - as UserError has it
        """Return the text with its place."""
        place = self._place(language, folders=True)
        return f"{place}: {self.text}" if place else self.text
