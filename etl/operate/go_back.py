"""`python -m etl publish BUILD`: serve a database that is kept in the data folder: the one before, or forward again.

Only what was served already, by rules that are no looser than those of today: going back shows readers nothing that
they could not know. A withdrawn edition never comes back as a published one, nor does what the record of what was
served does not know.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from rich.console import Console

from contract.errors import UserError
from contract.pointer import build_of, database_of, databases, move_pointer, sync
from contract.schema import refuse_other_schema
from etl.config.policy import STRICTER
from etl.operate.embargo import publish_due
from etl.publish.editions import FOLDER, read_released, refuse_lost, says_published
from etl.publish.served import record
from etl.publish.served.record import Record, read_record, refuse_lost_record
from etl.publish.whole import current, is_whole


def add_publish(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("publish", help="serve a build that is kept: go back, or forward", description=__doc__)
    parser.set_defaults(run=run_publish)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("build", nargs="?", metavar="BUILD", help="its id, as `etl status` lists it")
    what.add_argument("--due", action="store_true", help="the edition that waits for its hour, where that has come")


def run_publish(arguments: argparse.Namespace, console: Console) -> int:
    """Move the pointer to the database of a build and say so; return 0, raise UserError."""
    due = arguments.due
    served = publish_due(arguments.data, datetime.now(UTC)) if due else publish_kept(arguments.data, arguments.build)
    console.print(f"Published {served.name}" if served else "Nothing is due.", highlight=False)
    return 0


def publish_kept(data: Path, build: str) -> Path:
    """Serve the kept database of a build; return it. Raise UserError, with nothing changed, or OSError."""
    path = database_of(data, build)
    if path not in databases(data):
        raise UserError("build_not_kept", path=data, found=build, kept=[build_of(one) for one in databases(data)])
    released = read_released(data / FOLDER)
    refuse_lost(data, released)
    known = read_record(data / record.FOLDER)
    refuse_lost_record(data, known)
    if not is_whole(path):
        raise UserError("database_not_whole", path=path)
    if says_published(path, released):
        raise UserError("build_withdrawn", path=path)
    _refuse_forbidden(path, known)
    served = current(data)
    move_pointer(path, served if served and is_whole(served) else None)
    with suppress(OSError):  # the pointer has moved; a power cut could only bring back the build before
        sync(data)
    return path


def _refuse_forbidden(path: Path, known: Record) -> None:
    """Refuse a database that disclosure control would not let out today."""
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            refuse_other_schema(con, path)
            rules = dict(con.execute("SELECT rule, value FROM policy").fetchall())
    except duckdb.Error as error:
        raise UserError("database_not_whole", path=path) from error
    if known.manifest is None or build_of(path) not in known.manifest.builds:
        raise UserError("build_not_recorded", path=path)
    for rule, stricter in STRICTER.items():
        now = known.manifest.policy.get(rule)
        if now is not None and rule in rules and stricter * (rules[rule] - now) < 0:
            raise UserError("build_by_looser_rule", path=path, key=rule, found=rules[rule], now=now)
