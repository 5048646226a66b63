"""Build a new database file beside the served one, then publish it by moving one pointer.

Whoever reads keeps the file they opened; a build that dies at any moment leaves the old picture in place.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from contract.codes import CELL_KEY
from contract.errors import UserError
from contract.pointer import PREVIOUS, beside, database_of, databases, move_pointer, sync
from contract.schema import SCHEMA, fill_contents, lost_rows
from etl.engine.bounded import bounded
from etl.engine.disk import reason_of_disk
from etl.one_writer import sweep
from etl.publish.editions import STAMP
from etl.publish.kept_files import told_by
from etl.publish.whole import current, whole_ones
from etl.read.register.table import ORDER

FORBIDDEN = (duckdb.IntegrityError, duckdb.DataError, duckdb.ProgrammingError)  # the contract's; others are the disk's

ORPHANS = (  # table, what its rows must find, where
    ("estimate", "level, code", "area"),
    ("estimate", "group_dim AS dim, group_code AS code", "population_group"),
    ("comparison", "indicator, period, level, code, geo_year, group_dim, group_code", "estimate"),
    ("small_area", "indicator, period, level, code, geo_year, group_dim, group_code", "estimate"),
    ("area_member", "level, code", "area"),
    ("shape", "level, code", "area"),
)


class Figures(Protocol):
    """Rows of table `estimate` that are never held as a whole."""

    @property
    def rows(self) -> int:
        """How many they are."""

    def select(self, con: duckdb.DuckDBPyConnection) -> str:
        """Return SQL of them, in no order; what it needs is known to the connection."""


def nothing() -> None:
    """Do nothing."""


def anything(_: Path) -> bool:
    """Allow any database."""
    return True


def load(
    tables: Mapping[str, pl.DataFrame],
    folder: Path,
    build: str,
    *,
    before: Callable[[], None] = nothing,
    may_stand_in: Callable[[Path], bool] = anything,
    registers: Sequence[Figures] = (),
) -> Path:
    """Write `situation-<build>.duckdb` in `folder`, check it, publish it; return its path.

    `before` is called when the file stands and nobody can see it yet. The last whole database before it is kept, if it
    `may_stand_in`; the others are removed. Raise UserError, with nothing published and
    nothing left behind, when the tables break the contract of schema.sql or the file cannot be written whole.
    """
    final = database_of(folder, build)
    part = unpublished(folder, build)
    try:
        sweep(folder)  # before the new one needs the room
        _remove(part)
        _fill(part, tables, registers)
        _prove(part, tables, registers)
        stand_in = next((path for path in whole_ones(folder) if path != final and may_stand_in(path)), None)
        before()
        _publish(part, final, stand_in)
    except (duckdb.Error, OSError) as error:
        raise UserError("database_unwritable", path=part, reason=_reason(error)) from error
    finally:
        with suppress(OSError):  # the next build removes it
            _remove(part)
    with suppress(OSError, UserError):  # published already; what cannot be read or removed now, the next build removes
        _prune(folder, final, stand_in, _last_released(folder, may_stand_in))
    return final


def unpublished(folder: Path, build: str) -> Path:
    """Return the path of a database that stands, proven, and is not served yet: while `before` is called."""
    return beside(database_of(folder, build))


def _fill(part: Path, tables: Mapping[str, pl.DataFrame], registers: Sequence[Figures]) -> None:
    with bounded(part.parent, part) as con:
        con.execute("BEGIN")  # one transaction: each is synced by itself
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        for name, frame in tables.items():
            if frame.is_empty():
                continue
            try:
                con.register("incoming", frame)
                con.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM incoming')
            except FORBIDDEN as error:
                raise UserError("contract_broken", path=SCHEMA.name, table=name, reason=_first_line(error)) from error
        for register in registers:
            con.execute(f"INSERT INTO estimate BY NAME {register.select(con)} ORDER BY {ORDER}")
        fill_contents(con)
        con.execute("COMMIT")
        con.execute("CHECKPOINT")  # here it fails in words; at closing DuckDB swallows the error


def _prove(part: Path, tables: Mapping[str, pl.DataFrame], registers: Sequence[Figures]) -> None:
    """Open the finished file as a reader will, and check what stands in it."""
    if _log(part).exists():
        raise UserError("database_incomplete", path=part)
    sync(part)
    with bounded(part.parent, part, read_only=True) as con:
        _check(con, tables, registers)
        if lost_rows(con):
            raise UserError("database_incomplete", path=part)


def _check(con: duckdb.DuckDBPyConnection, tables: Mapping[str, pl.DataFrame], registers: Sequence[Figures]) -> None:
    for name, frame in tables.items():
        found = con.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        expected = frame.height + (sum(one.rows for one in registers) if name == "estimate" else 0)
        if found != expected:
            raise UserError("table_incomplete", path=SCHEMA.name, table=name, rows=found, expected=expected)
    key = ", ".join(CELL_KEY)
    for *twice, _ in con.execute(
        f"SELECT {key}, count(*) FROM estimate GROUP BY ALL HAVING count(*) > 1 LIMIT 1"
    ).fetchall():
        raise UserError(
            "contract_broken", path=SCHEMA.name, table="estimate", reason=f"twice: {' '.join(map(str, twice))}"
        )
    for table, columns, where in ORPHANS:
        wanted = ", ".join(column.split()[-1] for column in columns.split(", "))
        alone = con.execute(f"SELECT {columns} FROM {table} EXCEPT SELECT {wanted} FROM {where} LIMIT 1").fetchall()
        if alone:
            raise UserError("table_names_unknown", path=SCHEMA.name, found=alone[0], table=table, other=where)


def _publish(part: Path, final: Path, stand_in: Path | None) -> None:
    """Rename the file, then move the pointer; where that fails, remove the new file again."""
    known = final.exists()  # the same build again: readers have the file that is replaced here
    try:
        os.replace(part, final)  # noqa: PTH105 - the atomic call, by its own name
        sync(final.parent)
        move_pointer(final, stand_in)
    except OSError:
        if not known and current(final.parent) != final:
            _remove(final)
        raise
    with suppress(OSError):  # the pointer has moved; a power cut could only bring back the version before
        sync(final.parent)


def _prune(folder: Path, served: Path, stand_in: Path | None, released: Path | None) -> None:
    """Remove all but what is served, the last whole one before it, to go back to, and what stands in for a draft."""
    for path in databases(folder):
        if path not in {served, stand_in, released}:
            _remove(path)
    if stand_in is None:
        (folder / PREVIOUS).unlink(missing_ok=True)


def _last_released(folder: Path, may_stand_in: Callable[[Path], bool]) -> Path | None:
    """Return the last released database, which servers show that hide drafts; None where none was released."""
    found = {path: told_by(path, STAMP) for path in databases(folder) if may_stand_in(path)}
    released = {path: told[0] for path, told in found.items() if told and told[0][2] != "draft"}
    return max(released, key=lambda path: (released[path][:2], path.stat().st_mtime), default=None)


def _log(path: Path) -> Path:
    """Name the write-ahead log that DuckDB keeps beside a database until its checkpoint."""
    return path.with_name(f"{path.name}.wal")


def _remove(path: Path) -> None:
    for one in (path, _log(path)):
        one.unlink(missing_ok=True)


def _reason(error: duckdb.Error | OSError) -> str:
    """Say why the disk failed, in the words of the operating system where DuckDB passes them on."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    words = _first_line(error)
    return reason_of_disk(error) or words.partition("Error: ")[2] or words


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
