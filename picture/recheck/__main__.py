"""`python -m picture.recheck FILE`: whether the numbers of a deck or workbook of ours are still the published ones."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from contract.codes import Language
from contract.confined import confine, limit_processor_time
from contract.errors import UserError
from picture.recheck.recheck import recheck

NICENESS = 10
SECONDS = 60  # of processor time for a file of a stranger
READ = 0
REFUSED = 2


def check_command(arguments: Sequence[str] | None = None) -> int:
    """Print the report; return 0, or 2 for a file that cannot be checked."""
    parser = argparse.ArgumentParser(prog="python -m picture.recheck", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--lang", type=Language, choices=list(Language), default=Language.EN)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LAGESBILD_DATA") or "data"))
    parser.add_argument(
        "--confined", action="store_true", help="with limits of memory and time: for files of strangers"
    )
    asked = parser.parse_args(arguments)
    if asked.confined:
        confine(NICENESS)
        limit_processor_time(SECONDS)
    try:
        print("\n".join(recheck(asked.file, asked.data, asked.lang)))
    except UserError as error:
        print(error.message(asked.lang, folders=False))
        return REFUSED
    return READ


if __name__ == "__main__":
    sys.exit(check_command())
