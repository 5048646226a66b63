"""The filters of the register, as the address carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import duckdb

from contract.actions.codes import ActionStatus, RegisterKind
from contract.codes import Domain

ROWS = 50  # of the table at once
TRIED = "tried"  # measures of the whole country by what is known of their effect
ABOUT = tuple(one for one in Domain if one is not Domain.CONTEXT)  # the domains


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the register; "" is everything. The names of the fields are the keys of the address."""

    kind: str = ""
    about: str = ""  # a domain
    target: str = ""  # a target group: "language:foreign"
    moves: str = ""  # an indicator that it is meant to move
    status: str = ""
    year: str = ""
    show: str = ""  # TRIED, or the register as it stands
    part: int = 1  # of the table, ROWS at a time

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any((self.kind, self.about, self.target, self.moves, self.status, self.year))

    def asked(self, **changes: str) -> dict[str, str]:
        """Return the keys of the address that say so, with some of them changed; changed: the first part again."""
        told = {key: str(getattr(self, key)) for key in FILTER_KEYS} | {"part": "1" if changes else str(self.part)}
        return {key: value for key, value in (told | changes).items() if value and (key, value) != ("part", "1")}


FILTER_KEYS = tuple(field.name for field in fields(Filters))


@dataclass(frozen=True, slots=True)
class Offered:
    """What the register can be narrowed to."""

    targets: tuple[str, ...]
    indicators: tuple[str, ...]
    years: tuple[str, ...]  # the newest first

    def values(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values of each filter."""
        return {
            "kind": tuple(RegisterKind),
            "about": ABOUT,
            "target": self.targets,
            "moves": self.indicators,
            "status": tuple(ActionStatus),
            "year": self.years,
            "show": (TRIED,),
        }


def ask_offered(con: duckdb.DuckDBPyConnection) -> Offered:
    """Return what the register can be narrowed to."""

    def listed(sql: str) -> tuple[Any, ...]:
        return tuple(row[0] for row in con.execute(sql).fetchall())

    groups = """SELECT key FROM (SELECT DISTINCT unnest(target_groups) AS key FROM register_entry)
        LEFT JOIN population_group ON dim || ':' || code = key ORDER BY position NULLS LAST, key"""
    indicators = """SELECT key FROM (SELECT DISTINCT unnest(indicators) AS key FROM register_entry)
        LEFT JOIN indicator ON id = key ORDER BY position NULLS LAST, key"""
    years = """SELECT DISTINCT unnest(range(year(first_day), least(year(coalesce(last_day, first_day)),
        year(first_day) + 20) + 1)) AS year FROM register_entry WHERE first_day IS NOT NULL ORDER BY year DESC"""
    return Offered(listed(groups), listed(indicators), tuple(str(year) for year in listed(years)))


def read_filters(asked: Mapping[str, str], offered: Offered) -> tuple[Filters, tuple[str, ...]]:
    """Read the filters of an address; return them, and the keys whose value is none that exists."""
    values = offered.values()
    given = {key: asked[key] for key in values if asked.get(key)}
    wrong = tuple(key for key, value in given.items() if value not in values[key])
    part = asked.get("part", "1")
    number = int(part) if part.isascii() and part.isdigit() and len(part) < 5 else 1  # noqa: PLR2004 - of 500,000 rows
    return Filters(**{key: value for key, value in given.items() if key not in wrong}, part=max(1, number)), wrong
