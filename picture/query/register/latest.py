"""The latest figure of each indicator that something is meant to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from contract.cell_key import area_key
from contract.codes import COUNTRY, EVERYBODY
from contract.period import Period
from picture.query.choices import Choices
from picture.query.model import Area, Indicator


@dataclass(frozen=True, slots=True)
class LatestFigure:
    """A figure that is shown, of everybody in an area."""

    indicator: Indicator
    area: Area
    period: str
    value: float
    ci_low: float | None
    ci_high: float | None


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator that something is meant to move, with its latest figure where one is shown."""

    indicator: Indicator
    latest: LatestFigure | None


def ask_aims(
    con: duckdb.DuckDBPyConnection, indicators: Sequence[str], areas: Sequence[str], choices: Choices
) -> tuple[Aim, ...]:
    """Return the known indicators among these, each with its latest figure in the first area that shows one.

    areas: keys, as of an entry; the whole country is looked at last.
    """
    known = {one.id: one for one in choices.indicators}
    offered = {area_key(area.level, area.code): area for area in choices.areas}
    places = [offered[key] for key in dict.fromkeys((*areas, COUNTRY)) if key in offered]
    return tuple(Aim(known[key], _latest(con, known[key], places)) for key in indicators if key in known)


def _latest(con: duckdb.DuckDBPyConnection, indicator: Indicator, places: Sequence[Area]) -> LatestFigure | None:
    for area in places:
        rows = con.execute(
            """SELECT period, value, ci_low, ci_high FROM estimate WHERE (indicator, level, code) = ($id, $level, $code)
            AND group_dim = $all AND group_code = $all AND value IS NOT NULL ORDER BY geo_year""",
            {"id": indicator.id, "level": area.level, "code": area.code, "all": EVERYBODY},
        ).fetchall()
        found = [row for row in rows if not Period.parse(row[0]).is_pooled] or rows
        if found:
            return LatestFigure(indicator, area, *max(found, key=lambda row: Period.parse(row[0])))
    return None
