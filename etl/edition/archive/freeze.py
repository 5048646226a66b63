"""Freeze an edition: a copy of its database, read-only, and a manifest with the hash of everything it was made of.

The folder stands before the edition counts, as its release history does. What a release that died has left is replaced;
a version that was released is never written again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from platform import python_version

import msgspec
import tomli_w

from contract.archive import FROZEN, frozen_edition, frozen_folder, sealed, verified_database
from contract.errors import UserError
from contract.pointer import PART, database_of, is_abandoned, sync, write_whole
from contract.schema import SCHEMA_NUMBER
from etl.config.card import SourceCard
from etl.config.toml import FromToml
from etl.edition.archive.content import Content, content_of
from etl.edition.archive.made_of import Input, inputs_of, packages
from etl.publish.build_id import BOUNDARIES
from etl.publish.editions import Edition, Released
from etl.publish.kept_files import copy_whole

READ_ONLY = 0o440
FORMAT = 1  # of manifest.toml; whoever changes it gives the next number


class FrozenFile(FromToml, frozen=True):
    """The database of a frozen edition."""

    name: str
    sha256: str
    size: int


class FrozenManifest(FromToml, frozen=True):
    """What `archive/<edition>-<version>/manifest.toml` says."""

    edition: str
    version: int
    semantic: str
    released: date
    build: str
    inputs: str  # fingerprint of everything it was made of
    content: str  # hash of what readers see
    schema: int  # number of the contract of its database
    program: str  # version of Python
    database: FrozenFile
    tables: dict[str, str]  # hash of each table that readers see
    packages: dict[str, str]
    made_of: tuple[Input, ...]
    read: tuple[str, ...] = ()  # warnings that whoever released it has read
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Making:
    """What is known of an edition before it is frozen."""

    content: Content
    made_of: tuple[Input, ...]
    read: tuple[str, ...] = ()


def making_of(database: Path, cards: Sequence[SourceCard], data: Path, read: Iterable[str] = ()) -> Making:
    """Return what a database shows and what it was made of; raise UserError."""
    return Making(content_of(database), inputs_of(cards, data / BOUNDARIES), tuple(read))


def freeze(database: Path, data: Path, edition: Edition, build: str, making: Making) -> None:
    """Copy a database that is proven and about to be served into the archive; raise UserError, with nothing left."""
    final = frozen_folder(data, edition.edition, edition.version)
    part = final.with_name(f"{final.name}{PART}{os.getpid()}")
    try:
        final.parent.mkdir(exist_ok=True)
        sync(data)
        _sweep(final.parent)
        part.mkdir()
        copy = part / database_of(data, build).name
        sha256, size = copy_whole(database, copy)
        file = FrozenFile(name=copy.name, sha256=sha256, size=size)
        write_whole(part / FROZEN, sealed(_toml(_manifest(edition, build, making, file))))
        for path in (copy, part / FROZEN):
            path.chmod(READ_ONLY)
        sync(part)
        shutil.rmtree(final, ignore_errors=True)  # of a release that died: no edition names it
        part.rename(final)
        sync(final.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("edition_unwritable", path=final.parent, reason=reason) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def is_frozen(data: Path, edition: Edition) -> bool:
    """Return whether the newest version of an edition stands in the archive with the content that was released."""
    known = next((one for one in edition.frozen if one.version == edition.version), None)
    if known is None:
        return False
    try:
        found = frozen_edition(data, edition.edition, edition.version)
        verified_database(found)
    except UserError:
        return False
    return found.content == known.content


def refuse_lost_frozen(data: Path, released: Released) -> None:
    """Refuse where a version that was released is missing from the archive, or is not what was released."""
    for edition in released.editions:
        for one in edition.frozen:
            found = frozen_edition(data, edition.edition, one.version)
            verified_database(found)
            if found.content != one.content:
                raise UserError("frozen_edition_damaged", edition=edition.edition, version=one.version)


def _manifest(edition: Edition, build: str, making: Making, file: FrozenFile) -> FrozenManifest:
    return FrozenManifest(
        edition=edition.edition,
        version=edition.version,
        semantic=edition.semantic,
        released=edition.released,
        build=build,
        inputs=edition.inputs,
        content=making.content.sha256,
        schema=SCHEMA_NUMBER,
        program=f"Python {python_version()}",
        database=file,
        tables=dict(making.content.tables),
        packages=dict(packages()),
        made_of=making.made_of,
        read=making.read,
    )


def _toml(manifest: FrozenManifest) -> bytes:
    return tomli_w.dumps(msgspec.to_builtins(manifest, builtin_types=(date,))).encode()


def _sweep(archive: Path) -> None:
    """Remove what releases that died left behind, unfinished."""
    for left in archive.glob(f"*{PART}*"):
        if is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
