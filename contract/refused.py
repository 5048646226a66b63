"""The writing side's refusal: names file, row and column."""

from __future__ import annotations

from pathlib import Path

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
        stood = _short(stood)
        place = [str(file)]
        if row is not None:
            place.append(f"row {row}")
        if column is not None:
            place.append(f"column {column}")
        found = "" if stood is None else f" There stood: {stood!r}."
        super().__init__(f"{', '.join(place)}: {wrong}.{found} {do}.")
        self.file, self.row, self.column = str(file), row, column
        self.wrong, self.stood, self.do = wrong, stood, do


def _short(stood: object) -> object:
    return f"{stood[:LONGEST]}…" if isinstance(stood, str) and len(stood) > LONGEST else stood
