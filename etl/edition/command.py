"""Commands on editions: `etl release`, `etl correct`, `etl notice` and `etl diff`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from rich.console import Console

from contract.archive import FOLDER_NAME, frozen_edition, verified_database
from contract.editions.difference import Change, changed
from contract.errors import UserError
from etl.config.card import read_cards
from etl.config.policy import read_policy
from etl.config.toml import Text
from etl.edition.archive.diff import Difference, difference
from etl.edition.checklist import Check, checklist, refuse_unready
from etl.edition.commit import read_known
from etl.edition.notice import notify
from etl.edition.release import release
from etl.edition.told.corrections import declare_correction
from etl.publish.served.revise import add_reason, reason_of
from etl.publish.served.revisions import today
from etl.publish.whole import current

SHOWN = 40  # lines of figures that people are shown


def add_release(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the command that makes an edition; return its parser."""
    parser = commands.add_parser("release", help="make an edition of what is served: no longer a draft")
    parser.add_argument("--check", action="store_true", help="print the checklist and release nothing")
    parser.add_argument("--read", default="", metavar="WARNINGS", help="warnings that were read, separated by commas")
    return parser


def add_correct(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that declares a correction."""
    parser = commands.add_parser("correct", help="say what was wrong in an edition; its next version corrects it")
    parser.set_defaults(run=run_correct, writes=True)
    parser.add_argument("edition", metavar="EDITION")
    add_reason(parser, "what was wrong, as readers are told")


def add_notice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that gives readers of an edition a notice."""
    parser = commands.add_parser("notice", help="tell readers of an edition something; no figure was wrong")
    parser.set_defaults(run=run_notice, writes=True)
    parser.add_argument("edition", metavar="EDITION")
    add_reason(parser, "what readers are told")


def add_diff(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that compares two editions or databases."""
    parser = commands.add_parser("diff", help="report what differs between two editions or databases, and why")
    parser.set_defaults(run=run_diff, writes=False)
    for name in ("before", "after"):
        parser.add_argument(name, metavar=name.upper(), help="2026-1 (edition and version), or a database")
    parser.add_argument("--json", action="store_true", help="for programs: one object, every figure")


def run_release(arguments: argparse.Namespace, console: Console) -> int:
    """Release what is served once the checklist is passed, or print it; return 0, or 1 where something stops it."""
    data: Path = arguments.data
    served = current(data)
    if served is None:
        raise UserError("nothing_to_release", path=data)
    found = checklist(data, served, read_known(data)[0], today())
    if arguments.check:
        for line in _told(found):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        return int(any(one.stops for one in found))
    read = tuple(filter(None, arguments.read.split(",")))
    refuse_unready(found, read)
    release(data, read_cards(data / "sources", read_policy().max_file_megabytes.value), console, read)
    return 0


def run_correct(arguments: argparse.Namespace, console: Console) -> int:
    """Declare a correction and say what to do next; return 0, raise UserError."""
    known, _ = read_known(arguments.data)
    declare_correction(known, arguments.edition, reason_of(arguments), today())
    console.print(
        f"Declared: a correction of edition {arguments.edition}. Correct the sources, then: python -m etl, etl audit,"
        " etl release. The figures that it corrects are found by themselves.",
        highlight=False,
        soft_wrap=True,
    )
    return 0


def run_notice(arguments: argparse.Namespace, console: Console) -> int:
    """Serve the same figures with a notice; return 0, raise UserError."""
    text: Text = reason_of(arguments)
    served = notify(arguments.data, arguments.edition, text, today())
    console.print(f"Published {served.name}", highlight=False)
    return 0


def run_diff(arguments: argparse.Namespace, console: Console) -> int:
    """Print what differs; return 0, raise UserError."""
    before, was_made_of = _side(arguments.data, arguments.before)
    after, is_made_of = _side(arguments.data, arguments.after)
    found = difference(before, after, most=None if arguments.json else SHOWN)
    reasons = changed(was_made_of, is_made_of) if was_made_of and is_made_of else ()
    if arguments.json:
        told = json.dumps(msgspec.to_builtins({"differs": found, "why": reasons}), ensure_ascii=False)
        console.print(told, markup=False, highlight=False, soft_wrap=True)
        return 0
    for line in as_lines(found, reasons):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return 0


def _side(data: Path, name: str) -> tuple[Path, Mapping[str, str]]:
    """Return the database that "2026-1" or a path names, and what it was made of where that is known."""
    if found := FOLDER_NAME.fullmatch(name):
        frozen = frozen_edition(data, found[1], int(found[2]))
        return verified_database(frozen), dict(frozen.made_of)
    return Path(name), {}


def as_lines(found: Difference, reasons: tuple[Change, ...]) -> Iterator[str]:
    """Yield what differs in lines for people, the figures last."""
    indicators = (Change(one.key, _written(one.before), _written(one.after)) for one in found.indicators)
    groups = (
        ("Why", reasons),
        ("Indicators", indicators),
        ("Areas", found.areas),
        ("Breaks", found.breaks),
        ("Actions", found.actions),
    )
    for head, changes in groups:
        for one in changes:
            yield f"{head}: {one.key}: {one.before or 'new'} -> {one.after or 'gone'}"
    for cell in found.cells:
        yield f"{cell.key}: {cell.before.told if cell.before else 'new'} -> {cell.after.told if cell.after else 'gone'}"
    for one in found.local[:SHOWN]:
        yield f"Local surveys: {one.key}: {one.before or 'new'} -> {one.after or 'gone'}"
    more = found.total - len(found.cells)
    yield f"{found.total:,} figures differ" + (f", {more:,} not shown (--json has them all)." if more > 0 else ".")
    if found.local:
        yield f"{len(found.local):,} waves and figures of local surveys differ."


def _written(columns: Mapping[str, str | None] | None) -> str | None:
    return None if columns is None else ", ".join(f"{name}: {text or ''}" for name, text in columns.items())


def _told(found: tuple[Check, ...]) -> Iterator[str]:
    for one in found:
        head = "Stops" if one.stops else f"Read and name ({one.name})"
        yield f"{head}: {one.told}"
    if not found:
        yield "Nothing stops the release."
