"""What the commands share that work on one file of a reader: arguments, limits, and the answer in words."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from contract.codes import Language
from contract.confined import confine, limit_processor_time
from contract.errors import UserError

NICENESS = 10  # readers of pages go first
READ = 0
REFUSED = 2


def reader_file_parser(program: str, about: str | None, file: str) -> ArgumentParser:
    """Make the arguments that all of them take: the file, language, data, limits."""
    parser = ArgumentParser(prog=f"python -m {program}", description=about)
    parser.add_argument("file", type=Path, help=file)
    parser.add_argument("--lang", type=Language, choices=list(Language), default=Language.EN, help="of what is told")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LAGESBILD_DATA") or "data"))
    parser.add_argument(
        "--confined", action="store_true", help="with limits of memory and time: for files of strangers"
    )
    return parser


def tell_of_file(asked: Namespace, seconds: int, work: Callable[[], Sequence[str]]) -> int:
    """Do the work and print the lines that it returns; return 0, or 2 for a file that is refused.

    seconds: processor time of the work, where it is confined.
    """
    if asked.confined:
        confine(NICENESS)
        limit_processor_time(seconds)
    try:
        print("\n".join(work()))
    except UserError as error:
        print(error.message(asked.lang, folders=False))
        return REFUSED
    return READ
