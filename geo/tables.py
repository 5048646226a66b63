"""The three tables of the room: areas, who lies in whom, and what changed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from contract.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which something holds, both included; `last` None: it still does."""

    first: date
    last: date | None

    def on(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Area:
    """One area with its names and the days it was in force."""

    level: str
    code: str
    valid: Validity
    name_fi: str
    name_sv: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A smaller area that lies in a larger one, and when."""

    level: str
    code: str
    member_level: str
    member_code: str
    valid: Validity


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to areas on a day.

    merge: `from_code` ended and became part of `to_code`. move: the `municipality` changed area at `level`.
    transfer: a part of `from_code`, `persons` of its `of_persons`, went to `to_code`. Persons: on the day before.
    """

    on: date
    kind: Literal["merge", "move", "transfer"]
    level: str
    from_code: str
    to_code: str
    municipality: str
    name: str
    persons: int | None
    of_persons: int | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """An area that took over from one no longer in force."""

    level: str
    code: str
    new_level: str
    new_code: str
    since: date


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of an area in the grid of equal tiles, counted from the top left from 0."""

    level: str
    code: str
    tile_row: int
    tile_column: int


def read_areas(path: Path) -> tuple[Area, ...]:
    """Read areas.csv, in the order in which the publisher lists them; raise Refusal with file, row and column."""
    return tuple(
        Area(
            level=row["level"],
            code=row["code"],
            valid=_validity(row, where),
            name_fi=row["name_fi"],
            name_sv=row["name_sv"],
            name_en=row["name_en"],
        )
        for where, row in _rows(path)
    )


def read_memberships(path: Path) -> tuple[Membership, ...]:
    """Read membership.csv; raise Refusal with file, row and column."""
    return tuple(
        Membership(
            level=row["level"],
            code=row["code"],
            member_level=row["member_level"],
            member_code=row["member_code"],
            valid=_validity(row, where),
        )
        for where, row in _rows(path)
    )


def read_changes(path: Path) -> tuple[Change, ...]:
    """Read changes.csv; raise Refusal with file, row and column."""
    return tuple(
        Change(
            on=_day(row["date"], where),
            kind=_kind(row["kind"], where),
            level=row["level"],
            from_code=row["from_code"],
            to_code=row["to_code"],
            municipality=row["municipality"],
            name=row["name"],
            persons=_whole(row["persons"], where, "persons"),
            of_persons=_whole(row["of_persons"], where, "of_persons"),
        )
        for where, row in _rows(path)
    )


def read_tiles(path: Path = Path(__file__).parent / "tiles.csv") -> tuple[Tile, ...]:
    """Read tiles.csv: the layout of levels that have one; raise Refusal with file and row."""
    return tuple(
        Tile(row["level"], row["code"], int(row["tile_row"]), int(row["tile_column"])) for _, row in _rows(path)
    )


def listed(areas: Iterable[Area]) -> str:
    """Name areas in a message: "Kanta-Häme (05), Pirkanmaa (06)"."""
    return ", ".join(f"{area.name_fi} ({area.code})" for area in areas)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, strict=True), start=2):
            where = f"{path.name}, row {number}"
            if None in row or None in row.values():
                raise Refusal(f"{where}: the row has another number of columns than the header. Mend the commas.")
            yield where, row


def _validity(row: dict[str, str], where: str) -> Validity:
    last = _day(row["valid_to"], where) if row["valid_to"] else None
    return Validity(_day(row["valid_from"], where), last)


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"{where}: “{text}” is not a date. Write it as 2026-01-31.") from error


def _whole(text: str, where: str, column: str) -> int | None:
    if text and not text.isdecimal():
        raise Refusal(
            f"{where}, column {column}: “{text}” is not a whole number. Write digits only, or leave it empty."
        )
    return int(text) if text else None


def _kind(text: str, where: str) -> Literal["merge", "move", "transfer"]:
    match text:
        case "merge" | "move" | "transfer":
            return text
    raise Refusal(f"{where}, column kind: “{text}” is not known. Write merge, move or transfer.")
