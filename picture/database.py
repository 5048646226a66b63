"""Find and open the published database. Reading only; one cursor per question."""

from __future__ import annotations

from pathlib import Path

import duckdb

from geo.refusal import Refusal


class NoPicture(Refusal):
    """Say that there is nothing to read: nothing published yet, or a file that is damaged or of another version."""


def current(folder: Path) -> Path:
    """Return the database file that the pointer `CURRENT` names; raise NoPicture when there is none."""
    pointer = folder / "CURRENT"
    if not pointer.exists():
        raise NoPicture(f"{pointer}: no picture has been published yet. Run: python -m etl.")
    try:
        path = folder / pointer.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoPicture(f"{pointer} cannot be read ({error}). Run: python -m etl.") from error
    if not path.is_file():
        raise NoPicture(f"{pointer} names {path.name}, which is not there. Run: python -m etl.")
    return path


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published database for reading. Take `.cursor()` for every question: connections are not shared safely."""
    return duckdb.connect(str(path), read_only=True)
