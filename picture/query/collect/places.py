"""The places that may hold a collection of their own: regions and municipalities in force, with their people."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from contract.cell_key import area_key
from contract.codes import Language, Level
from picture.query.database import newest_areas
from picture.query.model import Area

COLLECTING_LEVELS = (Level.MAAKUNTA, Level.KUNTA)


@dataclass(frozen=True, slots=True)
class CollectingPlace:
    """A place, and how many people live there."""

    area: Area
    people: int | None  # None: not known here
    period: str = ""  # of their number

    @property
    def key(self) -> str:
        """Its key, as in addresses."""
        return area_key(self.area.level, self.area.code)


def read_places(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[CollectingPlace, ...]:
    """Return the places, regions first, each level by its order."""
    records = con.execute(
        f"""WITH newest AS (
            SELECT level, code, value, period FROM estimate
            WHERE indicator = 'population' AND group_dim = 'all' AND value IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY level, code ORDER BY period DESC, geo_year DESC) = 1
        )
        SELECT level, code, name, value, period FROM ({newest_areas(language)}) LEFT JOIN newest USING (level, code)
        WHERE list_contains($levels, level)
            AND (level, code) IN (SELECT (level, code) FROM area WHERE valid_to IS NULL)
        ORDER BY list_position($levels, level), position""",
        {"levels": list(COLLECTING_LEVELS)},
    ).fetchall()
    return tuple(
        CollectingPlace(Area(level, code, name), None if value is None else int(value), period or "")
        for level, code, name, value, period in records
    )


def read_fewest(con: duckdb.DuckDBPyConnection) -> int:
    """Return with how many respondents a figure is published at the least."""
    found = con.execute("SELECT CAST(value AS INTEGER) FROM policy WHERE rule = 'min_respondents'").fetchone()
    return int(found[0]) if found else 0
