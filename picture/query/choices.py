"""What the published database offers to choose from: indicators, periods, divisions, areas and groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import duckdb

from contract.codes import AREA_PREFIXES, Direction, Domain, FormLanguage, Kind, Language, Level, Mode, RecordedBy, Unit
from contract.period import in_order
from picture.query.corrections import EditionsTold, read_editions
from picture.query.database import newest_areas
from picture.query.editions.embargo import embargoed
from picture.query.methods.follow_up import FollowUp, read_follow_up
from picture.query.model import Area, Fieldwork, Group, Indicator, Source, Stamp
from picture.query.tables.reference import OutlinesRead, Reference, read_reference

NO_LICENCE = "none stated"  # what a card says where the publisher states none
TEXTS = ("name", "short", "clause", "question", "counts", "population", "why", "limits")  # as Indicator has them
LEVELS = tuple(level for level in Level if level is not Level.COUNTRY)  # the country has no areas to choose from


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Everything a reader may choose, in one language. Mappings are keyed by indicator."""

    stamp: Stamp
    language: Language
    indicators: tuple[Indicator, ...]
    periods: Mapping[str, tuple[str, ...]]  # oldest first
    levels: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[Group, ...]]
    areas: tuple[Area, ...]
    sources: tuple[Source, ...]
    reference: Reference
    follow_up: tuple[FollowUp, ...] = ()  # none: an edition from before it was told
    trend_waves: int = 0  # from so many waves on, a trend is a fitted line
    # where numbers stand on several divisions of areas, oldest first
    divisions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    editions: EditionsTold = field(default_factory=EditionsTold)  # of an old version: what is told of it now
    told_by: str = ""  # of an old version: the build that tells it (picture/query/editions/old_version.py)

    def indicator(self, key: str) -> Indicator:
        """Return one indicator; an unknown key is a KeyError."""
        return {i.id: i for i in self.indicators}[key]

    def area(self, level: str, code: str) -> Area:
        """Return one area; an unknown one is a KeyError."""
        return {(a.level, a.code): a for a in self.areas}[level, code]


def survey_periods(choices: Choices) -> tuple[str, ...]:
    """Return the periods of our own surveys, single waves and pooled ones."""
    of_surveys = (choices.periods[i.id] for i in choices.indicators if i.kind.from_respondents)
    return tuple(in_order(set(chain.from_iterable(of_surveys))))


def read_stamp(con: duckdb.DuckDBPyConnection, language: Language) -> Stamp:
    """Return which build this database is."""
    row = con.execute(
        f"""SELECT id, edition, version, status, built_at, synthetic,
            CAST((SELECT value FROM policy WHERE rule = 'max_age_years') AS INTEGER),
            withdrawn, coalesce(reason_{language}, '')
        FROM build LEFT JOIN edition USING (edition, version)"""
    ).fetchall()[0]
    return embargoed(con, Stamp(*row))


def read_sources(con: duckdb.DuckDBPyConnection, language: Language) -> dict[str, Source]:
    """Return the sources by id."""
    rows = con.execute(
        f"""SELECT id, title_{language}, producer_{language}, quoted_by, nullif(licence, $unstated), url, synthetic,
            method_{language}
        FROM source""",
        {"unstated": NO_LICENCE},
    ).fetchall()
    fieldwork = _fieldwork(con)
    sources = (replace(Source(*row), fieldwork=fieldwork.get(row[0], ())) for row in rows)
    return {s.id: s for s in sources}


def _fieldwork(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[Fieldwork, ...]]:
    """Return the fieldwork of every source that tells of it, in the order of its periods."""
    records = con.execute(
        """SELECT source, period, sampled, responded, rate, modes, first_day, last_day, languages, r_indicator,
            r_indicator_se, weight_ratio, kish
        FROM fieldwork ORDER BY source, period"""
    ).fetchall()
    told: dict[str, tuple[Fieldwork, ...]] = {}
    for source, period, sampled, responded, rate, modes, first, last, languages, *measured in records:
        codes = (tuple(map(Mode, modes)), first, last, tuple(map(FormLanguage, languages)))
        told[source] = (*told.get(source, ()), Fieldwork(period, sampled, responded, rate, *codes, *measured))
    return told


def read_indicators(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Indicator, ...]:
    """Return the indicators that have numbers, in menu order."""
    sources = read_sources(con, language)
    texts = ", ".join(
        f"{t}_{language}" for t in ("name", "short", "clause", "question", "counts", "population", "why", "limits")
    )
    rows = con.execute(
        f"""SELECT source, recorded_by, id, domain, kind, unit, decimals, direction, headline, {texts}
        FROM indicator SEMI JOIN (SELECT indicator AS id FROM estimate) USING (id) ORDER BY position"""
    ).fetchall()
    answers = _answers(con)
    return tuple(replace(_indicator(row, sources), answers=answers.get(row[2], ())) for row in rows)


