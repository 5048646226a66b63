"""Open the published database. Reading only; one cursor per question."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb

from contract.codes import Language
from contract.pointer import SCHEMA, build_of, database_of

_COLUMNS = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"


def build_file(folder: Path, build: str) -> Path | None:
    """Return the database of a build, or None where it is not kept any more, or never was."""
    path = database_of(folder, build)  # a longer name than any file's is none
    return path if build_of(path) and path.is_file() else None


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published database for reading. Take `.cursor()` for every question: connections are not shared safely.

    A question is answered by the thread that asks it: small ones cost less so, and readers are many.
    """
    con = duckdb.connect(str(path), read_only=True)
    con.execute("SET threads = 1")
    return con


def missing_columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """List tables and columns of the contract that a database does not have: one written by another version."""
    return sorted(_contract() - set(con.execute(_COLUMNS).fetchall()))


def newest_areas(language: Language) -> str:
    """Return the SELECT of all areas, each once as it is called now: level, code, name and position."""
    return f"""SELECT level, code, name_{language} AS name, position FROM area
        QUALIFY row_number() OVER (PARTITION BY level, code ORDER BY valid_from DESC) = 1"""


@cache
def _contract() -> frozenset[tuple[str, str]]:
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        return frozenset(con.execute(_COLUMNS).fetchall())
