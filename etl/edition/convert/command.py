"""`python -m etl convert`: make what today's server can read of old versions; every build does so too."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from contract.errors import UserError
from etl.edition.convert.copies import convert_archive


def add_convert(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("convert", help="make old versions readable after the schema has changed")
    parser.set_defaults(run=run_convert, writes=True)


def run_convert(parsed: argparse.Namespace, console: Console) -> int:
    """Convert what the server could not read; raise UserError at the first that cannot be converted."""
    made = 0
    for one in convert_archive(parsed.data):
        console.print(f"Edition {one.edition}, version {one.version}: schema {one.schema}", markup=False)
        made += 1
    if not made:
        console.print("Nothing to convert.")
    return 0


def convert_beside(data: Path, console: Console) -> None:
    """Convert after a build, which stays published whatever becomes of old versions: that is only told."""
    try:
        list(convert_archive(data))
    except (UserError, OSError) as error:
        console.print(str(error), style="yellow", markup=False, highlight=False, soft_wrap=True)
