"""Where an area stands: what it belongs to, what it is made of, who took over from it, which regions are like it."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import fmean, pstdev

import duckdb

from contract.codes import Language, Level
from picture.query.model import Area, View

ALIKE_BY = ("population", "share_swedish_speakers", "share_foreign_citizens")
ALIKE = 3


@dataclass(frozen=True, slots=True)
class AreaContext:
    """One area's surroundings, in one language."""

    belongs: tuple[Area, ...]  # larger areas in force
    before: tuple[Area, ...]  # larger areas that have ended
    holds: tuple[Area, ...]  # the regions that a larger area is made of
    successors: tuple[Area, ...]  # who took over, when the area itself has ended
    alike: tuple[Area, ...]
    ended: date | None  # its last day, when it is no longer in force


def ask_area_context(con: duckdb.DuckDBPyConnection, view: View) -> AreaContext:
    """Return the surroundings of the chosen area."""
    given = {"level": view.area_level, "code": view.area}
    upward = "FROM area_member WHERE member_level = $level AND member_code = $code AND level <> 'country'"
    downward = (
        "FROM area_member WHERE level = $level AND code = $code AND member_level = 'maakunta' AND valid_to IS NULL"
    )
    forward = "FROM area_successor WHERE level = $level AND code = $code"

    def ask(keys: str, *, ended: bool) -> tuple[Area, ...]:
        records = con.execute(
            f"""SELECT level, code, name_{view.language} FROM area SEMI JOIN ({keys}) USING (level, code)
            WHERE (valid_to IS NOT NULL) = $ended
            ORDER BY list_position(['maakunta', 'elinvoimakeskus', 'ely', 'suuralue'], level), code""",
            {**given, "ended": ended},
        ).fetchall()
        return tuple(Area(*record) for record in records)

    return AreaContext(
        belongs=ask(f"SELECT level, code {upward} AND valid_to IS NULL", ended=False),
        before=ask(f"SELECT level, code {upward} AND level = 'ely'", ended=True),
        holds=ask(f"SELECT member_level AS level, member_code AS code {downward}", ended=False),
        successors=ask(f"SELECT new_level AS level, new_code AS code {forward}", ended=False),
        alike=alike(con, view.area, view.language) if view.area_level == Level.MAAKUNTA else (),
        ended=_last_day(con, view),
    )


def _last_day(con: duckdb.DuckDBPyConnection, view: View) -> date | None:
    records = con.execute(
        """SELECT max(valid_to) FROM area WHERE level = $level AND code = $code HAVING count(*) = count(valid_to)""",
        {"level": view.area_level, "code": view.area},
    ).fetchall()
    return records[0][0] if records else None


def alike(con: duckdb.DuckDBPyConnection, code: str, language: Language) -> tuple[Area, ...]:
    """Return the regions nearest to one in population (log) and the shares of Swedish speakers and foreign citizens.

    Distances are Euclidean over standardised values; a region without one of the three figures has no likes.
    """
    records = con.execute(
        f"""SELECT e.code, a.name_{language}, e.indicator, e.value FROM estimate e JOIN area a USING (level, code)
        WHERE level = 'maakunta' AND list_contains($by, indicator) AND value IS NOT NULL AND a.valid_to IS NULL
        QUALIFY row_number() OVER (PARTITION BY e.code, indicator ORDER BY period DESC) = 1""",
        {"by": list(ALIKE_BY)},
    ).fetchall()
    names = {record[0]: record[1] for record in records}
    traits: dict[str, dict[str, float]] = defaultdict(dict)
    for area, _, indicator, value in records:
        traits[area][indicator] = math.log(value) if indicator == "population" else value
    whole = {area: tuple(t[i] for i in ALIKE_BY) for area, t in traits.items() if len(t) == len(ALIKE_BY)}
    if code not in whole:
        return ()
    scaled = dict(zip(whole, _standardised(list(whole.values())), strict=True))
    near = sorted((math.dist(scaled[code], traits_), area) for area, traits_ in scaled.items() if area != code)
    return tuple(Area(Level.MAAKUNTA, area, names[area]) for _, area in near[:ALIKE])


def _standardised(rows: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    columns = list(zip(*rows, strict=True))
    scale = [(fmean(column), pstdev(column) or 1.0) for column in columns]
    return [tuple((v - mean) / spread for v, (mean, spread) in zip(row, scale, strict=True)) for row in rows]
