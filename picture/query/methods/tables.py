"""What the methods page tells: thresholds, files that went in, changes against the build before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from contract.codes import Kind, Language
from picture.query.database import newest_areas


@dataclass(frozen=True, slots=True)
class Rule:
    """One threshold that was applied, in words."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that went into the build."""

    source: str
    period: str
    file: str
    sha256: str
    accessed: date
    rows: int


@dataclass(frozen=True, slots=True)
class Change:
    """How many numbers of one indicator differ from the build before, and in what way."""

    indicator: str
    what: str  # added, removed, value, status, text, recomputed
    count: int | None  # None: not told, of survey figures that were computed again
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note of a publisher, or the rule of a source for small counts."""

    source: str
    text: str
    own_words: bool  # of the publisher, in its own language
    min_count: int | None  # of a rule: smaller counts are hidden


@dataclass(frozen=True, slots=True)
class Revision:
    """A declared revision: respondents of a wave that was served before were replaced, or a rule became looser."""

    declared: date
    subject: str  # title of the survey, or the rule's own sentence
    period: str | None  # of the wave; None: a rule
    reason: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What one wave asked, word for word."""

    indicator: str
    period: str
    question: str


def ask_wordings(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Wording, ...]:
    """Return the wording of every wave whose card says it."""
    records = con.execute(f"SELECT indicator, period, question_{language} FROM wording ORDER BY ALL").fetchall()
    return tuple(Wording(*record) for record in records)


def ask_rules(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Rule, ...]:
    """Return the thresholds of this build, in the policy's own order."""
    records = con.execute(f"SELECT rule, text_{language} FROM policy ORDER BY rowid").fetchall()
    return tuple(Rule(*record) for record in records)


def ask_notes(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[SourceNote, ...]:
    """Return what readers are told of every source beside its method, in order."""
    records = con.execute(
        f"SELECT source, text_{language}, own_words, min_count FROM source_note ORDER BY source, position"
    ).fetchall()
    return tuple(SourceNote(*record) for record in records)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A site in which figures of a source were read, and the periods of those figures."""

    source: str
    site: str
    periods: tuple[str, ...]


def ask_quoted(con: duckdb.DuckDBPyConnection) -> tuple[Quoted, ...]:
    """Return where figures were read that were not read at their publisher's, the oldest period first."""
    records = con.execute(
        """SELECT source, quoted_by, list_sort(list(DISTINCT period)) AS periods
        FROM estimate WHERE quoted_by IS NOT NULL GROUP BY source, quoted_by ORDER BY source, periods, quoted_by"""
    ).fetchall()
    return tuple(Quoted(source, site, tuple(periods)) for source, site, periods in records)


def ask_files(con: duckdb.DuckDBPyConnection) -> tuple[SourceFile, ...]:
    """Return every file that went in."""
    records = con.execute(
        "SELECT source, period, file, sha256, accessed, rows FROM source_file ORDER BY ALL"
    ).fetchall()
    return tuple(SourceFile(*record) for record in records)


def ask_changes(con: duckdb.DuckDBPyConnection) -> tuple[Change, ...]:
    """Return what differs from the build before, indicator by indicator."""
    records = con.execute(
        """SELECT indicator, what, CASE WHEN what <> 'recomputed' THEN count(*) END,
            coalesce(list_sort(list(DISTINCT period) FILTER (period IS NOT NULL)), [])
        FROM change GROUP BY indicator, what ORDER BY min(position)"""
    ).fetchall()
    return tuple(Change(indicator, what, count, tuple(periods)) for indicator, what, count, periods in records)


def ask_revisions(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Revision, ...]:
    """Return every revision that was declared, the newest first."""
    records = con.execute(
        f"""SELECT declared, coalesce(title_{language}, text_{language}, r.source, r.rule), period, reason_{language}
        FROM revision r LEFT JOIN source s ON s.id = r.source LEFT JOIN policy p ON p.rule = r.rule
        ORDER BY position DESC"""
    ).fetchall()
    return tuple(Revision(*record) for record in records)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many numbers of one domain there are for one kind of groups in one area, and why the others are missing."""

    domain: str
    dim: str
    level: str
    code: str
    shown: int
    few: int  # withheld: too few answers, or to protect another number
    uncertain: int  # withheld: too uncertain
    absent: int  # missing or not applicable

    @property
    def total(self) -> int:
        """Count the numbers that a full picture would hold."""
        return self.shown + self.few + self.uncertain + self.absent


def ask_evidence(con: duckdb.DuckDBPyConnection, period: str, level: str) -> tuple[Evidence, ...]:
    """Return the evidence of one period for the country and every area of one division; own surveys only."""
    records = con.execute(
        """SELECT domain, group_dim, level, code,
            count(value),
            count(*) FILTER (value IS NULL AND conf_status = 'C'),
            count(*) FILTER (value IS NULL AND conf_status <> 'C' AND contains(obs_status, 'U')),
            count(*) FILTER (value IS NULL AND conf_status <> 'C' AND NOT contains(obs_status, 'U'))
        FROM estimate JOIN indicator ON indicator.id = estimate.indicator
        WHERE period = $period AND level IN ('country', $level) AND list_contains($kinds, kind)
        GROUP BY domain, group_dim, level, code ORDER BY min(level <> 'country'), code, min(position)""",
        {"period": period, "level": level, "kinds": [kind for kind in Kind if kind.from_respondents]},
    ).fetchall()
    return tuple(Evidence(*record) for record in records)


@dataclass(frozen=True, slots=True)
class Represented:
    """A group of the population or an area, and how well the respondents of one period stand for it; percent."""

    source: str
    period: str
    dim: str
    dim_name: str
    name: str
    population: float
    respondents: float | None  # of all respondents, unweighted; None: too few
    rate: float | None  # of those sampled; None: too few, or not told


def ask_representation(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Represented, ...]:
    """Return respondents against the population for the newest period of every survey that tells it."""
    records = con.execute(
        f"""SELECT source, period, dim, coalesce(g.dim_{language}, ''), coalesce(g.name_{language}, a.name),
            population, respondents, rate
        FROM representation r
        LEFT JOIN population_group g USING (dim, code)
        LEFT JOIN ({newest_areas(language)}) a ON a.level = r.dim AND a.code = r.code
        QUALIFY period = max(period) OVER (PARTITION BY source)
        ORDER BY source, g.position IS NULL, g.position, a.position"""
    ).fetchall()
    return tuple(Represented(*record) for record in records)
