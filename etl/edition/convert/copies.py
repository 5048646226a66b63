"""Converted copies: what is frozen is never touched; beside the archive lies what today's server can read of it.

    converted/2026-1-schema7/manifest.toml                what it was made from, and its hash
    converted/2026-1-schema7/situation-<build>.duckdb     the same figures in the tables of schema 7

A copy can be removed at any time and is made again: it is part of no backup.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import tomli_w

from contract.archive import (
    FROZEN,
    FrozenEdition,
    converted_edition,
    converted_folder,
    frozen_editions,
    sealed,
    verified_database,
)
from contract.errors import UserError
from contract.pointer import PART, is_abandoned, sync, write_whole
from contract.schema import SCHEMA, SCHEMA_NUMBER, fill_contents
from etl.edition.convert.steps import STEPS, Step
from etl.engine.sql import sql_text
from etl.publish.kept_files import copy_whole, hash_of

FOR_READERS = 0o440
SHARED = """SELECT table_name, list(one ORDER BY one) FROM (
        SELECT table_name, column_name AS one FROM duckdb_columns()
        WHERE database_name IN ('frozen', 'copy') AND table_name <> 'contents'
            AND (table_name, column_name) <> ('build', 'schema')
        GROUP BY ALL HAVING count(*) = 2
    ) GROUP BY table_name"""  # of the tables of both databases, the columns that both hold
COLUMNS = (
    "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND database_name = current_database()"
)


def convert_archive(
    data: Path, steps: Mapping[int, Step] = STEPS, number: int = SCHEMA_NUMBER
) -> Iterator[FrozenEdition]:
    """Make the copies that are missing or damaged, one after the other; yield each. Raise UserError or OSError.

    number: of the schema that is read now.
    """
    for frozen in frozen_editions(data):
        if frozen.schema < number and not _is_there(frozen, number):
            yield convert(frozen, steps, number)


def convert(frozen: FrozenEdition, steps: Mapping[int, Step], number: int) -> FrozenEdition:
    """Make the copy of one version; raise UserError, with nothing left, where a step is missing or loses something."""
    final = converted_folder(frozen, number)
    part = final.with_name(f"{final.name}{PART}{os.getpid()}")
    try:
        final.parent.mkdir(exist_ok=True)
        _sweep(final.parent)
        part.mkdir()
        copy = part / frozen.database
        copy_whole(verified_database(frozen), copy)
        copy.chmod(0o640)
        _change(frozen, copy, steps, number)
        write_whole(part / FROZEN, sealed(_manifest(frozen, copy, number)))
        for path in (copy, part / FROZEN):
            path.chmod(FOR_READERS)
            sync(path)
        shutil.rmtree(final, ignore_errors=True)
        part.rename(final)
        sync(final.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return converted_edition(frozen, number)


def _change(frozen: FrozenEdition, copy: Path, steps: Mapping[int, Step], number: int) -> None:
    """Take a copy from its schema to another, step by step, and verify that nothing was lost."""
    edition = frozen.edition
    version = frozen.version
    missing = [one for one in range(frozen.schema, number) if one not in steps]
    if missing:
        raise UserError("no_step_of_schema", edition=edition, version=version, number=missing[0], reads=number)
    try:
        with duckdb.connect(str(copy)) as con:
            for one in range(frozen.schema, number):
                steps[one](con)
            con.execute("UPDATE build SET schema = ?", [number])
            con.execute("DELETE FROM contents")
            fill_contents(con)
            lacking = _contract() - set(con.execute(COLUMNS).fetchall()) if number == SCHEMA_NUMBER else set()
        lost = sorted({table for table, _ in lacking}) or _differing(frozen.path, copy)
    except duckdb.Error as error:
        raise UserError(
            "conversion_failed", edition=edition, version=version, reason=str(error).splitlines()[0]
        ) from error
    if lost:
        raise UserError("conversion_loses", edition=edition, version=version, tables=lost)


def _differing(frozen: Path, copy: Path) -> list[str]:
    """List the tables of which columns that both hold do not hold the same rows."""
    with duckdb.connect() as con:
        for name, path in (("frozen", frozen), ("copy", copy)):
            con.execute(f"ATTACH {sql_text(str(path))} AS {name} (READ_ONLY)")
        shared = con.execute(SHARED).fetchall()
        return sorted(table for table, columns in shared if _differs(con, table, columns))


def _differs(con: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> bool:
    """Return whether rows are gone, are new or say something else, however they are ordered."""
    named = ", ".join(f'"{one}"' for one in columns)
    before, after = (f'SELECT {named} FROM {name}."{table}"' for name in ("frozen", "copy"))
    either = f"({before} EXCEPT ALL {after}) UNION ALL ({after} EXCEPT ALL {before})"
    return con.execute(f"SELECT 1 FROM ({either}) LIMIT 1").fetchone() is not None


def _manifest(frozen: FrozenEdition, copy: Path, number: int) -> bytes:
    """Write the manifest of a copy: that of the frozen version, of another database."""
    told = tomllib.loads((frozen.folder / FROZEN).read_text(encoding="utf-8"))
    sha256, size = hash_of(copy)
    database = {"name": copy.name, "sha256": sha256, "size": size}
    return tomli_w.dumps({**told, "schema": number, "frozen": frozen.sha256, "database": database}).encode()


def _is_there(frozen: FrozenEdition, number: int) -> bool:
    try:
        verified_database(converted_edition(frozen, number))
    except UserError:
        return False
    return True


def _contract() -> set[tuple[str, str]]:
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        return set(con.execute(COLUMNS).fetchall())


def _sweep(converted: Path) -> None:
    """Remove what conversions that died left behind, and nothing that another process writes now."""
    for left in converted.glob(f"*{PART}*"):
        if is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
