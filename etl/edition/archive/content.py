"""What readers see of a database, as one hash: the same figures and texts give the same, on any machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import msgspec

from etl.engine.bounded import bounded
from etl.publish.whole import readable

STAMPS = frozenset(  # what a picture says of its build and its edition, not of the country
    {
        *("build", "contents", "change", "revision", "edition", "edition_version"),
        *("correction", "correction_cell", "notice", "calendar_entry", "calendar_move"),
    }
)
TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name"
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Content:
    """The hash of what readers see, and of each table of it."""

    sha256: str
    tables: Mapping[str, str]


def content_of(database: Path) -> Content:
    """Hash the tables of a database, their rows in the order of all columns; raise UserError where it cannot be read.

    Left out is what the stamp says (`STAMPS`): time, name and edition of the build.
    """
    with readable(database), bounded(database.parent, database, read_only=True) as con:
        names = [name for (name,) in con.execute(TABLES).fetchall() if name not in STAMPS]
        tables = {name: _hash_of_table(con, name) for name in names}
    total = hashlib.sha256(msgspec.json.encode(sorted(tables.items()))).hexdigest()
    return Content(total, tables)


def _hash_of_table(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """Hash the names of the columns, then each row as a line of JSON."""
    total = hashlib.sha256()
    rows = con.execute(f'SELECT * FROM "{table}" ORDER BY ALL')
    total.update(msgspec.json.encode([column[0] for column in rows.description or ()]))
    while some := rows.fetchmany(ROWS_AT_ONCE):
        total.update(b"".join(msgspec.json.encode(row) + b"\n" for row in some))
    return total.hexdigest()
