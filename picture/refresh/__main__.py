"""`python -m picture.refresh FILE --out NEW`: a kept deck with the figures that are published now."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from contract.codes import Language
from contract.confined import confine, limit_processor_time
from contract.errors import UserError
from picture.recheck.__main__ import NICENESS, READ, REFUSED
from picture.refresh.refresh import refresh_deck

SECONDS_OF_REFRESH = 120  # of processor time for a deck of a stranger: sixty slides take twenty


def refresh_command(arguments: Sequence[str] | None = None) -> int:
    """Write the new deck and print what changed; return 0, or 2 for a file that cannot be refreshed."""
    parser = argparse.ArgumentParser(prog="python -m picture.refresh", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the new deck; the old one stays as it is")
    parser.add_argument("--lang", type=Language, choices=list(Language), default=Language.EN, help="of the list")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LAGESBILD_DATA") or "data"))
    parser.add_argument(
        "--confined", action="store_true", help="with limits of memory and time: for files of strangers"
    )
    asked = parser.parse_args(arguments)
    if asked.confined:
        confine(NICENESS)
        limit_processor_time(SECONDS_OF_REFRESH)
    try:
        deck = refresh_deck(_content(asked.file), asked.data, asked.lang)
    except UserError as error:
        print(error.message(asked.lang, folders=False))
        return REFUSED
    asked.out.write_bytes(deck.content)
    print("\n".join(deck.lines))
    return READ


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError("kept_file_missing", path=path) from error


if __name__ == "__main__":
    sys.exit(refresh_command())
