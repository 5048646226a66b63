"""`python -m etl backup FOLDER`: keep what cannot be made again, with the served picture, as one new folder in FOLDER.

Editions with their ledger and archive, revisions, the record of what was served, the cards of all sources, and the
served database. The record holds respondents without ids: personal data, for one place may hold few people. The new
folder can be read by its owner alone; it is written whole, read back, and only then has its name.
"""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import tomli_w
from rich.console import Console

from contract.errors import UserError
from contract.pointer import PART, build_of, is_abandoned, served_database, sync, write_whole
from etl.operate.contents import BACKUP, Backup, SavedFile, files_to_save, prove, read_backup, sync_folders
from etl.publish.kept_files import OWNER_ONLY, copy_whole


def add_backup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("backup", help="keep what cannot be made again", description=__doc__)
    parser.set_defaults(run=run_backup)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where backups are kept, on another disk")
    parser.add_argument("--sources", action="store_true", help="with the files of the sources: respondents' rows too")


def run_backup(arguments: argparse.Namespace, console: Console) -> int:
    """Make a backup and say where it is; return 0, raise UserError."""
    made = back_up(arguments.data, arguments.folder, with_sources=arguments.sources)
    told = read_backup(made)
    size = sum(file.size for file in told.files) / 1024**2
    console.print(f"Saved {told.files_count:,} files, {size:,.0f} MB: {made}", highlight=False, soft_wrap=True)
    console.print("It holds personal data: respondents without ids.", highlight=False)
    return 0


def back_up(data: Path, folder: Path, *, with_sources: bool) -> Path:
    """Make a backup of a data folder in `folder`; return its own folder. Raise UserError, with nothing left behind."""
    if folder.resolve().is_relative_to(data.resolve()):
        raise UserError("backup_inside_data", path=folder)
    prove(data)
    build = build_of(served_database(data))
    made = datetime.now(UTC)
    while (final := folder / f"backup-{made:%Y%m%dT%H%M%SZ}-{build}").exists():
        made += timedelta(seconds=1)  # two within a second, or the clock went back
    part = final.with_name(f"{final.name}{PART}{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sync(folder.parent)
        _sweep(folder)
        part.mkdir(mode=OWNER_ONLY)
        files = tuple(_saved(path, data, part) for path in files_to_save(data, with_sources=with_sources))
        told = Backup(made=made, build=build, with_sources=with_sources, files_count=len(files), files=files)
        write_whole(part / BACKUP, tomli_w.dumps(msgspec.to_builtins(told, builtin_types=(datetime,))).encode())
        read_backup(part)
        prove(part)  # a build may have gone on meanwhile: then one half would be older than the other
        sync_folders(part)
        part.rename(final)
        sync(folder)
    except OSError as error:
        raise UserError("backup_unwritable", path=folder, reason=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return final


def _saved(path: Path, data: Path, part: Path) -> SavedFile:
    name = path.relative_to(data)
    (part / name).parent.mkdir(parents=True, exist_ok=True)
    sha256, size = copy_whole(path, part / name)
    return SavedFile(name=name.as_posix(), sha256=sha256, size=size)


def _sweep(folder: Path) -> None:
    """Remove what backups that died left behind: personal data lies in it."""
    for left in folder.glob(f"backup-*{PART}*"):
        if is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
