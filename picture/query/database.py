"""Open the published database. Reading only; one cursor per question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from contract.codes import Language
from contract.pointer import NoDatabaseError, build_of, database_of
from contract.schema import SCHEMA, lost_rows, refuse_other_schema

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


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """A published database that many readers share. It stays open until its last cursor is gone."""

    con: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor for one reader's questions."""
        cursor = self.con.cursor()
        cursor.execute("USE picture")
        return cursor


def open_database(path: Path) -> OpenDatabase:
    """Open the file that stands at a path now, and read all of it once; raise NoDatabaseError or duckdb.Error.

    DuckDB keeps one database for each name that a process has opened: of a file that has been replaced under the same
    name it would go on giving the old content. Attached to a database of its own, each file is read anew.
    """
    con = duckdb.connect(config={"threads": 1})  # see `connect`
    con.execute("SET enable_progress_bar = false")  # what takes longer than 2 s would draw one into the log
    name = str(path).replace("'", "''")
    con.execute(f"ATTACH '{name}' AS picture (READ_ONLY)")
    con.execute("SET enable_external_access = false")
    opened = OpenDatabase(con)
    with opened.cursor() as reader:
        refuse_other_schema(reader, path)
        spoilt = missing_columns(reader) or lost_rows(reader)
    if spoilt:
        raise NoDatabaseError("database_unreadable", database=path.name)
    return opened


def missing_columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """List tables and columns of the contract that a database does not have: one written by another version."""
    return sorted(_contract() - set(con.execute(_COLUMNS).fetchall()))


def newest_areas(language: Language) -> str:
    """Return the SELECT of all areas, each once as it is called now: level, code, name, position, and all its names."""
    names = ", ".join(f"name_{one}" for one in Language)
    return f"""SELECT level, code, name_{language} AS name, position, [{names}] AS names FROM area
        QUALIFY row_number() OVER (PARTITION BY level, code ORDER BY valid_from DESC) = 1"""


@cache
def _contract() -> frozenset[tuple[str, str]]:
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        return frozenset(con.execute(_COLUMNS).fetchall())
