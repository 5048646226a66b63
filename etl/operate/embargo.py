"""`python -m etl embargo prepare|approve|drop`: make an edition that nobody is served before its hour.

It is prepared in a data folder of its own, `waiting`, as if it were served there: built, audited, released. Approved,
it lies beside it as a backup, `embargoed`; at the hour that the calendar has confirmed, `etl publish --due` restores
that backup into the data folder: pages, files and programs get it at once. Both folders are open to their owner alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec
import tomli_w
from rich.console import Console

from contract.archive import ARCHIVE, WAITING
from contract.errors import UserError
from contract.pointer import POINTER, NoDatabaseError, served_database, sync, write_whole
from etl.actions.contributions import ACTIONS
from etl.config.card import read_cards
from etl.config.policy import read_policy
from etl.config.toml import FromToml, read_toml
from etl.edition.checklist import checklist, refuse_unready
from etl.edition.commit import read_known
from etl.edition.release import release
from etl.edition.told.calendar import Entry, local, read_calendar
from etl.operate.backup import back_up
from etl.operate.contents import SOURCES
from etl.operate.restore import half_restored, refuse_half_restored, restore
from etl.publish import editions
from etl.publish.build_id import BOUNDARIES, CALENDAR
from etl.publish.editions import STAMP
from etl.publish.kept_files import OWNER_ONLY, told_by
from etl.publish.served import record

EMBARGOED = "embargoed"
STATE = "state.toml"
FOR_GROUP = 0o2750  # what is made inside belongs to the same group
FOR_GOOD = ("backup_older", "backup_damaged")  # why an edition cannot be published, however often it is tried


class EmbargoState(StrEnum):
    """How far a waiting edition has come; published, it waits no more."""

    EMBARGOED = "embargoed"
    FAILED = "failed"  # its hour came, and it could not be published


class Embargo(FromToml, frozen=True):
    """What `embargoed/state.toml` says."""

    state: EmbargoState
    edition: str
    version: int
    approved_by: str
    backup: str  # name of its folder
    reason: str = ""  # why it failed


def prepare(data: Path, readers: str = "") -> Path:
    """Make the folder in which the next edition is built; return it. Raise UserError or OSError.

    It begins as what is served now; sources, boundaries and contributions are those of the data folder itself.
    readers: a group that may read what is built there, ledger and record apart: that of the preview (docs/ROLES.md).
    """
    served = served_database(data)
    waiting = data / WAITING
    drop(data)
    waiting.mkdir(mode=OWNER_ONLY)
    if readers:
        open_to(waiting, readers)
    for name in (editions.FOLDER, record.FOLDER, ARCHIVE):
        if (data / name).is_dir():
            shutil.copytree(data / name, waiting / name, copy_function=_copied)
    for name in (SOURCES, BOUNDARIES, ACTIONS):
        if (data / name).is_dir():
            (waiting / name).symlink_to(Path("..") / name, target_is_directory=True)
    _copied(str(served), str(waiting / served.name))
    for name in (CALENDAR, POINTER):
        if (data / name).is_file():
            shutil.copy2(data / name, waiting / name)
    sync(data)
    return waiting


def open_to(folder: Path, group: str) -> None:
    """Let a group read a folder and what is made in it; raise UserError where there is no such group."""
    try:
        shutil.chown(folder, group=group)
    except LookupError as error:
        raise UserError("readers_unknown", path=folder, found=group) from error
    folder.chmod(FOR_GROUP)


def approve(data: Path, by: str, read: tuple[str, ...], now: datetime, console: Console) -> Embargo:
    """Release what was built in the waiting folder, there alone, for the hour of the calendar; raise UserError."""
    waiting = data / WAITING
    if not waiting.is_dir():
        raise UserError("nothing_waits", path=data)
    edition, version, _ = told_by(served_database(waiting), STAMP)[0]
    if _is_released(data, edition, version):
        raise UserError("edition_released_already", path=data, edition=edition, version=version)
    entry = _confirmed(data, edition, version)
    due = entry.due or now
    if local(due) <= local(now):
        raise UserError("embargo_past", path=data / CALENDAR, edition=edition, due=entry.due_text)
    if not _is_released(waiting, edition, version):  # by an approval that died after it
        day = local(due).date()
        refuse_unready(checklist(waiting, served_database(waiting), read_known(waiting)[0], day), read)
        cards = read_cards(waiting / SOURCES, read_policy().max_file_megabytes.value)
        release(waiting, cards, console, read, day)
    _remove_approved(data)
    backup = back_up(waiting, data / EMBARGOED, with_sources=False)
    (data / EMBARGOED).chmod(OWNER_ONLY)
    told = Embargo(state=EmbargoState.EMBARGOED, edition=edition, version=version, approved_by=by, backup=backup.name)
    _write(data, told)
    return told


def drop(data: Path) -> None:
    """Remove an edition that waits, what says so last: nothing of it was served. Raise OSError."""
    if (data / WAITING).exists():
        shutil.rmtree(data / WAITING)
    _remove_approved(data)


def read_embargo(data: Path) -> Embargo | None:
    """Read which edition waits for its hour; None where none does. Raise UserError."""
    path = data / EMBARGOED / STATE
    return read_toml(path, Embargo) if path.is_file() else None


def is_due(data: Path, told: Embargo, now: datetime) -> bool:
    """Return whether the hour of a waiting edition has come: that of the calendar as it is now."""
    if told.state is not EmbargoState.EMBARGOED:
        return False
    due = _confirmed(data, told.edition, told.version).due
    return due is not None and local(due) <= local(now)


def something_is_due(data: Path, now: datetime) -> bool:
    """Return whether a waiting edition would be published now; where nobody can tell, it would not."""
    try:
        told = read_embargo(data)
        return told is not None and is_due(data, told, now)
    except UserError:
        return False


def publish_due(data: Path, now: datetime) -> Path | None:
    """Publish the waiting edition where its hour has come; return its database, or None.

    Raise UserError where it cannot be published; what was served is served on. What died or met a full disk is finished
    by the next call; where something else was served meanwhile, or the backup is damaged, its state is `failed`.
    """
    told = read_embargo(data)
    backup = data / EMBARGOED / told.backup if told else None
    refuse_half_restored(data, other_than=backup)
    if told is None or backup is None or not is_due(data, told, now):
        return None
    is_restored = _is_released(data, told.edition, told.version) and half_restored(data) is None
    try:
        if not is_restored:  # by a publication that died after it
            restore(data, backup)
    except UserError as error:
        if error.code not in FOR_GOOD:  # the disk is full, say: the next call tries again
            raise
        failed = msgspec.structs.replace(told, state=EmbargoState.FAILED, reason=str(error))
        _write(data, failed)
        raise UserError(
            "embargo_failed", path=data, edition=told.edition, version=told.version, reason=error
        ) from error
    drop(data)
    return served_database(data)


def add_embargo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`; building is the caller's."""
    parser = commands.add_parser("embargo", help="make an edition that waits for its hour", description=__doc__)
    parser.set_defaults(run=run_embargo, writes=True)
    parser.add_argument("step", choices=("prepare", "approve", "drop"), help="what to do with it")
    parser.add_argument("--by", default="", metavar="NAME", help="who approves it")
    parser.add_argument("--read", default="", metavar="WARNINGS", help="warnings that were read, with commas")
    parser.add_argument("--readers", default="", metavar="GROUP", help="the group of the preview that may read it")


