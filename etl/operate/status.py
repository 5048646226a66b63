"""`python -m etl status`: what is served, what stands behind it, and what somebody should look at.

Exit code: 0 all is well; 1 somebody should look at something; 2 nothing whole is served, or what cannot be made again
is damaged or lost. Nothing is changed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from rich.console import Console

from contract.schema import SCHEMA_NUMBER
from etl.operate.state import Condition, Kept, State, read_state

HEADS = {Condition.LOOK: "To look at", Condition.BROKEN: "Broken"}
UNITS = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


def add_status(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("status", help="report what is served and what to look at", description=__doc__)
    parser.set_defaults(run=run_status, writes=False)
    parser.add_argument("--json", action="store_true", help="for programs: one object")


def run_status(arguments: argparse.Namespace, console: Console) -> int:
    """Print the state of the data folder; return its condition."""
    now = datetime.now(UTC)
    state = read_state(arguments.data, now.date())
    lines = [json.dumps(as_json(state, now), indent=2)] if arguments.json else as_lines(state, now)
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return state.condition.value


def as_json(state: State, now: datetime) -> dict[str, Any]:
    """Return the state as it is printed for programs; times are UTC, sizes bytes."""
    editions = state.editions.editions if state.editions else ()
    told: dict[str, Any] = {
        "condition": state.condition.name.lower(),
        "reads_schema": SCHEMA_NUMBER,
        "served": _kept_json(state.served, now) if state.served else None,
        "kept": [_kept_json(one, now) for one in state.kept],
        "editions": None if state.editions is None else [_edition_json(one) for one in editions],
        "record": None if state.record is None else {"waves": len(state.record.waves), "builds": _builds(state)},
        "revisions": None if state.revisions is None else len(state.revisions.waves) + len(state.revisions.rules),
        "next_build": state.next_build,
        "respondents": list(state.respondents),
        "leftovers": state.leftovers,
        "disk": {"free": state.free, "needed": state.needed},
        "problems": [
            {"condition": one.condition.name.lower(), "code": one.code, "text": one.text} for one in state.problems
        ],
    }
    plain: dict[str, Any] = msgspec.to_builtins(told)
    return plain


def as_lines(state: State, now: datetime) -> Iterator[str]:
    """Yield the state in lines for people; what is wrong stands last."""
    yield _line("Served", _kept_line(state.served, now) if state.served else "nothing that is whole")
    for one in state.kept:
        yield _line("Kept besides", _kept_line(one, now))
    for edition in state.editions.editions if state.editions else ():
        marked = f", withdrawn {edition.withdrawal.day}" if edition.withdrawal else ""
        yield _line("Edition", f"{edition.edition}, version {edition.version}, released {edition.released}{marked}")
    if state.record is not None:
        yield _line("Record", f"{len(state.record.waves):,} versions of waves that were served")
    if state.revisions is not None and (count := len(state.revisions.waves) + len(state.revisions.rules)):
        yield _line("Revisions", f"{count:,} declared")
    if state.next_build:
        same = state.served is not None and state.next_build == state.served.build
        yield _line("Sources", f"a build would make {'the same again' if same else state.next_build}")
    for wave in state.respondents:
        yield _line("Respondents", f"{wave.source} {wave.period}: rows to be deleted by {wave.delete_by}")
    yield _line("Disk", f"{_size(state.free)} free; the next build needs about {_size(state.needed)}")
    yield ""
    for problem in sorted(state.problems, key=lambda one: -one.condition):
        yield f"{HEADS[problem.condition]}: {problem.text}"
    if not state.problems:
        yield "All is well."


def _line(head: str, text: str) -> str:
    return f"{head:<14}{text}"


def _kept_line(one: Kept, now: datetime) -> str:
    if not one.whole or one.built_at is None:
        return f"{one.file}: not whole"
    edition = f"edition {one.edition}, version {one.version}, {one.status}"
    return f"{one.file}: {edition}, built {one.built_at:%Y-%m-%d %H:%M} UTC ({_age(one, now)}), schema {one.schema}"


def _age(one: Kept, now: datetime) -> str:
    seconds = _seconds(one, now) or 0
    return next((f"{seconds // size:,} {name} ago" for size, name in UNITS if seconds >= 2 * size), "just now")


def _seconds(one: Kept, now: datetime) -> int | None:
    return int((now - one.built_at).total_seconds()) if one.built_at else None


def _kept_json(one: Kept, now: datetime) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__} | {"age_seconds": _seconds(one, now)}


def _edition_json(one: Any) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("edition", "version", "released", "build", "ledger_rows")}
    return told | {"withdrawn": one.withdrawal.day if one.withdrawal else None}


def _builds(state: State) -> tuple[str, ...]:
    return state.record.manifest.builds if state.record and state.record.manifest else ()


def _size(size: int) -> str:
    return f"{size / 1024**3:,.1f} GB" if size >= 1024**3 else f"{size / 1024**2:,.0f} MB"