def _answers(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, ...]]:
    """Return the codes of the answers to each question of our own surveys."""
    rows = con.execute(
        """SELECT indicator, list(code ORDER BY position) FROM question JOIN answer_option USING (scale)
        WHERE is_answer GROUP BY indicator"""
    ).fetchall()
    return {indicator: tuple(codes) for indicator, codes in rows}


def _indicator(row: tuple[Any, ...], sources: Mapping[str, Source]) -> Indicator:
    source, recorded_by, id_, domain, kind, unit, decimals, direction, *rest = row
    codes = (Domain(domain), Kind(kind), Unit(unit), decimals, Direction(direction))
    return Indicator(*(id_, *codes, *rest, sources[source], RecordedBy(recorded_by) if recorded_by else None))


def read_choices(con: duckdb.DuckDBPyConnection, language: Language, outlines: OutlinesRead | None = None) -> Choices:
    """Read everything that can be chosen; `outlines`: where the languages of one database keep its boundaries."""
    indicators = read_indicators(con, language)
    return Choices(
        stamp=read_stamp(con, language),
        language=language,
        indicators=indicators,
        periods={k: tuple(in_order(v)) for k, v in _lists(con, "period").items()},
        levels={k: tuple(level for level in LEVELS if level in v) for k, v in _lists(con, "level").items()},
        groups=_groups(con, language),
        areas=_areas(con, language),
        sources=tuple(read_sources(con, language).values()),
        reference=read_reference(con, language, outlines or OutlinesRead()),
        follow_up=read_follow_up(con, language, indicators),
        trend_waves=_trend_waves(con),
        divisions=_divisions(con),
        editions=read_editions(con, language),
    )


def _trend_waves(con: duckdb.DuckDBPyConnection) -> int:
    """Return from how many waves on a trend is a fitted line; 0 where the build has no such rule."""
    found = con.execute("SELECT CAST(value AS INTEGER) FROM policy WHERE rule = 'trend_waves'").fetchone()
    return int(found[0]) if found else 0


def _lists(con: duckdb.DuckDBPyConnection, column: str) -> dict[str, list[str]]:
    return dict(con.execute(f"SELECT indicator, list(DISTINCT {column}) FROM estimate GROUP BY indicator").fetchall())


def _divisions(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, ...]]:
    records = con.execute(
        """SELECT DISTINCT indicator, geo_year FROM estimate SEMI JOIN (
            SELECT indicator, period, level FROM estimate GROUP BY ALL HAVING count(DISTINCT geo_year) > 1
        ) USING (indicator, period, level) ORDER BY ALL"""
    ).fetchall()
    years: dict[str, tuple[int, ...]] = {}
    for indicator, year in records:
        years[indicator] = (*years.get(indicator, ()), year)
    return years


def _groups(con: duckdb.DuckDBPyConnection, language: Language) -> dict[str, tuple[Group, ...]]:
    rows = con.execute(
        f"""SELECT indicator, dim, code, dim_{language}, name_{language}
        FROM (SELECT DISTINCT indicator, group_dim AS dim, group_code AS code FROM estimate)
        JOIN population_group USING (dim, code) ORDER BY indicator, position"""
    ).fetchall()
    groups: dict[str, tuple[Group, ...]] = {}
    for indicator, *group in rows:
        groups[indicator] = (*groups.get(indicator, ()), Group(*group))
    return groups


def _areas(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Area, ...]:
    """Return the areas with figures, and municipalities that have asked, heard, planned or done something."""
    rows = con.execute(
        f"""SELECT level, code, name FROM ({newest_areas(language)})
        SEMI JOIN (
            SELECT level, code FROM estimate
            UNION SELECT level, code FROM local_collection
            UNION SELECT level, code FROM local_finding
            UNION SELECT level, code FROM plan WHERE level = $municipality
            UNION SELECT $municipality, code FROM (SELECT DISTINCT unnest(areas) AS key FROM register_entry)
                JOIN area ON level = $municipality AND key = $prefix || code
        ) USING (level, code)
        ORDER BY list_position($levels, level), position""",
        {
            "levels": [Level.COUNTRY, *LEVELS],
            "municipality": Level.KUNTA,
            "prefix": AREA_PREFIXES[Level.KUNTA],
        },
    ).fetchall()
    return tuple(Area(*row) for row in rows)
