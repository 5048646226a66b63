"""`python -m etl check FILE`: test a file, or a contribution, before it is sent. Nothing is stored or published."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from babel.numbers import format_decimal
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from contract.codes import Kind, Language
from contract.confined import confine, limit_processor_time
from contract.errors import UserError
from contract.period import Period
from etl.check.contribution import CheckedContribution, check_contribution, counted, is_contribution
from etl.check.guard import LOG, UNEXPECTED, guarded_check
from etl.check.match_source import Fit, Known, fit
from etl.check.own_card import check_own_card
from etl.check.preview import Shown, preview
from etl.check.texts import say
from etl.config.card import SourceCard
from etl.config.policy import read_policy
from etl.read.formats.limits import UnreadableError
from etl.read.plausible.queries import by_kind
from etl.read.survey_tools.propose import card_lines

# Exit codes
FITS = 0
TO_CORRECT = 1
UNREADABLE = 2
FAILED = 3  # the check itself
SECONDS = 30  # of processor time, for a file of a stranger
MOST_TOLD = 500  # points to correct: nobody reads more at once, and the page holds them all
NICENESS = 5  # readers of pages go first
FOLDERS = 2  # of a contribution: its area and its period
ALL_COLUMNS = 0.999  # of a source stand in the file; below it, some column is missing


def add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("check", help="test a file before it is sent", description=__doc__)
    parser.set_defaults(run=run_check, writes=False)
    parser.add_argument("file", type=Path, metavar="FILE")
    language = "language of the answer (default: fi)"
    parser.add_argument("--lang", type=Language, choices=Language, default=Language.FI, help=language)
    parser.add_argument(
        "--confined", action="store_true", help="with limits of memory and time: for files of strangers"
    )
    beside = "contributions that it joins (default: actions in the data folder)"
    parser.add_argument("--beside", type=Path, metavar="FOLDER", help=beside)
    parser.add_argument("--as", dest="source", default="", metavar="SOURCE", help="the source it is meant for")


def run_check(arguments: argparse.Namespace, console: Console) -> int:
    """Print which source a file fits, what is wrong and what would be shown; return an exit code."""
    if arguments.confined:
        confine(NICENESS)
        limit_processor_time(SECONDS)
    try:
        return guarded_check(lambda: _check(arguments, console), None if arguments.confined else arguments.data / LOG)
    except UserError as error:
        told = error.message(arguments.lang, folders=False)
        if error.code == UNEXPECTED:
            _print(console, told)
            return FAILED
        _print(console, f"{say('wrong', arguments.lang)}: {told}")
        _print(console, say("once_more", arguments.lang))
        return UNREADABLE if isinstance(error, UnreadableError) else TO_CORRECT


def _check(arguments: argparse.Namespace, console: Console) -> int:
    policy = read_policy()
    language = arguments.lang
    known = Known.of(arguments.data, policy.max_file_megabytes.value)
    if not arguments.source and is_contribution(arguments.file):
        checked = check_contribution(arguments.file, known, arguments.data, arguments.beside)
        return _tell_contribution(checked, language, console)
    found = fit(arguments.file, known, arguments.source)
    if found is None:
        sources = ", ".join(sorted({card.id for card in known.cards}))
        _print(console, say("fits_none", language, sources=sources))
        _print_card_lines(console, arguments.file, language)
        return TO_CORRECT
    _print(console, _which(found, language))
    if found.error is not None:
        if found.error.code == "survey_tool_undeclared":
            _print_card_lines(console, arguments.file, language)
        raise found.error
    for line in _to_look_at(found, language):
        _print(console, line)
    stops = [one.error for one in found.findings if found.card.strict or one.certain]
    if stops:
        raise stops[0]
    rows = 0 if found.frame is None else found.frame.height
    if found.own:
        check_own_card(found.card, rows)
    _print(console, say("read", language, rows=_number(rows, 0, language)))
    shown = list(preview(found, known, policy.min_respondents.value))
    console.print("", _table(shown, found.card, known, language), "", say("not_stored", language), sep="\n")
    return FITS


def _tell_contribution(checked: CheckedContribution, language: Language, console: Console) -> int:
    """Print everything that is to be corrected in a contribution, and what it holds; return an exit code."""
    names = ", ".join(folder.name for folder in checked.read.folders)
    _print(console, say("contribution", language, names=names))
    for error in checked.errors[:MOST_TOLD]:
        placed = _with_folder(error) if len(checked.read.folders) > 1 else error
        _print(console, f"{say('wrong', language)}: {placed.message(language, folders=False)}")
    if not checked.against_figures:
        _print(console, say("no_figures_here", language))
    table = Table(box=None, pad_edge=False)
    for name in ("table", "rows", "first_ones"):
        table.add_column(say(name, language), justify="right" if name == "rows" else "left")
    tables = list(counted(checked.read, language))
    for name, rows, first in tables:
        table.add_row(escape(name), _number(rows, 0, language), escape(first))
    if not (tables or checked.errors):
        _print(console, say("contribution_empty", language))
        return TO_CORRECT
    console.print(
        "", table, "", _how_many(len(checked.errors), language), say("not_stored", language), sep="\n", highlight=False
    )
    return TO_CORRECT if checked.errors else FITS


def _how_many(errors: int, language: Language) -> str:
    number = _number(errors, 0, language)
    if errors > MOST_TOLD:
        return say("contribution_wrong_first", language, number=number, told=_number(MOST_TOLD, 0, language))
    return say("contribution_wrong" if errors else "contribution_right", language, number=number)


def _with_folder(error: UserError) -> UserError:
    """Name the folder of a contribution beside the file: of several, files are called alike."""
    parts = Path(error.path or "").parts
    return error.at("/".join(parts[-FOLDERS - 1 :])) if len(parts) > FOLDERS else error


def _print_card_lines(console: Console, file: Path, language: Language) -> None:
    """Say which survey tool wrote a file, and what to write on its card."""
    if proposal := card_lines(file):
        tool, lines = proposal
        _print(console, "\n".join([say("looks_like_tool", language, tool=tool.title), *lines]))


def _which(found: Fit, language: Language) -> str:
    key = "fits" if found.likeness > ALL_COLUMNS else "most_like"
    title = getattr(found.card.title, language)
    return say(key, language, source=found.card.id, title=title, percent=round(100 * found.likeness))


def _to_look_at(found: Fit, language: Language) -> Iterator[str]:
    """Yield in lines what query edits found, without folders."""
    for first, more in by_kind(found.findings):
        for one in first:
            yield f"{say('look', language)}: {one.error.what_and_where(language, folders=False)}"
        if more:
            yield f"  {say('more_to_look', language, number=_number(more, 0, language))}"
        yield f"  {first[0].error.fix(language, folders=False)}."


def _table(rows: Iterable[Shown], card: SourceCard, known: Known, language: Language) -> Table:
    table = Table(title=say("would_show", language), title_justify="left", box=None, pad_edge=False)
    for name in ("indicator", "periods", "areas", "place" if card.local else "country", "answers", "hidden"):
        table.add_column(
            say(name, language, place=_place(card, known, language)),
            justify="left" if name in {"indicator", "periods"} else "right",
        )
    for row in rows:
        one = known.catalogue.indicator(row.indicator)
        scale = 100 if one.kind == Kind.SURVEY_SHARE else 1
        value = "–" if row.value is None else _number(row.value * scale, one.decimals, language)
        if row.ci_low is not None and row.ci_high is not None and math.isfinite(row.ci_low):
            ends = (_number(end * scale, one.decimals, language) for end in (row.ci_low, row.ci_high))
            value += f" ({'–'.join(ends)})"
        n = "" if row.n is None else _number(row.n, 0, language)
        periods = "–".join(dict.fromkeys((row.first, row.last)))
        table.add_row(getattr(one.name, language), periods, str(row.areas), value, n, str(row.missing + row.too_few))
    return table


def _place(card: SourceCard, known: Known, language: Language) -> str:
    """Return the name of the place whose people were asked; empty where it is the whole country."""
    if card.local is None:
        return ""
    on = date(Period.parse(card.period).last, 1, 1)
    area = known.areas.area(card.local.level, card.local.code, on)
    return str(getattr(area, f"name_{language}"))


def _number(value: float, decimals: int, language: Language) -> str:
    shape = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=shape, locale=language))


def _print(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
