"""The code lists of a build: every area with its validity and successors, every group, the released editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from contract.codes import Language, Level
from picture.query.model import Group


@dataclass(frozen=True, slots=True)
class AreaCode:
    """One area as it was called between two days; an area that was renamed stands here twice."""

    level: str
    code: str
    name: str
    valid_from: date
    valid_to: date | None  # last day in force; None: still in force
    successors: tuple[tuple[str, str], ...]  # level and code of who took over


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition that was released before this build."""

    edition: str
    version: int
    released: date
    withdrawn: date | None  # taken back on this day
    reason: str | None  # why it was


def ask_area_codes(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[AreaCode, ...]:
    """Return all areas that the build knows, with figures or without, in the order of levels and publishers."""
    records = con.execute(
        f"""SELECT level, code, name_{language}, valid_from, valid_to, coalesce(s.levels, []), coalesce(s.codes, [])
        FROM area LEFT JOIN (
            SELECT level, code, list(new_level ORDER BY new_level, new_code) AS levels,
                list(new_code ORDER BY new_level, new_code) AS codes
            FROM area_successor GROUP BY level, code
        ) s USING (level, code)
        ORDER BY list_position($levels, level), position, code, valid_from""",
        {"levels": list(Level)},
    ).fetchall()
    return tuple(
        AreaCode(level, code, name, first, last, tuple(zip(levels, codes, strict=True)))
        for level, code, name, first, last, levels, codes in records
    )


def ask_group_codes(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Group, ...]:
    """Return all population groups, in their order."""
    records = con.execute(
        f"SELECT dim, code, dim_{language}, name_{language} FROM population_group ORDER BY position"
    ).fetchall()
    return tuple(Group(*record) for record in records)


def ask_editions(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Edition, ...]:
    """Return the released editions, the oldest first, with those that were withdrawn."""
    records = con.execute(
        f"SELECT edition, version, released, withdrawn, reason_{language} FROM edition ORDER BY released, edition"
    ).fetchall()
    return tuple(Edition(*record) for record in records)
