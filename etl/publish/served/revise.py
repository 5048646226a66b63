"""`python -m etl revise`: declare that respondents who were served are replaced, or that a rule is looser, and why."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console

from contract.codes import Language
from contract.errors import UserError
from etl.config.card import SourceCard, read_cards
from etl.config.policy import Policy, read_policy
from etl.config.toml import Text
from etl.publish.closed_waves import reading_of, reopened_waves
from etl.publish.editions import FOLDER, Released, read_released
from etl.publish.served import record
from etl.publish.served.policy import loosened_rules, served_policy
from etl.publish.served.record import Record, read_record
from etl.publish.served.revisions import (
    LoosenedRule,
    RevisedWave,
    Revisions,
    read_revisions,
    today,
    write_revisions,
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was served and released, and what the sources hold now."""

    policy: Policy
    cards: tuple[SourceCard, ...]
    released: Released
    record: Record
    revisions: Revisions


def add_revise(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("revise", help="declare a revision of a wave that was served", description=__doc__)
    parser.set_defaults(run=run_revise, writes=True)
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="the survey (default: every wave that differs)")
    parser.add_argument("period", nargs="?", metavar="PERIOD", help="its wave")
    parser.add_argument("--policy", action="store_true", help="declare rules of the policy that are looser instead")
    add_reason(parser, "why, as readers are told; no numbers of what differs")


def add_reason(parser: argparse.ArgumentParser, told: str) -> None:
    """Add the arguments of a reason in three languages."""
    parser.add_argument("--reason", default="", help=told)
    for language in Language:
        parser.add_argument(f"--reason-{language}", default="", help=f"the same in this language ({language})")


def run_revise(arguments: argparse.Namespace, console: Console) -> int:
    """Write the declaration into the folder of editions and say what to do next; return 0, raise UserError."""
    reason = reason_of(arguments)
    policy = read_policy()
    folder = arguments.data / FOLDER
    known = _Known(
        policy,
        read_cards(arguments.data / "sources", policy.max_file_megabytes.value),
        read_released(folder),
        read_record(arguments.data / record.FOLDER),
        read_revisions(folder),
    )
    if arguments.policy:
        rules = tuple(_rules(known, reason))
        told = [f"{one.rule} = {one.value:g}" for one in rules]
        declared = Revisions(waves=known.revisions.waves, rules=(*known.revisions.rules, *rules))
    else:
        waves = tuple(_waves(known, arguments.source, arguments.period, reason))
        told = [f"{one.source} {one.period}" for one in waves]
        declared = Revisions(waves=(*known.revisions.waves, *waves), rules=known.revisions.rules)
    if not told:
        raise UserError("revision_of_nothing", path=arguments.data)
    write_revisions(folder, declared)
    console.print(f"Declared: {', '.join(told)}. Readers are told the reason.", "Build now: python -m etl", sep="\n")
    return 0


def reason_of(arguments: argparse.Namespace) -> Text:
    """Return the reason in the three languages: in its own words, or in those given for all. Raise UserError."""
    words = {one: (getattr(arguments, f"reason_{one}") or arguments.reason).strip() for one in Language}
    if not all(words.values()):
        raise UserError("revision_without_reason")
    return Text(**words)


def _waves(known: _Known, source: str | None, period: str | None, reason: Text) -> Iterator[RevisedWave]:
    for card in reopened_waves(known.cards, known.released.waves, known.record):
        declared = known.revisions.allows(card.id, card.period, card.sha256, reading_of(card))
        if not declared and source in {None, card.id} and period in {None, card.period}:
            yield RevisedWave(
                declared=today(),
                source=card.id,
                period=card.period,
                sha256=card.sha256,
                reading=reading_of(card),
                reason=reason,
            )


def _rules(known: _Known, reason: Text) -> Iterator[LoosenedRule]:
    for one in loosened_rules(known.policy, served_policy(known.record, known.released)):
        if not known.revisions.allows_rule(one.rule, one.now):
            yield LoosenedRule(declared=today(), rule=one.rule, value=one.now, reason=reason)
