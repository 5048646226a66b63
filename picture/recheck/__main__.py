"""`python -m picture.recheck FILE`: whether the numbers of a deck or workbook of ours are still the published ones."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from picture.reader_file import reader_file_parser, tell_of_file
from picture.recheck.recheck import recheck

SECONDS = 60  # of processor time for a file of a stranger


def check_command(arguments: Sequence[str] | None = None) -> int:
    """Print the report; return 0, or 2 for a file that cannot be checked."""
    asked = reader_file_parser("picture.recheck", __doc__, "PPTX, XLSX or ODS").parse_args(arguments)
    return tell_of_file(asked, SECONDS, lambda: recheck(asked.file, asked.data, asked.lang))


if __name__ == "__main__":
    sys.exit(check_command())
