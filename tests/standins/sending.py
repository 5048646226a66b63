"""Small data folders that serve something, and what their sender says of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from contract.editions.announcement import Announcement
from contract.pointer import database_of, move_pointer
from etl.operate.send import Sending, send
from tests.picture.small import small_database

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)  # when everything begins


@cache
def whole() -> bytes:
    """A whole database, made once: filling one row by row takes a second."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.duckdb"
        with small_database(path):
            pass
        return path.read_bytes()


def serve(data: Path, build: str, hour: int = 0, *changes: str) -> Path:
    """Let a data folder serve a build that was made so many hours after noon; return its database."""
    data.mkdir(parents=True, exist_ok=True)
    path = database_of(data, build)
    path.write_bytes(_made(build, hour, changes))
    move_pointer(path)
    return path


@cache
def _made(build: str, hour: int, changes: tuple[str, ...]) -> bytes:
    built = (NOON + timedelta(hours=hour)).replace(tzinfo=None)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.duckdb"
        path.write_bytes(whole())
        with duckdb.connect(str(path)) as con:
            con.execute("UPDATE build SET id = ?, built_at = ?", [build, built])
            for change in changes:
                con.execute(change)
        return path.read_bytes()


def sent(data: Path, store: str, at: datetime | None = None, now: datetime = NOON, **how: bool) -> Announcement:
    """Send what a data folder serves."""
    return send(data, store, Sending(at, **how), now)[0]
