"""What editions and the record of what was served keep: tables under names of their own content, and closed waves.

The tables are written first; the manifest that names them is what makes them count. So whatever dies between the two
has changed nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from contract.pointer import beside, sync, write_whole
from etl.config.toml import FromToml
from etl.engine.disk import refuse_failing_disk
from etl.one_writer import sweep

BLOCK = 1024 * 1024  # bytes
OWNER_ONLY = 0o700  # editions and the record hold figures that are hidden, and respondents


class StoredFile(FromToml, frozen=True):
    """A table that is kept under a name of its own content."""

    name: str
    sha256: str
    rows: int


class ClosedWave(FromToml, frozen=True):
    """The respondents' file behind figures that were published, and how its card read it."""

    source: str
    period: str
    file: str
    sha256: str
    reading: str  # fingerprint of what the card says of the file

    @property
    def key(self) -> tuple[str, str]:
        """Return source and period, which name a wave."""
        return self.source, self.period


def stored(kind: str, table: pl.DataFrame) -> tuple[StoredFile, bytes]:
    """Return a table as the file that it would be kept in, and its content."""
    written = io.BytesIO()
    table.write_parquet(written, compression="zstd")
    content = written.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    return StoredFile(name=f"{kind}-{sha256[:12]}.parquet", sha256=sha256, rows=table.height), content


def stored_file(kind: str, path: Path, rows: int) -> StoredFile:
    """Return a table that is written as a file as the file that it would be kept in."""
    sha256, _ = hash_of(path)
    return StoredFile(name=f"{kind}-{sha256[:12]}.parquet", sha256=sha256, rows=rows)


def write_manifest(
    path: Path, content: bytes, tables: Mapping[str, bytes | Path] | None = None, left_over: Iterable[Path] = ()
) -> None:
    """Remove what is left over, write the tables (name -> content, or file) beside a manifest, then the manifest.

    Unfinished files of processes that died are left over too.

    Raise OSError. That the name of the manifest stands on the disk is left to the caller (`sync` of the folder).
    """
    folder = path.parent
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    sync(folder.parent)
    sweep(folder)
    for left in left_over:
        left.unlink(missing_ok=True)
    for name, table in (tables or {}).items():
        if isinstance(table, Path):
            copy_whole(table, folder / name)
        else:
            write_whole(folder / name, table)
    sync(folder)
    write_whole(path, content)


def copy_whole(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file so that the target is the old one or the whole new one; return hash and size of what was read.

    Raise OSError.
    """
    part = beside(target)
    total = hashlib.sha256()
    size = 0
    try:
        with source.open("rb") as read, part.open("wb") as write:
            while block := read.read(BLOCK):
                total.update(block)
                size += len(block)
                write.write(block)
        sync(part)
        os.replace(part, target)  # noqa: PTH105 - the atomic call, by its own name
    finally:
        part.unlink(missing_ok=True)
    return total.hexdigest(), size


def hash_of(path: Path) -> tuple[str, int]:
    """Return hash and size of a file; raise OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def told_by(database: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask a built database; one that is damaged, or of another contract, tells nothing.

    Raise UserError where the disk fails: the database may have something to tell. A command asks the same several
    times, and opening a database costs more than asking: as long as nobody touches the file it is asked once.
    """
    about = database.stat() if database.exists() else None
    touched = (about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns) if about else ()
    return list(_told(database, question, touched))


@lru_cache(maxsize=64)
def _told(database: Path, question: str, touched: tuple[int, ...]) -> list[tuple[Any, ...]]:  # noqa: ARG001 - of the key
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            return con.execute(question).fetchall()
    except duckdb.Error as error:
        refuse_failing_disk(database, error)
        return []
