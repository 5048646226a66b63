"""`python -m picture.own_template TEMPLATE --item … --out NEW`: kept pictures as a deck on the look of a template."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import duckdb

from contract.pointer import served_database
from picture.basket.item import decode
from picture.export.item import ExportItem
from picture.export.pptx.deck import make_deck
from picture.export.pptx.own.opening import read_template
from picture.export.pptx.own.report import template_report
from picture.query.choices import Choices, read_choices
from picture.query.database import open_database
from picture.query.selection import check
from picture.reader_file import reader_file_parser, tell_of_file
from picture.views import VIEW_KINDS, ask_view, linked_item, under_title

SECONDS_OF_DECK = 120  # of processor time: sixty pictures take ten


def template_command(arguments: Sequence[str] | None = None) -> int:
    """Write the deck and print what it takes of the template; return 0, or 2 for a file that cannot be one."""
    parser = reader_file_parser("picture.own_template", __doc__, "PPTX or POTX")
    parser.add_argument("--item", action="append", required=True, help="a kept picture, as the basket writes it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--url", default="", help="address to which links lead")
    asked = parser.parse_args(arguments)
    return tell_of_file(asked, SECONDS_OF_DECK, partial(_make, asked))


def _make(asked: Namespace) -> Sequence[str]:
    told = template_report(read_template(asked.file), asked.lang)
    with closing(open_database(served_database(asked.data)).cursor()) as con:
        items = list(_items(con, read_choices(con, asked.lang), asked.item, asked.url))
        asked.out.write_bytes(make_deck(items, asked.file))
    return told


def _items(con: duckdb.DuckDBPyConnection, choices: Choices, texts: Sequence[str], base: str) -> Iterator[ExportItem]:
    """Ask each picture again, under its own title."""
    for text in texts:
        kept = decode(text, VIEW_KINDS)
        kind = VIEW_KINDS[kept.kind]
        selected, _ = check({**kept.selected, "lang": choices.language}, {}, choices)
        yield under_title(linked_item(kind, ask_view(con, kind, selected, choices), base, selected), kept.title)


if __name__ == "__main__":
    sys.exit(template_command())
