"""The shape of a published database: the number of its contract, and whether a file holds what was written into it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from contract.pointer import NoDatabaseError

SCHEMA = Path(__file__).with_name("schema.sql")
SCHEMA_NUMBER = 8  # of schema.sql; whoever changes a table there gives the next number (tests/contract/test_schema.py)
WITHOUT_NUMBER = 0  # written before there were numbers

_NUMBERED = (
    "SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND table_name = 'build' AND column_name = 'schema'"
)
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT internal"


class Database(Protocol):
    """An open database: a connection of DuckDB, which this room does not import."""

    def execute(self, query: str, /) -> Any:
        """Answer a question in SQL."""


def schema_number(con: Database) -> int:
    """Return the number of the contract by which a database was written."""
    if con.execute(_NUMBERED).fetchall() == [(0,)]:
        return WITHOUT_NUMBER
    (found,) = con.execute("SELECT max(schema) FROM build").fetchall()[0]
    return WITHOUT_NUMBER if found is None else int(found)


def refuse_other_schema(con: Database, path: Path) -> None:
    """Raise NoDatabaseError for a database that was made for another version of the program."""
    found = schema_number(con)
    if found < SCHEMA_NUMBER:
        raise NoDatabaseError("database_older", database=path.name, number=found, reads=SCHEMA_NUMBER)
    if found > SCHEMA_NUMBER:
        raise NoDatabaseError("database_newer", database=path.name, number=found, reads=SCHEMA_NUMBER)


def lost_rows(con: Database) -> list[str]:
    """List the tables that do not hold what they were written with. Every block is read: a damaged one is an error.

    Of a database without a number nothing is known but that it can be read.
    """
    held = {name: _rows(con, name) for (name,) in con.execute(_TABLES).fetchall()}
    if schema_number(con) == WITHOUT_NUMBER:
        return [] if held.get("build") else ["build"]
    told = dict(con.execute("SELECT table_name, rows FROM contents").fetchall())
    written = {*told, *held} - {"contents"}
    return sorted(name for name in written if told.get(name) != held.get(name))


def fill_contents(con: Database) -> None:
    """Write how many rows every table holds, once all are filled."""
    held = {name: _rows(con, name) for (name,) in con.execute(_TABLES).fetchall() if name != "contents"}
    rows = ", ".join(f"('{name}', {count})" for name, count in sorted(held.items()))
    con.execute(f"INSERT INTO contents VALUES {rows}")


def _rows(con: Database, table: str) -> int:
    """Count the rows of a table; their values are read too, so that DuckDB compares the checksum of every block."""
    counted = con.execute(f'SELECT count(*), bit_xor(hash(one)) FROM "{table}" one').fetchall()
    return int(counted[0][0])
