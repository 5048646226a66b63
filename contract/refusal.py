"""The errors that are not yet a code with parameters; goes when nothing raises them any more."""

from __future__ import annotations

from contract.codes import Language
from contract.errors import UserError


class Refusal(UserError):  # noqa: N818 - it goes
    """Say what was wrong, what stood there instead, and what to do next."""

    def __init__(self, said: str) -> None:
        super().__init__("refused")
        self.said = said

    def message(self, language: Language, *, folders: bool = True) -> str:  # noqa: ARG002 - English until it goes
        """Return what was said."""
        return self.said
