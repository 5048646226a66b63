"""Build the situation picture from data/sources and publish it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from contract.errors import UserError
from etl.check.command import add_check
from etl.compare.verdicts import compare
from etl.config.card import read_cards
from etl.config.catalogue.catalogue import read_catalogue
from etl.config.policy import read_policy
from etl.estimate.combine import rules, surroundings, together
from etl.estimate.waves import estimate_surveys
from etl.fetch.command import add_fetch
from etl.fetch.record import add_record
from etl.harmonise.area_totals import drawn, with_sums
from etl.harmonise.newest_division import moved, on_newest
from etl.publish.build_id import fingerprint
from etl.publish.changes import changes
from etl.publish.closed_waves import refuse_copies, refuse_reopened
from etl.publish.editions import FOLDER, editions_table, read_released, refuse_lost
from etl.publish.load import current, load
from etl.publish.release import release, stamp
from etl.publish.report import changed, step, summary, weight_warnings
from etl.publish.rows import Situation, edition_of, tables
from etl.read.sources import read_all
from etl.read.wording import check_wording
from etl.sdc.protect import protect
from geo.classification import read_classification

DATA = Path(__file__).parents[1] / "data"
REFUSED = 2
LOG_WIDTH = 120  # where the output goes to a file


def build(data: Path, console: Console) -> Path:
    """Read, estimate, compare, protect, load and log; return the published database. Raise Refusal: nothing changed."""
    policy, areas, released = read_policy(), read_classification(), read_released(data / FOLDER)
    refuse_lost(data, released)
    with step(console, "Read and check sources"):
        cards = read_cards(data / "sources", policy.max_file_megabytes.value)
        refuse_reopened(cards, released.waves)
        sources = {card.id for card in cards}
        catalogue = read_catalogue().present(sources)
        catalogue.check_sources(sources)
        check_wording(cards, catalogue)
        readings = read_all(cards, catalogue, areas)
        refuse_copies(readings.waves, released.waves)
    for warning in weight_warnings(readings.waves):
        console.print(warning, style="yellow")
    with step(console, "Estimate"):
        surveys = estimate_surveys(readings.waves, catalogue, areas)
        published = with_sums(on_newest(readings.observations, catalogue, areas), catalogue, areas)
        estimates = together(surveys, published, catalogue)
    with step(console, "Protect"):
        protected = protect(estimates, surroundings(policy, catalogue, surveys, released.ledger))
    with step(console, "Compare"):
        single = [one.estimates for one in surveys if len(one.waves) == 1]
        pooled = [one.estimates for one in surveys if len(one.waves) > 1]
        compared = compare(single, pooled, protected, rules(policy, catalogue))
    with step(console, "Draw"):
        fetched = data / "boundaries"
        shapes = drawn(areas, fetched)
    with step(console, "Load"):
        name = fingerprint(cards, fetched, released.folder)
        version, status = stamp(released.folder, edition_of(cards), fingerprint(cards, fetched))
        whole = (policy, catalogue, areas, cards, readings.rows, shapes, protected, compared)
        situation = Situation(name, *whole, version, status)
        contents = tables(situation) | {"area_moved": moved(protected, readings.observations, areas)}
        contents |= {"edition": editions_table(released)}
        log = changes(current(data), contents, name, policy.change_log_points.value)
        path = load(contents | {"change": log}, data, name)
    console.print("", summary(catalogue, protected), "", changed(log), "", f"Published {path.name}", sep="\n")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and publish; return 0, or 2 when a source is refused (one message, nothing published)."""
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder that holds sources/ (default: data)")
    parser.set_defaults(run=_build)
    commands = parser.add_subparsers(title="commands (without one, the picture is built)", metavar="")
    released = commands.add_parser("release", help="make an edition of what is served: no longer a draft")
    released.set_defaults(run=_release)
    add_fetch(commands)
    add_record(commands)
    add_check(commands)
    asked = parser.parse_args(arguments)
    try:
        code: int = asked.run(asked, Console(width=None if sys.stdout.isatty() else LOG_WIDTH))
    except UserError as refusal:
        _say(f"Refused. {refusal}")
        return REFUSED
    except OSError as error:  # a full disk, a folder that may not be written, a file that may not be read
        told = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
        do = "Look for room on the disk, and whether you may read and write there"
        _say(f"Refused. {told}. {do}.")
        return REFUSED
    return code


def _say(refused: str) -> None:
    Console(stderr=True, soft_wrap=True).print(refused, style="bold", markup=False, highlight=False)


def _build(told: argparse.Namespace, console: Console) -> int:
    build(told.data, console)
    return 0


def _release(told: argparse.Namespace, console: Console) -> int:
    cards = read_cards(told.data / "sources", read_policy().max_file_megabytes.value)
    release(told.data, cards, console)
    build(told.data, console)  # the same numbers with their new stamp; the ledger's own attack is part of it
    return 0


if __name__ == "__main__":
    sys.exit(main())
