"""`python -m picture.own_template TEMPLATE --item … --out NEW`: kept pictures as a deck on the look of a template."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from contract.codes import Language
from contract.confined import confine, limit_processor_time
from contract.errors import UserError
from contract.pointer import served_database
from picture.basket.item import decode
from picture.export.item import ExportItem
from picture.export.pptx.deck import make_deck
from picture.export.pptx.own.report import template_report
from picture.query.choices import Choices, read_choices
from picture.query.database import open_database
from picture.query.selection import check
from picture.recheck.__main__ import NICENESS, READ, REFUSED
from picture.views import VIEW_KINDS, ask_view, linked_item, under_title

SECONDS_OF_DECK = 120  # of processor time: sixty pictures take ten


def template_command(arguments: Sequence[str] | None = None) -> int:
    """Write the deck and print what it takes of the template; return 0, or 2 for a file that cannot be one."""
    parser = argparse.ArgumentParser(prog="python -m picture.own_template", description=__doc__)
    parser.add_argument("template", type=Path, help="PPTX or POTX")
    parser.add_argument("--item", action="append", required=True, help="a kept picture, as the basket writes it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--url", default="", help="address to which links lead")
    parser.add_argument("--lang", type=Language, choices=list(Language), default=Language.EN)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LAGESBILD_DATA") or "data"))
    parser.add_argument("--confined", action="store_true", help="with limits of memory and time")
    asked = parser.parse_args(arguments)
    if asked.confined:
        confine(NICENESS)
        limit_processor_time(SECONDS_OF_DECK)
    try:
        told = template_report(_content(asked.template), asked.lang)
        with closing(open_database(served_database(asked.data)).cursor()) as con:
            items = list(_items(con, read_choices(con, asked.lang), asked.item, asked.url))
            asked.out.write_bytes(make_deck(items, asked.template))
    except UserError as error:
        print(error.message(asked.lang, folders=False))
        return REFUSED
    print("\n".join(told))
    return READ


def _items(con: duckdb.DuckDBPyConnection, choices: Choices, texts: Sequence[str], base: str) -> Iterator[ExportItem]:
    """Ask each picture again, under its own title."""
    for text in texts:
        kept = decode(text, VIEW_KINDS)
        kind = VIEW_KINDS[kept.kind]
        selected, _ = check({**kept.selected, "lang": choices.language}, {}, choices)
        yield under_title(linked_item(kind, ask_view(con, kind, selected, choices), base, selected), kept.title)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError("kept_file_missing", path=path) from error


if __name__ == "__main__":
    sys.exit(template_command())
