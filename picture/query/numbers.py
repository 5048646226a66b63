"""The query layer: one question per view, each answered with a Dataset. Values go in as parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import duckdb

from contract.codes import COUNTRY, Against, Level
from contract.period import Period
from picture.query.choices import Choices
from picture.query.maps.area_order import BY_VALUE
from picture.query.maps.class_edges import AUTO
from picture.query.maps.locked_classes import locked_classes
from picture.query.model import Area, Dataset, Event, Group, Indicator, Line, Observation, Source, View
from picture.query.tables.cells import last_modelled, read_cells, read_modelled

CELL_OF_GROUPS = """indicator = $indicator AND list_contains($groups, group_dim || '.' || group_code)
    AND list_contains($levels, level)"""
CELL_OF_GROUP = "indicator = $indicator AND group_dim = $dim AND group_code = $group"
# indicators whose figures may be more than memory holds
OF_REGISTERS = "SELECT i.id FROM indicator i JOIN source s ON s.id = i.source WHERE s.kind = 'register'"


def ask_map(
    con: duckdb.DuckDBPyConnection, view: View, choices: Choices, *, classes: str = AUTO, order: str = BY_VALUE
) -> Dataset:
    """Return every area of one division in one period, the country beside, shapes and locked classes.

    classes: the method of picture/query/maps/class_edges.py; order: of picture/query/maps/area_order.py.
    """
    within = _municipalities_beside(con, view)
    where = f"{CELL_OF_GROUP} AND level IN ('country', $level)"
    cells = read_cells(con, where, _cell_of_group(view, level=view.level), choices, division=view.division)
    every = tuple(r for r in cells if r.area.level == view.level and (not within or r.area.code in within))
    rows = tuple(r for r in every if r.period == view.period)
    national = tuple(r for r in cells if r.area.level == Level.COUNTRY)
    country = tuple(r for r in national if r.period == view.period)
    indicator = choices.indicator(view.indicator)
    method, edges = locked_classes(every, national, indicator, view.period, classes)
    outlines = choices.reference.outlines.of(con, view.level)
    return Dataset(
        kind="map",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.COUNTRY,
        area_name=_area_name(view, choices),
        indicators=(indicator,),
        rows=rows,
        history=every,
        reference=country,
        breaks=choices.reference.breaks_of((view.indicator,)),
        shapes=tuple(s for s in outlines.shapes if s.code in within) if within else outlines.shapes,
        credit=outlines.credit,
        classes=edges,
        class_method=method,
        order=order,
        country_history=national,
        geo_year=outlines.year,
        moved=choices.reference.moved_among(rows),
        sources=_sources(choices, (*rows, *country)),
    )


def ask_trend(
    con: duckdb.DuckDBPyConnection,
    view: View,
    choices: Choices,
    beside: Sequence[Line] = (),
    events: tuple[Event, ...] = (),
) -> Dataset:
    """Return all periods of the chosen line, of the country's and of those put beside them."""
    key = (view.group_dim, view.group_code)
    own = choices.reference.groups.get(key, Group(*key, "", ""))
    asked = Area(view.area_level, view.area, view.area)
    lines = (Line(next((a for a in choices.areas if view.chose(a)), asked), own), *beside)
    of_country = Line(Area(Level.COUNTRY, COUNTRY, ""), own)
    told = frozenset((one.area.level, one.area.code, one.group.dim, one.group.code) for one in (*lines, of_country))
    cells = read_cells(
        con,
        CELL_OF_GROUPS,
        {
            "indicator": view.indicator,
            "groups": sorted({f"{dim}.{code}" for *_, dim, code in told}),
            "levels": sorted({level for level, *_ in told}),
        },
        choices,
        division=view.division,
        keep=lambda cell: (cell.level, cell.code, cell.group_dim, cell.group_code) in told,
    )
    every = [r for r in cells if not _pooled(r.period, choices, view.indicator)]
    country = tuple(r for r in every if r.area.level == Level.COUNTRY and r.group == own)
    chose_country = view.chose(of_country.area)
    rows = tuple(every) if chose_country else tuple(r for r in every if r not in country)
    return Dataset(
        kind="trend",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.PREVIOUS,
        area_name=_area_name(view, choices),
        indicators=(choices.indicator(view.indicator),),
        rows=rows,
        reference=() if chose_country else country,
        breaks=choices.reference.breaks_of((view.indicator,)),
        lines=lines,
        trend_waves=choices.trend_waves,
        events=events,
        sources=_sources(choices, (*rows, *country)),
    )


