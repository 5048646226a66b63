"""What the quality declaration tells, from stored numbers: precision, what is withheld, which series break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from contract.codes import EVERYBODY, Against, Kind, Language, Level
from contract.period import Period
from picture.query.choices import Choices, survey_periods
from picture.query.database import newest_areas
from picture.query.model import Break

SURVEYS = tuple(kind for kind in Kind if kind.from_respondents)


@dataclass(frozen=True, slots=True)
class Precision:
    """How precise the shares of our own survey are on one level: medians over indicators and areas, in points."""

    half_width: float | None  # of the 95% interval
    detectable: float | None  # smallest change since the period before that the test would find


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures of one period there are for the regions and their groups, and why others are missing."""

    shown: int
    unreliable: int  # of those shown
    few: int  # withheld: too few answers, or to protect another number
    uncertain: int  # withheld: too uncertain

    @property
    def total(self) -> int:
        """Count the figures of a full picture."""
        return self.shown + self.few + self.uncertain


@dataclass(frozen=True, slots=True)
class Quality:
    """What is measured of the newest wave of our own surveys, and of all series."""

    period: str | None  # newest single wave; None: there is no survey of our own
    precision: Mapping[str, Precision]  # by level: country, maakunta
    coverage: Coverage
    without: tuple[str, ...]  # regions of which nothing can be shown in that wave
    breaks: tuple[Break, ...]


def ask_quality(con: duckdb.DuckDBPyConnection, choices: Choices) -> Quality:
    """Return what is measured in a build."""
    period = newest_wave(choices)
    language = choices.language
    return Quality(
        period,
        {level: _precision(con, period, level) for level in (Level.COUNTRY, Level.MAAKUNTA)},
        _coverage(con, period),
        _without(con, period, language),
        _breaks(con, language),
    )


def newest_wave(choices: Choices) -> str | None:
    """Return the newest single wave of our own surveys."""
    waves = [period for period in survey_periods(choices) if not Period.parse(period).is_pooled]
    return waves[-1] if waves else None


def _precision(con: duckdb.DuckDBPyConnection, period: str | None, level: str) -> Precision:
    given = {
        "period": period,
        "level": level,
        "everybody": EVERYBODY,
        "share": Kind.SURVEY_SHARE,
        "against": Against.PREVIOUS,
    }
    found = con.execute(
        """SELECT median((e.ci_high - e.ci_low) / 2), median(c.detectable)
        FROM estimate e JOIN indicator i ON i.id = e.indicator
        LEFT JOIN comparison c ON c.kind = $against AND (c.indicator, c.period, c.level, c.code, c.group_dim)
            = (e.indicator, e.period, e.level, e.code, e.group_dim)
        WHERE e.period = $period AND e.level = $level AND e.group_dim = $everybody
            AND i.kind = $share""",
        given,
    ).fetchall()
    return Precision(*found[0])


def _coverage(con: duckdb.DuckDBPyConnection, period: str | None) -> Coverage:
    found = con.execute(
        """SELECT count(value), count(*) FILTER (value IS NOT NULL AND contains(obs_status, 'U')),
            count(*) FILTER (value IS NULL AND conf_status = 'C'),
            count(*) FILTER (value IS NULL AND conf_status <> 'C' AND contains(obs_status, 'U'))
        FROM estimate e JOIN indicator i ON i.id = e.indicator
        WHERE period = $period AND level = $level AND list_contains($kinds, i.kind)""",
        {"period": period, "level": Level.MAAKUNTA, "kinds": SURVEYS},
    ).fetchall()
    return Coverage(*found[0])


def _without(con: duckdb.DuckDBPyConnection, period: str | None, language: Language) -> tuple[str, ...]:
    records = con.execute(
        f"""SELECT a.name FROM estimate e JOIN indicator i ON i.id = e.indicator
        JOIN ({newest_areas(language)}) a ON (a.level, a.code) = (e.level, e.code)
        WHERE period = $period AND e.level = $level AND list_contains($kinds, i.kind)
        GROUP BY a.name, a.position HAVING count(value) = 0 ORDER BY a.position""",
        {"period": period, "level": Level.MAAKUNTA, "kinds": SURVEYS},
    ).fetchall()
    return tuple(name for (name,) in records)


def _breaks(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Break, ...]:
    records = con.execute(
        f"""SELECT indicator, b.period, reason_{language} FROM series_break b JOIN indicator i ON i.id = b.indicator
        ORDER BY i.position, b.period"""
    ).fetchall()
    return tuple(Break(*record) for record in records)
