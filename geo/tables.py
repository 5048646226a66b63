"""The three tables of the room: areas, who lies in whom, and what changed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from contract.errors import UserError


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
    """Read areas.csv, in the order in which the publisher lists them; raise UserError with file, row and column."""
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
    """Read membership.csv; raise UserError with file, row and column."""
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
    """Read changes.csv; raise UserError with file, row and column."""
    return tuple(
        Change(
            on=_day(row, "date", where),
            kind=_kind(row, where),
            level=row["level"],
            from_code=row["from_code"],
            to_code=row["to_code"],
            municipality=row["municipality"],
            name=row["name"],
            persons=_whole(row, "persons", where),
            of_persons=_whole(row, "of_persons", where),
        )
        for where, row in _rows(path)
    )


def read_tiles(path: Path = Path(__file__).parent / "tiles.csv") -> tuple[Tile, ...]:
    """Read tiles.csv: the layout of levels that have one; raise UserError with file and row."""
    return tuple(
        Tile(row["level"], row["code"], int(row["tile_row"]), int(row["tile_column"])) for _, row in _rows(path)
    )


def named(area: Area) -> str:
    """Name an area in a message: "Kanta-Häme (05)"."""
    return f"{area.name_fi} ({area.code})"


def listed(areas: Iterable[Area]) -> tuple[str, ...]:
    """Name several areas in a message."""
    return tuple(named(area) for area in areas)


class _Line(NamedTuple):
    """Where a row stands."""

    path: Path
    row: int


def _rows(path: Path) -> Iterator[tuple[_Line, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, strict=True), start=2):
            if None in row or None in row.values():
                raise UserError("area_table_cells", path=path, row=number)
            yield _Line(path, number), row


def _validity(row: Mapping[str, str], at: _Line) -> Validity:
    last = _day(row, "valid_to", at) if row["valid_to"] else None
    return Validity(_day(row, "valid_from", at), last)


def _day(row: Mapping[str, str], column: str, at: _Line) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError as error:
        raise UserError("area_table_date", path=at.path, row=at.row, column=column, found=row[column]) from error


def _whole(row: Mapping[str, str], column: str, at: _Line) -> int | None:
    text = row[column]
    if text and not text.isdecimal():
        raise UserError("area_table_number", path=at.path, row=at.row, column=column, found=text)
    return int(text) if text else None


def _kind(row: Mapping[str, str], at: _Line) -> Literal["merge", "move", "transfer"]:
    match row["kind"]:
        case "merge" | "move" | "transfer" as kind:
            return kind
    raise UserError("area_change_kind", path=at.path, row=at.row, column="kind", found=row["kind"])
