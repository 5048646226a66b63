"""Find and open the published database. Reading only; one cursor per question."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from contract.refusal import Refusal

BUILD = re.compile(r"situation-([0-9a-z]{1,40})\.duckdb")


class NoPicture(Refusal):
    """Say that there is nothing to read: nothing published yet, or a file that is damaged or of another version.

    Readers see it: it names files, never the folders of the server.
    """


def current(folder: Path) -> Path:
    """Return the database file that the pointer `CURRENT` names; raise NoPicture when there is none."""
    pointer = folder / "CURRENT"
    if not pointer.exists():
        raise NoPicture("no picture has been published yet. Run: python -m etl.")
    try:
        path = folder / pointer.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoPicture("CURRENT cannot be read. Run: python -m etl.") from error
    if not path.is_file():
        raise NoPicture(f"CURRENT names {path.name}, which is not there. Run: python -m etl.")
    return path


def build_of(path: Path) -> str:
    """Return the build in the name of a database file; empty when the name holds none."""
    found = BUILD.fullmatch(path.name)
    return found[1] if found else ""


def build_file(folder: Path, build: str) -> Path | None:
    """Return the database of a build, or None where it is not kept any more, or never was."""
    path = folder / f"situation-{build}.duckdb"  # a longer name than any file's is none
    return path if build_of(path) and path.is_file() else None


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published database for reading. Take `.cursor()` for every question: connections are not shared safely."""
    return duckdb.connect(str(path), read_only=True)
