"""Every command that writes is noted in the trail, before it begins and when it has ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from contract.archive import WAITING
from contract.persons.trail import note, trail_of
from contract.pointer import NoDatabaseError, build_of, served_database
from etl.publish.editions import STAMP
from etl.publish.kept_files import told_by

BEGUN = "begun"
DONE = "done"
NOT_DONE = "not done"
RESTORE = "restore"
EMBARGO = "embargo"


def noted(data: Path, what: str, by: str, run: Callable[[], int]) -> int:
    """Run a command and note who gave it, that it began and how it ended; return its code. Raise UserError or OSError.

    what: "" where it changes nothing. by: whose account gives it; "" where nobody is known. Then nothing is noted. That
    a restore begins is not noted: it may put the trail back.
    """
    if not what or not by or not data.is_dir():
        return run()
    folder = trail_of(data)
    if what != RESTORE:
        note(folder, what, datetime.now(UTC), by=by, outcome=BEGUN)
    outcome = NOT_DONE
    try:
        code = run()
        outcome = DONE if code == 0 else NOT_DONE
        return code
    finally:
        note(folder, what, datetime.now(UTC), by=by, outcome=outcome, **_served(_concerned(data, what)))


def _concerned(data: Path, what: str) -> Path:
    """Return the folder that a command is about: that of an edition which waits, or the data folder itself."""
    waiting = data / WAITING
    return waiting if what.startswith(EMBARGO) and waiting.is_dir() else data


def _served(data: Path) -> dict[str, str | int]:
    """Return what is served afterwards."""
    try:
        database = served_database(data)
    except NoDatabaseError:
        return {}
    told: dict[str, str | int] = {"build": build_of(database)}
    for edition, version, status in told_by(database, STAMP):
        told |= {"edition": edition, "version": version, "status": status}
    return told
