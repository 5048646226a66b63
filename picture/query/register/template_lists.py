"""What may be chosen in the workbook of a contribution: areas, indicators, groups and ready goals, each "code name"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from contract.cell_key import area_key
from contract.codes import COUNTRY, Language, Level
from picture.query.database import newest_areas

PLANNING_LEVELS = (Level.MAAKUNTA, Level.ELINVOIMAKESKUS, Level.HYVINVOINTIALUE, Level.KUNTA)


@dataclass(frozen=True, slots=True)
class TemplateLists:
    """The lists of a template in one language."""

    areas: tuple[str, ...]  # "MK01 Nyland", the country first
    indicators: tuple[str, ...]
    groups: tuple[str, ...]
    ready_goals: tuple[str, ...]
    built_at: datetime


def read_template_lists(con: duckdb.DuckDBPyConnection, language: Language) -> TemplateLists:
    """Return the lists, each in the order of the pages: areas in force, indicators with figures."""
    country = con.execute(f"SELECT name FROM ({newest_areas(language)}) WHERE code = ?", [COUNTRY]).fetchall()
    areas = con.execute(
        f"""SELECT level, code, name FROM ({newest_areas(language)})
        WHERE list_contains($levels, level) AND (level, code) IN (SELECT (level, code) FROM area WHERE valid_to IS NULL)
        ORDER BY list_position($levels, level), position""",
        {"levels": list(PLANNING_LEVELS)},
    ).fetchall()
    return TemplateLists(
        areas=_named([*((COUNTRY, name) for (name,) in country), *((area_key(*area), name) for *area, name in areas)]),
        indicators=_named(_indicators(con, language)),
        groups=_named(_groups(con, language)),
        ready_goals=_named(con.execute(f"SELECT id, title_{language} FROM goal_template ORDER BY position").fetchall()),
        built_at=con.execute("SELECT built_at FROM build").fetchall()[0][0],
    )


def _indicators(con: duckdb.DuckDBPyConnection, language: Language) -> list[Any]:
    return con.execute(
        f"""SELECT id, short_{language} FROM indicator
        SEMI JOIN (SELECT indicator AS id FROM estimate) USING (id) ORDER BY position"""
    ).fetchall()


def _groups(con: duckdb.DuckDBPyConnection, language: Language) -> list[Any]:
    return con.execute(
        f"""SELECT dim || ':' || code, name_{language} FROM population_group WHERE dim <> 'all'
        AND dim IN (SELECT group_dim FROM estimate) ORDER BY position"""
    ).fetchall()


def _named(rows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{code} {name}" for code, name in rows)
