"""A published picture whose register holds the entries of tests/picture/small.py, and as many more as a test wants."""

import shutil
from itertools import repeat
from pathlib import Path

import duckdb

from contract.pointer import served_database
from tests.picture.small import FORUM_ITEMS, REGISTER, count_anew, extra_entries


def with_register(published: Path, folder: Path, *, more: int = 0, moved: str = "trust") -> Path:
    """Copy the published picture into a folder, with this register in the place of its own.

    more: further measures; moved: the indicator that its entries are meant to move.
    """
    served = served_database(published)
    shutil.copy(served, folder / served.name)
    shutil.copy(published / "CURRENT", folder / "CURRENT")
    with duckdb.connect(folder / served.name) as con:
        for table, rows in (("forum_item", []), ("register_entry", [*REGISTER, *extra_entries(more)])):
            con.execute(f"DELETE FROM {table}")
            insert(con, table, rows)
        insert(con, "forum_item", FORUM_ITEMS)
        con.execute("UPDATE register_entry SET indicators = [$id] WHERE len(indicators) > 0", {"id": moved})
        count_anew(con)
    return folder


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list) -> None:
    if rows:
        con.executemany(f"INSERT INTO {table} VALUES ({', '.join(repeat('?', len(rows[0])))})", rows)
