"""Build the database from data/sources and publish it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from rich.console import Console

from contract.errors import UserError
from etl import one_thread  # noqa: F401 - before numpy, which those below load
from etl.audited import audit
from etl.card.command import add_card
from etl.check.command import add_check
from etl.edition.command import add_correct, add_diff, add_notice, add_release, run_release
from etl.edition.convert.command import add_convert, convert_beside
from etl.edition.withdraw import withdraw
from etl.fetch.command import add_fetch
from etl.fetch.record import add_record
from etl.one_writer import one_writer
from etl.operate.backup import add_backup
from etl.operate.embargo import add_embargo, something_is_due
from etl.operate.go_back import add_publish
from etl.operate.restore import add_restore, refuse_half_restored, run_restore
from etl.operate.send import add_send
from etl.operate.status import add_status
from etl.output import Output
from etl.persons.account import account
from etl.persons.command import add_approve, add_trail, run_approve
from etl.persons.noted import EMBARGO, noted
from etl.pipeline import build
from etl.publish.audit.report import add_audit_arguments
from etl.publish.served.revise import add_reason, add_revise, reason_of
from etl.stopped import Stopped, stops_cleanly

DATA = Path(__file__).parents[1] / "data"
REFUSED = 2
LOG_WIDTH = 120  # where the output goes to a file


def main(arguments: Sequence[str] | None = None, *, by: str = "") -> int:
    """Build and publish; return 0, or 2 when a source is refused (one message, nothing published), or above 128.

    by: whose account gives the command; the trail tells it.
    """
    parsed = _parser().parse_args(arguments)
    output = Output(sys.stdout, matters=not parsed.writes)
    console = Console(file=cast("IO[str]", output), width=None if sys.stdout.isatty() else LOG_WIDTH)
    try:
        with stops_cleanly(), _alone(parsed, console):
            finishes_restore = parsed.run is run_restore or getattr(parsed, "due", False)
            if parsed.writes and not finishes_restore:
                refuse_half_restored(parsed.data)
            code = noted(parsed.data, _noted_as(parsed), by, lambda: int(parsed.run(parsed, console)))
    except Stopped as stopped:
        _say(f"Stopped. {UserError('stopped')}")
        return stopped.code
    except UserError as error:
        return _refused(error)
    except OSError as error:  # a full disk, a folder that may not be written, a file that may not be read
        return _refused(UserError("disk_failed", path=error.filename, reason=error.strerror or str(error)))
    if output.failure is not None:
        _say(str(UserError("output_lost", reason=output.failure.strerror)))
    return code


def _noted_as(parsed: argparse.Namespace) -> str:
    """Return what a command is called in the trail; "" where it changes nothing, or notes itself what it does."""
    what = parsed.command or "build"
    if not parsed.writes or parsed.run is run_approve or getattr(parsed, "check", False):
        return ""
    if what == "publish" and parsed.due:  # asked every second around an hour
        return "publish --due" if something_is_due(parsed.data, datetime.now(UTC)) else ""
    if what == "release" and parsed.withdraw:
        return "withdraw"
    return f"{what} {parsed.step}" if what == EMBARGO else what


def _parser() -> argparse.ArgumentParser:
    """Describe all commands."""
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder that holds sources/ (default: data)")
    parser.set_defaults(run=_build, writes=True)
    commands = parser.add_subparsers(title="commands (without one, the picture is built)", metavar="", dest="command")
    released = add_release(commands)
    released.set_defaults(run=_release, writes=True)
    released.add_argument("--withdraw", metavar="EDITION", help="mark one that should not have been released instead")
    add_reason(released, "why it is withdrawn, as readers are told")
    add_revise(commands)
    add_correct(commands)
    add_notice(commands)
    add_diff(commands)
    add_convert(commands)
    audited = commands.add_parser("audit", help="report what is hidden and how near it can be worked out")
    audited.set_defaults(run=_audit, writes=False)
    add_audit_arguments(audited)
    add_fetch(commands)
    add_record(commands)
    add_check(commands)
    add_card(commands)
    add_status(commands)
    add_publish(commands)
    add_embargo(commands)
    add_backup(commands)
    add_restore(commands)
    add_approve(commands)
    add_trail(commands)
    add_send(commands)
    return parser


def _alone(parsed: argparse.Namespace, console: Console) -> AbstractContextManager[None]:
    """Let a command that writes into the data folder be the only one that does."""
    if not parsed.writes:
        return nullcontext()
    return one_writer(parsed.data, lambda: console.print("Another command writes into this folder: waiting for it."))


def _refused(error: UserError) -> int:
    _say(f"Refused. {error}")
    return REFUSED


def _say(message: str) -> None:
    Console(file=cast("IO[str]", Output(sys.stderr)), soft_wrap=True).print(
        message, style="bold", markup=False, highlight=False
    )


def _build(arguments: argparse.Namespace, console: Console) -> int:
    build(arguments.data, console)
    convert_beside(arguments.data, console)
    return 0


def _audit(arguments: argparse.Namespace, console: Console) -> int:
    audit(arguments.data, arguments.edition, arguments.out, console)
    return 0


def _release(arguments: argparse.Namespace, console: Console) -> int:
    if not arguments.withdraw:
        return run_release(arguments, console)
    marked, served = withdraw(arguments.data, arguments.withdraw, reason_of(arguments))
    console.print(f"Edition {marked.edition}, version {marked.version}, is withdrawn.", highlight=False)
    if served:
        console.print(f"Published {served.name}", highlight=False)
        return 0
    try:
        build(arguments.data, console)
    except UserError as error:
        raise UserError(
            "stamp_not_served", path=arguments.data, edition=marked.edition, version=marked.version, reason=error
        ) from error
    return 0


if __name__ == "__main__":
    sys.exit(main(by=account()))