def run_embargo(arguments: argparse.Namespace, console: Console) -> int:
    """Take one step and say what comes next; return 0, raise UserError."""
    if arguments.step == "prepare":
        waiting = prepare(arguments.data, arguments.readers)
        console.print(f"Next: python -m etl --data {waiting}, then audit, then: etl embargo approve", soft_wrap=True)
    elif arguments.step == "approve":
        read = tuple(filter(None, arguments.read.split(",")))
        told = approve(arguments.data, arguments.by, read, datetime.now(UTC), console)
        console.print(f"Edition {told.edition}, version {told.version}, waits for its hour: etl publish --due")
    else:
        drop(arguments.data)
        console.print("Removed.")
    return 0


def _confirmed(data: Path, edition: str, version: int) -> Entry:
    entry = read_calendar(data).entry(edition, version)
    if entry is None or entry.due is None or entry.cancelled:
        raise UserError("embargo_without_date", path=data / CALENDAR, edition=edition, version=version)
    return entry


def _is_released(data: Path, edition: str, version: int) -> bool:
    """Return whether a data folder serves this version of this edition, released."""
    try:
        return told_by(served_database(data), STAMP) == [(edition, version, "published")]
    except NoDatabaseError:
        return False


def _remove_approved(data: Path) -> None:
    """Remove what was approved; its state goes last."""
    folder = data / EMBARGOED
    if not folder.exists():
        return
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    shutil.rmtree(folder)


def _write(data: Path, told: Embargo) -> None:
    write_whole(data / EMBARGOED / STATE, tomli_w.dumps(msgspec.to_builtins(told)).encode())
    sync(data / EMBARGOED)


def _copied(old: str, new: str) -> None:
    """Copy a file; a database, which nobody writes into once it stands, by a second name."""
    if old.endswith(".duckdb"):
        os.link(old, new)
    else:
        shutil.copy2(old, new)
