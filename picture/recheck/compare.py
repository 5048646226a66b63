"""Each number of a kept file beside the published cell of the same key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from contract.cell_key import KeyParts
from picture.query.figure.ask import newer_period
from picture.query.model import Observation
from picture.query.programs.published import PublishedCells
from picture.recheck.found import FoundFile, FoundNumber, FoundPart

TOLERANCE = 1e-9  # relative; a workbook holds numbers as they are stored


class Standing(StrEnum):
    """What became of a number."""

    SAME = "same"
    OTHER = "other"  # the published number is another one
    EDITED = "edited"  # the build that the file names published another number: somebody changed it in the file
    HIDDEN = "hidden"  # the cell is published without a number
    GONE = "gone"  # no such cell is published
    SHOWN = "shown"  # a number is published where the file has none


@dataclass(frozen=True, slots=True)
class CheckedNumber:
    """A number of a file with the published cell; newer: the latest period in which the same cell has a number."""

    found: FoundNumber
    standing: Standing
    now: Observation | None
    newer: str = ""


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A chart or a sheet with its numbers, checked."""

    part: FoundPart
    numbers: tuple[CheckedNumber, ...]


def check_file(file: FoundFile, now: PublishedCells, then: Mapping[str, PublishedCells]) -> tuple[CheckedPart, ...]:
    """Compare every number with what is published now; then: cells of the builds that are kept, by build."""
    return tuple(check_part(part, now, then.get(part.made_from.build)) for part in file.parts)


def check_part(part: FoundPart, now: PublishedCells, then: PublishedCells | None = None) -> CheckedPart:
    """Compare the numbers of one chart or sheet; then: cells of the build that it names, where that is kept."""
    return CheckedPart(part, tuple(_checked(part, now, then)))


def indicators_of(parts: Iterable[FoundPart]) -> tuple[str, ...]:
    """List the indicators that numbers of a file name."""
    numbers = chain.from_iterable(part.numbers for part in parts)
    return tuple(sorted({one.key.indicator for one in numbers}))


def _checked(part: FoundPart, now: PublishedCells, then: PublishedCells | None) -> Iterable[CheckedNumber]:
    for one in part.numbers:
        cell = now.cells.get(str(one.key))
        yield CheckedNumber(one, _standing(one, cell, then), cell, _newer(one.key, now))


def _standing(one: FoundNumber, cell: Observation | None, then: PublishedCells | None) -> Standing:
    """Say what became of a number; that somebody changed it comes first."""
    before = then.cells.get(str(one.key)) if then else None
    if one.value is not None and before is not None and not _same(one, before):
        return Standing.EDITED
    if cell is None:
        return Standing.GONE
    if cell.value is None:
        return Standing.SAME if one.value is None else Standing.HIDDEN
    if one.value is None:
        return Standing.SHOWN
    return Standing.SAME if _same(one, cell) else Standing.OTHER


def _same(one: FoundNumber, cell: Observation) -> bool:
    pairs = ((one.value, cell.value), (one.low, cell.ci_low), (one.high, cell.ci_high))
    return all(_near(held, published) for held, published in pairs)


def _near(held: float | None, published: float | None) -> bool:
    if held is None or published is None:
        return held is published
    return abs(held - published) <= TOLERANCE * max(1.0, abs(published))


def _newer(key: KeyParts, now: PublishedCells) -> str:
    """Return the latest period of the same indicator, area and group, where it is later than that of the key."""
    return newer_period(key.period, now.periods.get((key.indicator, key.area, key.group), ()))
