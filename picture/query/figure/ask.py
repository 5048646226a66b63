"""Ask a database for one figure by its key, for the rest of its series, and for what became of its area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from contract.cell_key import KeyParts, area_key
from contract.codes import Unit
from contract.period import Period
from contract.status import ConfStatus, parse_obs
from picture.query.choices import Choices
from picture.query.corrections import ToldFigure
from picture.query.model import NEWEST_DIVISION, Area, Observation
from picture.query.tables.area_context import AreaContext
from picture.query.tables.cells import read_cells


@dataclass(frozen=True, slots=True)
class FigureFound:
    """What a database has of a figure."""

    row: Observation | None = None  # None: it has no such cell
    newer: str = ""  # the latest period in which the same indicator, area and group has a number, if it is later
    area: AreaContext | None = None  # what became of its area


@dataclass(frozen=True, slots=True)
class PlainFigure:
    """A figure as a version has it, and how that version counts."""

    told: ToldFigure
    unit: Unit
    decimals: int


def ask_figure(con: duckdb.DuckDBPyConnection, key: KeyParts, choices: Choices) -> FigureFound:
    """Ask for a figure; nothing is found where an indicator, area, group or period of the key is not known."""
    area = {area_key(one.level, one.code): one for one in choices.areas}.get(key.area)
    if area is None:
        return FigureFound()
    series = read_cells(con, SERIES, _given(key, area), choices, division=NEWEST_DIVISION, verdicts=False)
    row = next((one for one in series if one.period == key.period), None)
    newer = newer_period(key.period, [one.period for one in series if one.shown])
    return FigureFound(row, newer, choices.reference.contexts.of(area.level, area.code))


def ask_plain_figure(con: duckdb.DuckDBPyConnection, key: KeyParts) -> PlainFigure | None:
    """Ask a database of which nothing else is known; on the newest division of areas."""
    dim, _, group = key.group.partition(".")
    records = con.execute(
        """SELECT level, code, unit, decimals, value, ci_low, ci_high, n, obs_status, conf_status
        FROM estimate JOIN indicator ON indicator.id = estimate.indicator
        WHERE indicator = $indicator AND period = $period AND group_dim = $dim AND group_code = $group
        ORDER BY geo_year DESC""",
        {"indicator": key.indicator, "period": key.period, "dim": dim, "group": group},
    ).fetchall()
    for level, code, unit, decimals, value, low, high, n, obs, conf in records:
        if area_key(level, code) == key.area:
            told = ToldFigure(value, low, high, n, parse_obs(obs), ConfStatus(conf))
            return PlainFigure(told, Unit(unit), decimals)
    return None


def newer_period(period: str, shown: Iterable[str]) -> str:
    """Return the latest of the periods that have a number, where it is later; single ones and pooled ones apart."""
    own = Period.parse(period)
    alike = [one for one in shown if Period.parse(one).is_pooled == own.is_pooled]
    newest = max(alike, key=Period.parse, default="")
    return newest if newest and Period.parse(newest).last > own.last else ""


SERIES = "indicator = $indicator AND level = $level AND code = $code AND group_dim = $dim AND group_code = $group"


def _given(key: KeyParts, area: Area) -> dict[str, str]:
    dim, _, group = key.group.partition(".")
    return {"indicator": key.indicator, "level": area.level, "code": area.code, "dim": dim, "group": group}
