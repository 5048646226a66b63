"""The old refusal with file, row and column. It goes when nobody raises it any more."""

from __future__ import annotations

from pathlib import Path

from contract.codes import Language
from contract.refusal import Refusal

LONGEST = 300  # letters of what stood there: a whole file may stand in one cell


class Refused(Refusal):
    """Refuse a file, with its place: what was wrong, what stood there, what to do."""

    def __init__(
        self,
        file: Path | str,
        wrong: str,
        *,
        do: str,
        stood: object = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        stood = f"{stood[:LONGEST]}…" if isinstance(stood, str) and len(stood) > LONGEST else stood
        place = [str(file)]
        if row is not None:
            place.append(f"row {row}")
        if column is not None:
            place.append(f"column {column}")
        found = "" if stood is None else f" There stood: {stood!r}."
        super().__init__(f"{', '.join(place)}: {wrong}.{found} {do}.")
        self.file, self.row, self.column = str(file), row, column
        self.wrong, self.stood, self.do = wrong, stood, do

    def problem(self, language: Language, *, folders: bool = True) -> str:  # noqa: ARG002 - as UserError has it
        """Return what was wrong."""
        return self.wrong

    def message(self, language: Language, *, folders: bool = True) -> str:  # noqa: ARG002 - as UserError has it
        """Return the text, which has its place already."""
        return self.text

    def __str__(self) -> str:
        return self.text
