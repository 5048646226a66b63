"""`python -m picture.refresh FILE --out NEW`: a kept deck with the figures that are published now."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from picture.export.office_file import read_office_file
from picture.reader_file import reader_file_parser, tell_of_file
from picture.refresh.refresh import refresh_deck

SECONDS_OF_REFRESH = 120  # of processor time for a deck of a stranger: sixty slides take twenty


def refresh_command(arguments: Sequence[str] | None = None) -> int:
    """Write the new deck and print what changed; return 0, or 2 for a file that cannot be refreshed."""
    parser = reader_file_parser("picture.refresh", __doc__, "PPTX")
    parser.add_argument("--out", type=Path, required=True, help="the new deck; the old one stays as it is")
    asked = parser.parse_args(arguments)
    return tell_of_file(asked, SECONDS_OF_REFRESH, partial(_refresh, asked))


def _refresh(asked: Namespace) -> Sequence[str]:
    deck = refresh_deck(read_office_file(asked.file), asked.data, asked.lang)
    asked.out.write_bytes(deck.content)
    return deck.lines


if __name__ == "__main__":
    sys.exit(refresh_command())
