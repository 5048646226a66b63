"""What the methods page tells: thresholds, files that went in, changes against the build before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from picture.answer import Language


@dataclass(frozen=True, slots=True)
class Rule:
    """One threshold that was applied, in words."""

    rule: str
    value: float
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
    what: str  # added, removed, value, flag, text
    count: int
    periods: tuple[str, ...]


def ask_rules(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Rule, ...]:
    """Answer with the thresholds of this build, in the policy's own order."""
    found = con.execute(f"SELECT rule, value, text_{language} FROM policy ORDER BY rowid").fetchall()
    return tuple(Rule(*record) for record in found)


def ask_files(con: duckdb.DuckDBPyConnection) -> tuple[SourceFile, ...]:
    """Answer with every file that went in."""
    found = con.execute("SELECT source, period, file, sha256, accessed, rows FROM source_file ORDER BY ALL").fetchall()
    return tuple(SourceFile(*record) for record in found)


def ask_changes(con: duckdb.DuckDBPyConnection) -> tuple[Change, ...]:
    """Answer with what differs from the build before, indicator by indicator."""
    found = con.execute(
        """SELECT indicator, what, count(*), coalesce(list_sort(list(DISTINCT period) FILTER (period IS NOT NULL)), [])
        FROM change GROUP BY indicator, what ORDER BY min(position)"""
    ).fetchall()
    return tuple(Change(indicator, what, count, tuple(periods)) for indicator, what, count, periods in found)
