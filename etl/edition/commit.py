"""Write a changed edition and serve the same figures with the stamp that it gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec
import polars as pl
import tomli_w

from contract.errors import UserError
from contract.pointer import build_of, sync
from etl.config.card import SourceCard, read_cards
from etl.config.policy import read_policy
from etl.edition.archive.freeze import Making, freeze, is_frozen
from etl.edition.told.calendar import read_calendar
from etl.edition.told.tables import edition_tables
from etl.publish.build_id import LENGTH
from etl.publish.editions import (
    CORRECTION_CELL,
    FOLDER,
    Edition,
    Released,
    leftovers,
    read_released,
    refuse_lost,
)
from etl.publish.kept_files import write_manifest
from etl.publish.load import unpublished
from etl.publish.served import record
from etl.publish.served.next_build import next_build
from etl.publish.served.record import Record, read_record, refuse_lost_record
from etl.publish.served.stamp import Stamp, serve_stamped


@dataclass(frozen=True, slots=True)
class EditionChange:
    """A manifest that is about to be written, and the release history that it names."""

    manifest: Edition
    history: pl.DataFrame
    files: Mapping[str, bytes] = field(default_factory=dict)  # name -> content: a new ledger, figures of a correction
    cells: pl.DataFrame = field(default_factory=CORRECTION_CELL.to_frame)  # of a correction that it makes
    making: Making | None = None  # of an edition that is frozen with it
    local: pl.DataFrame | None = None  # the release history of places' own surveys; None: as it was


def serve_change(path: Path, stamp: Stamp, known: Released, recorded: Record, change: EditionChange) -> Path:
    """Serve the figures of a database with another stamp, and write the manifest just before; raise UserError."""
    manifest = change.manifest
    others = (one for one in known.editions if one.edition != manifest.edition)
    editions = tuple(sorted((*others, manifest), key=lambda one: one.edition))
    local = known.local if change.local is None else change.local
    after = Released(known.folder, editions, change.history, pl.concat([known.cells, change.cells]), local)
    counts = []

    def commit() -> None:
        if change.making and not is_frozen(path.parent, manifest):
            freeze(unpublished(path.parent, stamp.build), path.parent, manifest, stamp.build, change.making)
        write_edition(known, change)
        counts.append(manifest)

    try:
        told = edition_tables(after, read_calendar(path.parent))
        return serve_stamped(path, stamp, after, told, record=recorded, commit=commit)
    except UserError as error:
        if not counts:
            raise
        raise UserError(
            "stamp_not_served", path=known.folder, edition=manifest.edition, version=manifest.version, reason=error
        ) from error


def read_known(data: Path) -> tuple[Released, Record]:
    """Read editions and record; raise UserError where either is damaged, or older than what is served."""
    known = read_released(data / FOLDER)
    refuse_lost(data, known)
    recorded = read_record(data / record.FOLDER)
    refuse_lost_record(data, recorded)
    return known, recorded


def next_with(data: Path, cards: Sequence[SourceCard], known: Record, manifest: Edition) -> str:
    """Return the id that a build of these cards would have with a manifest."""
    return next_build(data, cards, known, {f"{manifest.edition}.toml": edition_toml(manifest)})


def restamped(data: Path, recorded: Record, before: Edition, after: Edition, served: Path) -> str:
    """Name the build that is served with a changed edition: as a build would, where the sources make these figures."""
    with suppress(UserError):
        cards = read_cards(data / "sources", read_policy().max_file_megabytes.value)
        if next_with(data, cards, recorded, before) == build_of(served):
            return next_with(data, cards, recorded, after)
    return hashlib.sha256(served.name.encode() + edition_toml(after)).hexdigest()[:LENGTH]


def write_edition(known: Released, change: EditionChange) -> None:
    """Write a new ledger, then the manifest that names it: only then it counts; raise UserError."""
    folder = known.folder
    path = folder / f"{change.manifest.edition}.toml"
    try:
        write_manifest(path, edition_toml(change.manifest), change.files, leftovers(known))
    except OSError as error:
        raise UserError("edition_unwritable", path=folder, reason=error.strerror or str(error)) from error
    with suppress(OSError):  # it counts already; after a power cut the served picture would tell that it is missing
        sync(folder)


def edition_toml(manifest: Edition) -> bytes:
    """Return the manifest of an edition as it stands in its file."""
    return tomli_w.dumps(msgspec.to_builtins(manifest, builtin_types=(date,))).encode()