def ask_profile(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, second: Area | None = None) -> Dataset:
    """Return the latest number of every indicator for one area, the country beside; second: a region chosen, too."""
    against = Against.PREVIOUS if view.area_level == Level.COUNTRY else Against.COUNTRY
    dataset = _latest(con, view, choices, choices.indicators, kind="profile", against=against)
    where = "level = $level AND code = $code"
    modelled = read_modelled(con, where, {"level": view.area_level, "code": view.area}, choices.reference)
    beside = _second(con, dataset, choices, second) if second else ()
    return replace(dataset, modelled=last_modelled(modelled, view.period), second=beside)


def _second(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, choices: Choices, second: Area
) -> tuple[Observation, ...]:
    """Return the numbers of another region in the indicators and periods that a profile shows."""
    same = {(r.indicator, r.period) for r in dataset.rows}
    where = "group_dim = 'all' AND level = $level AND code = $code"
    given = {"level": second.level, "code": second.code}
    found = read_cells(con, where, given, choices, division=dataset.view.division)
    return tuple(r for r in found if (r.indicator, r.period) in same)


def ask_front(
    con: duckdb.DuckDBPyConnection, view: View, choices: Choices, against: Against = Against.PREVIOUS
) -> Dataset:
    """Return the latest number of the headline indicators for the chosen area, to be compared with one thing."""
    headline = tuple(i for i in choices.indicators if i.headline)
    return _latest(con, view, choices, headline, kind="front", against=against)


