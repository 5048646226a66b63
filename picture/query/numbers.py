"""The query layer: one question per view, each answered with a Dataset. All SQL of the reading side's numbers.

Values go in as parameters; only the language suffix, one of three constants, is put into the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import duckdb

from contract.codes import COUNTRY, Against, Language, Level, Verdict
from contract.period import Period
from contract.status import ConfStatus, parse_obs
from picture.query.choices import Choices
from picture.query.class_edges import class_edges
from picture.query.database import newest_areas
from picture.query.model import (
    Area,
    Break,
    Comparison,
    Dataset,
    Group,
    Indicator,
    ModelEstimate,
    Moved,
    Observation,
    Shape,
    Source,
    View,
)

# The same count may stand on several divisions of areas: as it was published, and re-expressed on newer ones.
UP_TO = """WINDOW same AS (PARTITION BY indicator, period, level, group_dim, group_code)
    QUALIFY geo_year =
        coalesce(max(geo_year) FILTER (WHERE geo_year <= $division) OVER same, min(geo_year) OVER same)"""

_CELL = "indicator, period, level, code, geo_year, group_dim, group_code"


def ask_map(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> Dataset:
    """Return every area of one division in one period, the country beside, shapes and locked classes."""
    cell = "indicator = $indicator AND group_dim = $dim AND group_code = $group"
    given = {"indicator": view.indicator, "dim": view.group_dim, "group": view.group_code}
    every = _rows(con, f"{cell} AND level = $level", {**given, "level": view.level}, view)
    within = _municipalities_beside(con, view)
    every = tuple(r for r in every if not within or r.area.code in within)
    rows = tuple(r for r in every if r.period == view.period)
    country = _rows(con, f"{cell} AND period = $period AND level = 'country'", {**given, "period": view.period}, view)
    indicator = choices.indicator(view.indicator)
    shapes, credit, year = _shapes(con, view.level)
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
        breaks=_breaks(con, (view.indicator,), view.language),
        shapes=tuple(s for s in shapes if not within or s.code in within),
        credit=credit,
        classes=class_edges([r.value for r in every if r.value is not None], indicator.decimals),
        geo_year=year,
        moved=_moved(con, rows),
        sources=_sources(choices, (*rows, *country)),
    )


def ask_trend(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, beside: Sequence[Area] = ()) -> Dataset:
    """Return all periods of the chosen area, the country and the areas put beside it."""
    cell = "indicator = $indicator AND group_dim = $dim AND group_code = $group"
    given = {"indicator": view.indicator, "dim": view.group_dim, "group": view.group_code}
    wanted = {(view.area_level, view.area), *((a.level, a.code) for a in beside)}
    every = [r for r in _rows(con, cell, given, view) if not _pooled(r.period, choices, view.indicator)]
    rows = tuple(r for r in every if (r.area.level, r.area.code) in wanted)
    country = tuple(r for r in every if r.area.level == Level.COUNTRY)
    return Dataset(
        kind="trend",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.PREVIOUS,
        area_name=_area_name(view, choices),
        indicators=(choices.indicator(view.indicator),),
        rows=rows,
        reference=() if view.area == COUNTRY else country,
        breaks=_breaks(con, (view.indicator,), view.language),
        sources=_sources(choices, (*rows, *country)),
    )


def ask_profile(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> Dataset:
    """Return the latest number of every indicator for one area, the country beside."""
    against = Against.PREVIOUS if view.area_level == Level.COUNTRY else Against.COUNTRY
    dataset = _latest(con, view, choices, choices.indicators, kind="profile", against=against)
    where = "level = $level AND code = $code"
    modelled = _modelled(con, where, {"level": view.area_level, "code": view.area}, view)
    return replace(dataset, modelled=_last_modelled(modelled, view.period))


def ask_front(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> Dataset:
    """Return the latest number of the headline indicators for the chosen area."""
    headline = tuple(i for i in choices.indicators if i.headline)
    return _latest(con, view, choices, headline, kind="front", against=Against.PREVIOUS)


def ask_groups(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> Dataset:
    """Return one indicator, area and period for every population group; everybody beside."""
    where = "indicator = $indicator AND period = $period AND level = $level AND code = $code"
    given = {"indicator": view.indicator, "period": view.period, "level": view.area_level, "code": view.area}
    every = _rows(con, where, given, view)
    return Dataset(
        kind="groups",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.GROUP,
        area_name=_area_name(view, choices),
        indicators=(choices.indicator(view.indicator),),
        rows=tuple(r for r in every if not r.group.is_everybody),
        reference=tuple(r for r in every if r.group.is_everybody),
        breaks=_breaks(con, (view.indicator,), view.language),
        sources=_sources(choices, every),
    )


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
    where = "list_contains($ids, indicator) AND level = $level AND code = $code AND group_dim = 'all'"
    chosen = _rows(con, where, {"ids": ids, "level": view.area_level, "code": view.area}, view)
    country = _rows(con, where, {"ids": ids, "level": Level.COUNTRY, "code": COUNTRY}, view)
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
        breaks=_breaks(con, ids, view.language),
        sources=_sources(choices, rows),
    )


def _last_modelled(modelled: Sequence[ModelEstimate], until: str) -> tuple[ModelEstimate, ...]:
    """Take the latest estimate of each indicator and group up to the asked year; of one year before one of several."""
    latest: dict[tuple[str, Group], ModelEstimate] = {}
    for one in sorted(modelled, key=lambda m: (Period.parse(m.row.period).last, Period.parse(m.row.period).first)):
        if Period.parse(one.row.period).last <= Period.parse(until).last:
            latest[one.row.indicator, one.row.group] = one
    order = {key: place for place, key in enumerate(dict.fromkeys((m.row.indicator, m.row.group) for m in modelled))}
    return tuple(sorted(latest.values(), key=lambda m: order[m.row.indicator, m.row.group]))


def _modelled(
    con: duckdb.DuckDBPyConnection, where: str, given: dict[str, Any], view: View
) -> tuple[ModelEstimate, ...]:
    """Read the estimates of the model, each with the published figure of the same cell."""
    language = view.language
    records = con.execute(
        f"""SELECT {_CELL}, a.name, g.dim_{language}, g.name_{language}, s.value, s.ci_low, s.ci_high, NULL,
            s.obs_status, $free, i.source, NULL, NULL, NULL, e.value, rmse, gamma, covariates
        FROM (SELECT * FROM small_area WHERE {where}) s
        JOIN estimate e USING ({_CELL})
        JOIN indicator i ON i.id = indicator
        JOIN ({newest_areas(language)}) a USING (level, code)
        JOIN population_group g ON g.dim = group_dim AND g.code = group_code
        ORDER BY i.position, level, code, g.position, period""",
        {**given, "free": ConfStatus.FREE.value},
    ).fetchall()
    found: list[ModelEstimate] = []
    for record in records:
        direct, rmse, gamma, covariates = record[-4:]
        found.append(ModelEstimate(_observation(record[:-4], ()), direct, rmse, gamma, _covariates(covariates)))
    return tuple(found)


def _covariates(told: str) -> tuple[tuple[str, str], ...]:
    """Read "share_foreign_citizens 2018, unemployment 2018"."""
    parts = (part.split() for part in told.split(", "))
    return tuple((name, period) for name, period in parts)


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


def _rows(
    con: duckdb.DuckDBPyConnection, where: str, given: dict[str, Any], view: View, *, every_division: bool = False
) -> tuple[Observation, ...]:
    """Read cells with their verdicts, on the newest division up to the one that was chosen, or on all."""
    language = view.language
    comparisons = _comparisons(con, where, given)
    divisions = "" if every_division else UP_TO
    parameters = given if every_division else {**given, "division": view.division}
    records = con.execute(
        f"""SELECT {_CELL}, a.name, g.dim_{language}, g.name_{language}, value, ci_low, ci_high, n, obs_status,
            conf_status, source, quoted_by, note, effective_n
        FROM (SELECT * FROM estimate WHERE {where} {divisions}) e
        JOIN ({newest_areas(language)}) a USING (level, code)
        JOIN population_group g ON g.dim = group_dim AND g.code = group_code
        LEFT JOIN (SELECT level, code, min(position) AS first FROM area GROUP BY ALL) p USING (level, code)
        ORDER BY indicator, level, p.first, code, g.position, period, geo_year""",
        parameters,
    ).fetchall()
    return tuple(_observation(record, comparisons.get(record[:7], ())) for record in records)


def _observation(record: tuple[Any, ...], comparisons: tuple[Comparison, ...]) -> Observation:
    indicator, period, level, code, geo_year, dim, group = record[:7]
    area_name, dim_name, group_name, value, low, high, n, obs, conf, source, quoted_by, note, effective = record[7:]
    return Observation(
        indicator=indicator,
        period=period,
        area=Area(level, code, area_name),
        group=Group(dim, group, dim_name, group_name),
        value=value,
        ci_low=low,
        ci_high=high,
        n=n,
        obs_status=parse_obs(obs),
        conf_status=ConfStatus(conf),
        source=source,
        quoted_by=quoted_by,
        note=note,
        effective_n=effective,
        geo_year=geo_year,
        comparisons=comparisons,
    )


def _comparisons(
    con: duckdb.DuckDBPyConnection, where: str, given: dict[str, Any]
) -> dict[tuple[Any, ...], tuple[Comparison, ...]]:
    records = con.execute(
        f"""SELECT {_CELL}, kind, reference, verdict, difference, ci_low, ci_high, detectable, approximate,
            ci_level
        FROM comparison WHERE {where} ORDER BY {_CELL}, kind, reference""",
        given,
    ).fetchall()
    comparisons: dict[tuple[Any, ...], tuple[Comparison, ...]] = {}
    for record in records:
        kind, reference, verdict, *rest = record[7:]
        comparison = Comparison(Against(kind), reference, Verdict(verdict), *rest)
        comparisons[record[:7]] = (*comparisons.get(record[:7], ()), comparison)
    return comparisons


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


def _moved(con: duckdb.DuckDBPyConnection, rows: Sequence[Observation]) -> tuple[Moved, ...]:
    records = con.execute("SELECT level, code, geo_year, share FROM area_moved").fetchall()
    shares = {record[:3]: record[3] for record in records}
    stands = [(r.area, r.geo_year) for r in rows if (r.area.level, r.area.code, r.geo_year) in shares]
    return tuple(Moved(area, year, shares[area.level, area.code, year]) for area, year in stands if year is not None)


def _breaks(con: duckdb.DuckDBPyConnection, indicators: Sequence[str], language: Language) -> tuple[Break, ...]:
    records = con.execute(
        f"""SELECT indicator, period, reason_{language} FROM series_break
        WHERE list_contains($ids, indicator) ORDER BY ALL""",
        {"ids": list(indicators)},
    ).fetchall()
    return tuple(Break(*record) for record in records)


def _shapes(con: duckdb.DuckDBPyConnection, level: str) -> tuple[tuple[Shape, ...], str, int | None]:
    records = con.execute(
        """SELECT code, x, y, label_x, label_y, touch_x, touch_y, touch_km, credit, geo_year FROM shape
        WHERE level = $level QUALIFY geo_year = max(geo_year) OVER () ORDER BY code""",
        {"level": level},
    ).fetchall()
    shapes = tuple(
        Shape(code, tuple(x), tuple(y), lx, ly, tuple(tx), tuple(ty), km)
        for code, x, y, lx, ly, tx, ty, km, *_ in records
    )
    return shapes, (records[0][-2] if records else ""), (records[0][-1] if records else None)


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
    """Return every published number, for the download of all."""
    rows = _rows(con, "true", {}, view, every_division=True)
    return Dataset(
        kind="everything",
        view=view,
        stamp=choices.stamp,
        compared_with=Against.PREVIOUS,
        area_name=_area_name(view, choices),
        indicators=choices.indicators,
        rows=rows,
        modelled=_modelled(con, "true", {}, view),
        breaks=_breaks(con, [i.id for i in choices.indicators], view.language),
        sources=_sources(choices, rows),
    )
