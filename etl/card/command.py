"""`python -m etl card FILE`: propose a card for a new file. Nothing is written but where `--out` says."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from contract.codes import Language
from contract.errors import UserError
from etl.card.common import Subject
from etl.card.propose import propose
from etl.card.texts import say
from etl.check.match_source import Known
from etl.config.policy import read_policy
from etl.one_writer import write_output


def add_card(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("card", help="propose a card for a new file", description=__doc__)
    parser.set_defaults(run=run_card, writes=False)
    parser.add_argument("file", type=Path, metavar="FILE")
    language = "language of the comments (default: fi)"
    parser.add_argument("--lang", type=Language, choices=Language, default=Language.FI, help=language)
    parser.add_argument("--out", type=Path, metavar="CARD", help="write it there; a file that exists is not touched")
    parser.add_argument("--new", action="store_true", help="a new source, though a known one could read the file")


def run_card(arguments: argparse.Namespace, console: Console) -> int:
    """Print a card for a file, or write it to a new file; raise UserError where the file cannot be read."""
    known = Known.of(arguments.data, read_policy().max_file_megabytes.value)
    subject = Subject(arguments.file, arguments.lang, datetime.now(UTC).date(), known.catalogue, known.areas)
    card = str(propose(subject, known, new=arguments.new))
    if arguments.out is None:
        console.print(card, markup=False, highlight=False, soft_wrap=True, end="")
        return 0
    if arguments.out.exists():
        raise UserError("card_exists", path=arguments.out)
    write_output(arguments.out, card)
    told = say("written", arguments.lang, file=arguments.out, marked=say("mark", arguments.lang))
    console.print(told, markup=False, highlight=False, soft_wrap=True)
    return 0