def ask_groups(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> Dataset:
    """Return one indicator, area and period for every population group; everybody beside."""
    where = "indicator = $indicator AND period = $period AND level = $level AND code = $code"
    given = {"indicator": view.indicator, "period": view.period, "level": view.area_level, "code": view.area}
    every = read_cells(con, where, given, choices, division=view.division)
    rows = tuple(r for r in every if not r.group.is_everybody)
    return Dataset(
        kind="groups",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.GROUP,
        area_name=_area_name(view, choices),
        indicators=(choices.indicator(view.indicator),),
        rows=rows,
        history=() if rows else _latest_of_groups(con, view, choices),
        reference=tuple(r for r in every if r.group.is_everybody),
        breaks=choices.reference.breaks_of((view.indicator,)),
        sources=_sources(choices, every),
    )


def _latest_of_groups(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> tuple[Observation, ...]:
    """Return the latest numbers of each dimension of groups, of an area that has none in the chosen period."""
    where = "indicator = $indicator AND level = $level AND code = $code AND group_dim <> 'all'"
    given = {"indicator": view.indicator, "level": view.area_level, "code": view.area}
    every = read_cells(con, where, given, choices, division=view.division)
    latest = {r.group.dim: r.period for r in sorted(every, key=lambda r: Period.parse(r.period).last)}
    return tuple(r for r in every if r.period == latest[r.group.dim])


def _latest(
    con: duckdb.DuckDBPyConnection,
    view: View,
    choices: Choices,
    indicators: tuple[Indicator, ...],
    *,
    kind: str,
    against: Against,
) -> Dataset:
    ids = [i.id for i in indicators]
    country = [r for r in _whole_country(con, view, choices) if r.indicator in ids]
    chosen = [r for r in country if view.chose(r.area)]
    if view.area_level != Level.COUNTRY:
        told = frozenset(ids)
        chosen = [
            *read_cells(
                con,
                "group_dim = 'all' AND level = $level AND code = $code",
                {"level": view.area_level, "code": view.area},
                choices,
                division=view.division,
                keep=lambda cell: cell.indicator in told,
            )
        ]
    history = tuple(r for r in chosen if not _pooled(r.period, choices, r.indicator))
    rows = _last_of_each(history, ids, view.period)
    same = {(r.indicator, r.period) for r in rows}
    return Dataset(
        kind=kind,
        view=view,
        stamp=choices.stamp,
        compared_with=against,
        area_name=_area_name(view, choices),
        indicators=indicators,
        rows=rows,
        history=history,
        reference=tuple(r for r in country if (r.indicator, r.period) in same) if view.area != COUNTRY else (),
        breaks=choices.reference.breaks_of(ids),
        sources=_sources(choices, rows),
    )


def _whole_country(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> tuple[Observation, ...]:
    """Return the numbers of everybody in the whole country: every area is shown beside them, so they are read once."""
    kept = choices.reference.whole_country
    if view.division not in kept:
        where = "group_dim = 'all' AND level = 'country'"
        kept[view.division] = read_cells(con, where, {}, choices, division=view.division)
    return kept[view.division]


def _cell_of_group(view: View, **more: Any) -> dict[str, Any]:
    """Return what CELL_OF_GROUP asks for, and more."""
    return {"indicator": view.indicator, "dim": view.group_dim, "group": view.group_code, **more}


def _area_name(view: View, choices: Choices) -> str:
    return next((a.name for a in choices.areas if view.chose(a)), "")


def _last_of_each(history: Sequence[Observation], ids: Sequence[str], until: str) -> tuple[Observation, ...]:
    """Take the latest number of each indicator that ends no later than the asked year."""
    latest: dict[str, Observation] = {}
    for row in sorted(history, key=lambda r: Period.parse(r.period)):
        if Period.parse(row.period).last <= Period.parse(until).last:
            latest[row.indicator] = row
    return tuple(latest[i] for i in ids if i in latest)


def _pooled(period: str, choices: Choices, indicator: str) -> bool:
    """Return whether a period pools waves that also stand alone (fieldwork over two years does not)."""
    start, _, end = period.partition("-")
    return bool(end) and {start, end} <= set(choices.periods[indicator])


def _municipalities_beside(con: duckdb.DuckDBPyConnection, view: View) -> frozenset[str]:
    """List the municipalities of the chosen region, or of the chosen one's region; none where all are asked for."""
    if view.level != Level.KUNTA or view.area_level not in {Level.MAAKUNTA, Level.KUNTA}:
        return frozenset()
    records = con.execute(
        """SELECT m.member_code FROM area_member m WHERE m.level = 'maakunta' AND m.member_level = 'kunta'
            AND m.valid_to IS NULL AND m.code IN (
                SELECT $code WHERE $level = 'maakunta' UNION
                SELECT code FROM area_member WHERE level = 'maakunta' AND member_level = $level
                    AND member_code = $code AND valid_to IS NULL)""",
        {"code": view.area, "level": view.area_level},
    ).fetchall()
    return frozenset(code for (code,) in records)


def _sources(choices: Choices, rows: Sequence[Observation]) -> tuple[Source, ...]:
    used = {r.source for r in rows}
    return tuple(source for source in choices.sources if source.id in used)


def ask_tiles(con: duckdb.DuckDBPyConnection, level: str) -> dict[str, tuple[int, int]]:
    """Return row and column of each area's tile; empty for a division that has no tiles."""
    records = con.execute(
        "SELECT code, tile_row, tile_column FROM tile WHERE level = $level", {"level": level}
    ).fetchall()
    return {code: (row, column) for code, row, column in records}


def ask_everything(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> Dataset:
    """Return every published number, for the download of all; those of registers may be more than a file can hold."""
    registers = frozenset(one for (one,) in con.execute(OF_REGISTERS).fetchall())
    rows = read_cells(con, f"indicator NOT IN ({OF_REGISTERS})", {}, choices)
    return Dataset(
        kind="everything",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.PREVIOUS,
        area_name=_area_name(view, choices),
        indicators=tuple(i for i in choices.indicators if i.id not in registers),
        left_out=tuple(i for i in choices.indicators if i.id in registers),
        rows=rows,
        modelled=read_modelled(con, "true", {}, choices.reference),
        breaks=choices.reference.breaks_of([i.id for i in choices.indicators]),
        sources=_sources(choices, rows),
    )
