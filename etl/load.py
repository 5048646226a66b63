"""Build a new database file beside the served one, then publish it by moving one pointer.

Whoever reads keeps the file they opened; a build that dies at any moment leaves the old picture in place.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from time import time

import duckdb
import polars as pl

from etl.refused import Refused

SCHEMA = Path(__file__).with_name("schema.sql")
POINTER = "CURRENT"
KEPT = 2  # the served version and the one before, for readers who have it open and for going back
STALE_SECONDS = 3600  # no build takes an hour: an unfinished file this old is from a build that died
FORBIDDEN = (duckdb.IntegrityError, duckdb.DataError, duckdb.ProgrammingError)  # the contract's; others are the disk's

ORPHANS = (  # table, what its rows must find, where
    ("estimate", "level, code", "area"),
    ("estimate", "group_dim AS dim, group_code AS code", "population_group"),
    ("comparison", "indicator, period, level, code, geo_year, group_dim, group_code", "estimate"),
    ("area_member", "level, code", "area"),
    ("shape", "level, code", "area"),
)


def load(tables: Mapping[str, pl.DataFrame], folder: Path, build: str) -> Path:
    """Write `situation-<build>.duckdb` in `folder`, check it, publish it; return its path.

    Raise Refused, with nothing published, when the tables break the contract of schema.sql.
    """
    final = folder / f"situation-{build}.duckdb"
    part = final.with_name(f"{final.name}.part{os.getpid()}")  # two builds at once do not write into one file
    _remove(part)
    try:
        _fill(part, tables)
    except Refused:
        _remove(part)
        raise
    except duckdb.Error as error:
        _remove(part)
        do = "Look for room on the disk, and whether you may write into the folder; nothing was published"
        raise Refused(part, f"the database cannot be written: {str(error).splitlines()[0]}", do=do) from error
    os.replace(part, final)  # noqa: PTH105 - the atomic call, by its own name
    _point(folder, final.name)
    _prune(folder, final)
    return final


def current(folder: Path) -> Path | None:
    """Return the published database, or None when there is none yet."""
    pointer = folder / POINTER
    if not pointer.is_file():
        return None
    path = folder / pointer.read_text(encoding="utf-8").strip()
    return path if path.is_file() else None


def _fill(part: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    with duckdb.connect(str(part)) as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        for name, frame in tables.items():
            if frame.is_empty():
                continue
            try:
                con.register("incoming", frame)
                con.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM incoming')
            except FORBIDDEN as error:
                do = "The step before wrote a row that the contract forbids; mend it there"
                raise Refused(SCHEMA.name, f"table {name}: {str(error).splitlines()[0]}", do=do) from error
        _check(con, tables)


def _check(con: duckdb.DuckDBPyConnection, tables: Mapping[str, pl.DataFrame]) -> None:
    for name, frame in tables.items():
        found = con.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        if found != frame.height:
            raise Refused(SCHEMA.name, f"table {name} holds {found} of {frame.height} rows", do="Report this as a bug")
    for table, columns, where in ORPHANS:
        wanted = ", ".join(column.split()[-1] for column in columns.split(", "))
        alone = con.execute(f"SELECT {columns} FROM {table} EXCEPT SELECT {wanted} FROM {where} LIMIT 1").fetchall()
        if alone:
            do = f"Add it to {where}, or take the rows out"
            raise Refused(SCHEMA.name, f"table {table} names what {where} does not have", stood=alone[0], do=do)


def _point(folder: Path, name: str) -> None:
    part = folder / f"{POINTER}.part{os.getpid()}"
    with part.open("w", encoding="utf-8") as file:
        file.write(f"{name}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / POINTER)  # noqa: PTH105 - the atomic call, by its own name


def _prune(folder: Path, published: Path) -> None:
    """Remove all but the newest versions, and what builds that died left behind."""
    others = [path for path in folder.glob("situation-*.duckdb") if path != published]
    for old in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        _remove(old)
    for left in folder.glob("situation-*.duckdb.part*"):
        if time() - left.stat().st_mtime > STALE_SECONDS:
            _remove(left)


def _remove(path: Path) -> None:
    for one in (path, path.with_name(f"{path.name}.wal")):
        one.unlink(missing_ok=True)
