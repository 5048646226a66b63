"""`python -m etl approve` and `python -m etl trail`: agree to what is to be released, and see who did what."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime

from rich.console import Console

from contract.errors import UserError
from contract.persons.trail import Event, read_trail
from etl.persons.account import account
from etl.persons.approvals import approve, trails

BROKEN = 2


def add_approve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that approves; its arguments are those of every command."""
    about = "approve that what is served, or waits, in the data folder is released: in your own account's name"
    commands.add_parser("approve", help="approve a release", description=about).set_defaults(
        run=run_approve, writes=True
    )


def add_trail(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that proves and lists the trail."""
    parser = commands.add_parser("trail", help="prove and list who built, released, approved and looked")
    parser.add_argument("--json", action="store_true", help="for programs: an object a line")
    parser.set_defaults(run=run_trail, writes=False)


def run_approve(arguments: argparse.Namespace, console: Console) -> int:
    """Approve and say what; return 0, raise UserError."""
    released = approve(arguments.data, account(), datetime.now(UTC))
    console.print(
        f"Approved: edition {released.edition}, version {released.version}, {released.database.name}, "
        f"content {released.content[:12]}. Another build needs another approval.",
        highlight=False,
        soft_wrap=True,
    )
    return 0


def run_trail(arguments: argparse.Namespace, console: Console) -> int:
    """Print every trail; return 0, or 2 where one is broken or was cut short."""
    code = 0
    for folder in trails(arguments.data):
        console.print(f"# {folder}", markup=False, highlight=False, soft_wrap=True)
        try:
            for event in read_trail(folder):
                console.print(
                    _json(event) if arguments.json else _line(event), markup=False, highlight=False, soft_wrap=True
                )
        except UserError as error:
            console.print(f"# Broken: {error}", markup=False, highlight=False, soft_wrap=True)
            code = BROKEN
    return code


def _line(event: Event) -> str:
    told = " ".join(f"{key}={value}" for key, value in event.told.items())
    return f"{event.number} {event.at.isoformat(timespec='seconds')} {event.what} {told}"


def _json(event: Event) -> str:
    whole = {"number": event.number, "at": event.at.isoformat(), "what": event.what, **event.told}
    return json.dumps(whole, ensure_ascii=False)
