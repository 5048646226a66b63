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
    """One difference from the build before."""

    what: str
    indicator: str
    period: str | None
    level: str | None
    code: str | None
    group_dim: str | None
    group_code: str | None
    before: str | None
    after: str | None


def ask_rules(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[Rule, ...]:
    """Answer with the thresholds of this build, in the policy's own order."""
    found = con.execute(f"SELECT rule, value, text_{language} FROM policy ORDER BY rowid").fetchall()
    return tuple(Rule(*record) for record in found)


def ask_files(con: duckdb.DuckDBPyConnection) -> tuple[SourceFile, ...]:
    """Answer with every file that went in."""
    found = con.execute("SELECT source, period, file, sha256, accessed, rows FROM source_file ORDER BY ALL").fetchall()
    return tuple(SourceFile(*record) for record in found)


def ask_changes(con: duckdb.DuckDBPyConnection, most: int) -> tuple[Change, ...]:
    """Answer with the first changes against the build before."""
    found = con.execute(
        """SELECT what, indicator, period, level, code, group_dim, group_code, before, after
        FROM change ORDER BY position LIMIT $most""",
        {"most": most},
    ).fetchall()
    return tuple(Change(*record) for record in found)


def count_changes(con: duckdb.DuckDBPyConnection) -> int:
    """Count the changes against the build before."""
    return int(con.execute("SELECT count(*) FROM change").fetchall()[0][0])
