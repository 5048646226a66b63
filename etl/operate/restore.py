"""`python -m etl restore BACKUP`: put a backup back into the data folder, and prove the ledger afterwards.

Every file of the backup is compared with its hash first. Where the data folder knows of editions, revisions or served
builds that the backup does not, nothing is changed: disclosure control would forget figures that were open. With
--forget-newer they are given up all the same. Sources that are there and differ are left as they are.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TypeVar

from rich.console import Console

from contract.archive import ARCHIVE, FOLDER_NAME
from contract.errors import UserError
from contract.persons.trail import FOLDER as TRAIL
from contract.persons.trail import read_trail
from contract.pointer import PART, PREVIOUS, build_of, databases, is_abandoned, sync, write_whole
from etl.actions.contributions import ACTIONS
from etl.config.toml import read_toml
from etl.edition.archive.freeze import READ_ONLY
from etl.operate.contents import SOURCES, Backup, Behind, prove, read_backup, sync_folders
from etl.persons.noted import RESTORE
from etl.publish.build_id import BOUNDARIES
from etl.publish.editions import FOLDER, MANIFESTS, RELEASED, WITHDRAWN, Edition, Released
from etl.publish.kept_files import OWNER_ONLY, copy_whole, hash_of, told_by
from etl.publish.served import record
from etl.publish.served.record import MANIFEST, RECORDS, Manifest
from etl.publish.served.revisions import REVISIONS, LoosenedRule, RevisedWave, Revisions

FOR_READERS = 0o777  # as far as the umask lets them
MARK = "RESTORING"  # in the data folder, with the path of the backup, until everything stands
T = TypeVar("T")


def add_restore(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("restore", help="put a backup back, and prove the ledger", description=__doc__)
    parser.set_defaults(run=run_restore)
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the folder that `etl backup` made")
    parser.add_argument("--forget-newer", action="store_true", help="also where the data folder knows more")


def run_restore(arguments: argparse.Namespace, console: Console) -> int:
    """Restore a backup and say what is proven; return 0, raise UserError."""
    kept = restore(arguments.data, arguments.backup, forget_newer=arguments.forget_newer)
    behind = prove(arguments.data)
    rows = behind.released.history.height
    console.print(
        f"Restored. Ledger: {len(behind.released.editions):,} editions, {rows:,} figures that were open, whole.",
        f"Record: {len(behind.record.waves):,} versions of waves that were served, whole.",
        *(f"Left as it is, for it differs: {path}" for path in kept),
        "Next: python -m etl status",
        sep="\n",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    return 0


def restore(data: Path, backup: Path, *, forget_newer: bool = False) -> tuple[Path, ...]:
    """Put the files of a backup into a data folder; return the sources that differ and were left as they are.

    Raise UserError, with nothing changed where the backup is damaged or older than the data folder. A restore that dies
    is run again: until then its mark stands in the folder, and nothing else is done there (`refuse_half_restored`).
    """
    told = read_backup(backup)
    newer = sorted(set(_newer(data, prove(backup))))
    if newer and not forget_newer:
        raise UserError("backup_older", path=backup, found=newer)
    try:
        data.mkdir(parents=True, exist_ok=True)
        write_whole(data / MARK, f"{backup.resolve()}\n".encode())
        sync(data)
        kept = _put_back(data, backup, told)
        if forget_newer:
            _remove_others(data, {data / file.name for file in told.files})
        sync_folders(data)
        prove(data)
        (data / MARK).unlink()
        sync(data)
    except OSError as error:
        raise UserError("restore_unwritable", path=data, reason=error.strerror or str(error)) from error
    return kept


def refuse_half_restored(data: Path, other_than: Path | None = None) -> None:
    """Raise UserError where a restore into a data folder has begun and was not finished, other than of this backup."""
    backup = half_restored(data)
    if backup is not None and (other_than is None or backup != str(other_than.resolve())):
        raise UserError("restore_unfinished", path=data, backup=backup)


def half_restored(data: Path) -> str | None:
    """Return which backup a restore that was not finished puts back; None where there is none."""
    mark = data / MARK
    return mark.read_text(encoding="utf-8", errors="replace").strip() if mark.exists() else None


def _newer(data: Path, saved: Behind) -> Iterator[str]:
    """List what of a data folder, as far as it can be read, knows more than a backup: paths in the folder."""
    for path in sorted((data / FOLDER).glob(MANIFESTS)):
        found = _read(path, Edition)
        if found and not _knows(saved.released, found):
            yield f"{FOLDER}/{path.name}"
    served = _read(data / record.FOLDER / MANIFEST, Manifest)
    known = {(wave.key, wave.respondents.sha256) for wave in saved.record.waves}
    if served and not known >= {(wave.key, wave.respondents.sha256) for wave in served.waves}:
        yield f"{record.FOLDER}/{MANIFEST}"
    declared = _read(data / FOLDER / REVISIONS, Revisions)
    if declared and not _declared(saved.revisions) >= _declared(declared):
        yield f"{FOLDER}/{REVISIONS}"
    builds = saved.record.manifest.builds if saved.record.manifest else ()
    yield from (path.name for path in databases(data) if build_of(path) not in builds and told_by(path, RECORDS))
    for path in databases(data):
        told = chain.from_iterable(told_by(path, question) for question in RELEASED)
        yield from (path.name for edition, version in told if saved.released.version(edition) < version)
        marked = told_by(path, WITHDRAWN)
        yield from (path.name for edition, version in marked if not saved.released.is_withdrawn(edition, version))


def _knows(saved: Released, found: Edition) -> bool:
    """Return whether a backup knows the version of an edition, and all that were withdrawn."""
    withdrawn = all(saved.is_withdrawn(found.edition, one.version) for one in found.withdrawn)
    return withdrawn and saved.version(found.edition) >= found.version


def _read(path: Path, kind: type[T]) -> T | None:
    """Read a file of the data folder; None where it is gone or damaged, which a backup is for."""
    try:
        return read_toml(path, kind)
    except UserError:
        return None


def _declared(revisions: Revisions) -> set[RevisedWave | LoosenedRule]:
    return {*revisions.waves, *revisions.rules}


def _put_back(data: Path, backup: Path, told: Backup) -> tuple[Path, ...]:
    _sweep(data)
    kept = []
    keeps_trail = _stays(data / TRAIL, backup / TRAIL)
    for file in told.files:
        target = data / file.name
        if file.name.startswith(f"{TRAIL}/") and keeps_trail:
            continue
        if target.is_file() and hash_of(target) == (file.sha256, file.size):
            continue
        if target.is_file() and file.name.startswith((f"{SOURCES}/", f"{BOUNDARIES}/", f"{ACTIONS}/")):
            kept.append(target)
            continue
        if target.parent != data:
            first = PurePosixPath(file.name).parts[0]
            (data / first).mkdir(mode=FOR_READERS if first == ARCHIVE else OWNER_ONLY, exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        if copy_whole(backup / file.name, target) != (file.sha256, file.size):
            raise UserError("backup_damaged", path=backup / file.name)
        if file.name.startswith(f"{ARCHIVE}/"):
            target.chmod(READ_ONLY)
        _sync_up(target.parent, data)
    return tuple(kept)


def _stays(trail: Path, saved: Path) -> bool:
    """Return whether a trail is whole: whoever brings a backup does not write what happened here.

    One that tells of nothing but restores, on a machine that has just got its folder, gives way to what was saved.
    """
    try:
        here = read_trail(trail)
    except UserError:
        return False
    return any(event.what != RESTORE for event in here) or not read_trail(saved)


def _sync_up(folder: Path, data: Path) -> None:
    """Wait until the names in a folder, and of all folders down to it, stand on the disk."""
    sync(folder)
    if folder != data:
        _sync_up(folder.parent, data)


def _remove_others(data: Path, saved: Collection[Path]) -> None:
    """Remove editions, records and databases that the backup does not know."""
    inside = chain((data / FOLDER).glob("*"), (data / record.FOLDER).glob("*"), databases(data), [data / PREVIOUS])
    for path in inside:
        if path.is_file() and path not in saved:
            path.unlink()
    kept = {path.parent for path in saved}
    for path in (data / ARCHIVE).glob("*"):
        if FOLDER_NAME.fullmatch(path.name) and path not in kept:
            shutil.rmtree(path)


def _sweep(data: Path) -> None:
    """Remove what a restore that died left behind."""
    for left in data.rglob(f"*{PART}*"):
        if left.is_file() and is_abandoned(left):
            left.unlink(missing_ok=True)
