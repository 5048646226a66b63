"""Open the published database. Reading only; one cursor per question."""

from __future__ import annotations

from pathlib import Path

import duckdb

from contract.pointer import build_of, database_of


def build_file(folder: Path, build: str) -> Path | None:
    """Return the database of a build, or None where it is not kept any more, or never was."""
    path = database_of(folder, build)  # a longer name than any file's is none
    return path if build_of(path) and path.is_file() else None


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published database for reading. Take `.cursor()` for every question: connections are not shared safely."""
    return duckdb.connect(str(path), read_only=True)
