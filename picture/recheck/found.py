"""What a kept file holds of ours."""

from __future__ import annotations

from dataclasses import dataclass

from contract.cell_key import KeyParts


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number with the key of the published cell that it says it is; value: None where it was not shown."""

    key: KeyParts
    name: str  # in the language of the file
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """The build that numbers come from, as the file tells it."""

    edition: str
    version: str
    build: str


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A chart or a sheet: numbers of one build."""

    slide: int | None  # counted from 1; None: a sheet of a workbook
    title: str  # of the slide or the sheet
    made_from: MadeFrom
    numbers: tuple[FoundNumber, ...]
    redrawn: bool = False  # a chart that draws other numbers than its table holds


@dataclass(frozen=True, slots=True)
class FoundFile:
    """Everything of ours in a file, and how many charts or sheets of others it holds, which are not looked at."""

    parts: tuple[FoundPart, ...]
    foreign: int
