"""`python -m etl release`: what is served becomes an edition, recorded in the release history: no longer a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import msgspec
import polars as pl
import tomli_w
from rich.console import Console

from contract.errors import UserError
from contract.pointer import build_of, sync
from etl.config.card import SourceCard, read_cards
from etl.config.policy import read_policy, rule_values
from etl.config.toml import Text, read_toml
from etl.publish.build_id import BOUNDARIES, LENGTH, build_id, inputs_id
from etl.publish.closed_waves import released_waves
from etl.publish.editions import (
    FOLDER,
    STAMP,
    Edition,
    Released,
    ReleasedWave,
    Withdrawal,
    leftovers,
    read_released,
    refuse_lost,
    says_published,
)
from etl.publish.kept_files import stored, told_by, write_manifest
from etl.publish.served import record
from etl.publish.served.record import Record, read_record, refuse_lost_record
from etl.publish.served.stamp import Stamp, can_be_stamped, serve_stamped
from etl.publish.whole import current
from etl.sdc.release_history import extend_history

OPEN = """SELECT e.* FROM estimate e JOIN indicator i ON i.id = e.indicator
    WHERE i.kind LIKE 'survey%' AND e.value IS NOT NULL"""


def released(editions: Path, edition: str) -> Edition | None:
    """Read the newest release of an edition, or None before the first."""
    path = editions / f"{edition}.toml"
    return read_toml(path, Edition) if path.is_file() else None


def version_and_status(editions: Path, edition: str, inputs: str) -> tuple[int, str]:
    """Return version and status: published while the inputs are what was released, else a draft of the next.

    What was released and withdrawn is withdrawn, whoever builds it again.
    """
    last = released(editions, edition)
    if last is None:
        return 1, "draft"
    if last.inputs != inputs:
        return last.version + 1, "draft"
    return last.version, "withdrawn" if last.withdrawal else "published"


@dataclass(frozen=True, slots=True)
class _Change:
    """A manifest that is about to be written, and the release history that it names."""

    manifest: Edition
    history: pl.DataFrame
    ledger: Mapping[str, bytes] = field(default_factory=dict)  # name -> content, where it is a new one


def release(data: Path, cards: Iterable[SourceCard], console: Console) -> None:
    """Make an edition of the served database: its open survey figures into the ledger, another stamp for readers.

    What is served must be what the sources would build now: nobody releases what cannot be made again. The picture with
    the stamp stands, proven, before the edition counts; what died between the two is finished by the same command.
    Raise UserError.
    """
    path = current(data)
    cards = tuple(cards)
    if path is None:
        raise UserError("nothing_to_release", path=data)
    known, recorded = _known(data)
    build, edition, opened = _served(path)
    inputs = inputs_id(cards, data / BOUNDARIES)
    last = released(known.folder, edition)
    if last is not None and (last.build, last.inputs, last.withdrawal) == (build, inputs, None):
        change = _Change(last, known.history)  # written by a release that died before it was served
    elif build != next_build(data, cards, recorded):
        raise UserError("build_outdated", path=path, found=build)
    else:
        change = _new_edition(known, cards, path, inputs)
    name = _next(data, cards, recorded, change.manifest)
    served = _serve(path, Stamp(name, "published"), known, recorded, change)
    new = change.history.height - known.history.height
    version = change.manifest.version
    told = f"Edition {edition}, version {version}: {opened.height:,} survey figures open, {new:,} for the first time."
    console.print(told, f"Published {served.name}", sep="\n", highlight=False)


def _new_edition(known: Released, cards: Sequence[SourceCard], path: Path, inputs: str) -> _Change:
    """Make the manifest and the ledger of what is served; raise UserError where it is no draft."""
    build, edition, opened = _served(path)
    version, status = version_and_status(known.folder, edition, inputs)
    if status == "published":
        raise UserError("edition_released_already", path=path, edition=edition, version=version)
    if status == "withdrawn":
        raise UserError("edition_withdrawn", path=path, edition=edition, version=version)
    last = released(known.folder, edition)
    ledger = extend_history(known.history, opened, edition)
    file, content = stored("ledger", ledger)
    waves = _waves(cards, known, edition, version)
    manifest = Edition(
        edition=edition,
        version=version,
        released=datetime.now(UTC).date(),
        build=build,
        inputs=inputs,
        ledger=file.name,
        ledger_sha256=file.sha256,
        ledger_rows=file.rows,
        waves_count=len(waves),
        waves=waves,
        policy=rule_values(read_policy()),
        withdrawn=last.withdrawn if last else (),
    )
    return _Change(manifest, ledger, {file.name: content})


def withdraw(data: Path, edition: str, reason: Text) -> tuple[Edition, Path | None]:
    """Mark the newest version of an edition as withdrawn and serve the same figures with the mark; raise UserError.

    No source is needed for it. Nothing is removed: figures that were open stay known to disclosure control. Return the
    manifest and the new database; None: what is served cannot be read by this version, and must be built.
    """
    known, recorded = _known(data)
    found = next((one for one in known.editions if one.edition == edition), None)
    if found is None:
        editions = [one.edition for one in known.editions]
        raise UserError("edition_unknown", path=known.folder, found=edition, known=editions)
    served = current(data)
    if found.withdrawal and not (served and says_published(served, known)):
        raise UserError("edition_withdrawn", path=known.folder, edition=edition, version=found.version)
    told = Withdrawal(version=found.version, day=datetime.now(UTC).date(), reason=reason)
    marked = found if found.withdrawal else msgspec.structs.replace(found, withdrawn=(*found.withdrawn, told))
    change = _Change(marked, known.history)
    if served is None or not can_be_stamped(served):
        _commit(known, change)
        return marked, None
    stamped = [one for one in told_by(served, STAMP) if one == (edition, marked.version, "published")]
    status = "withdrawn" if stamped else told_by(served, STAMP)[0][2]
    stamp = Stamp(_marked(data, served, recorded, marked), status)
    return marked, _serve(served, stamp, known, recorded, change)


def _marked(data: Path, served: Path, recorded: Record, manifest: Edition) -> str:
    """Name the build that is served with a withdrawal: as a build would, where the sources still make these figures."""
    with suppress(UserError):
        cards = read_cards(data / "sources", read_policy().max_file_megabytes.value)
        before = msgspec.structs.replace(manifest, withdrawn=manifest.withdrawn[:-1])
        if _next(data, cards, recorded, before) == build_of(served):
            return _next(data, cards, recorded, manifest)
    return hashlib.sha256(served.name.encode() + _toml(manifest)).hexdigest()[:LENGTH]


def _serve(path: Path, stamp: Stamp, known: Released, recorded: Record, change: _Change) -> Path:
    """Serve the figures of a database with another stamp, and write the manifest just before; raise UserError."""
    manifest = change.manifest
    others = (one for one in known.editions if one.edition != manifest.edition)
    editions = tuple(sorted((*others, manifest), key=lambda one: one.edition))
    after = Released(known.folder, editions, change.history)
    counts = []

    def commit() -> None:
        _commit(known, change)
        counts.append(manifest)

    try:
        return serve_stamped(path, stamp, after, recorded, commit)
    except UserError as error:
        if not counts:
            raise
        raise UserError(
            "stamp_not_served", path=known.folder, edition=manifest.edition, version=manifest.version, reason=error
        ) from error


def _known(data: Path) -> tuple[Released, Record]:
    """Read editions and record; raise UserError where either is damaged, or older than what is served."""
    known = read_released(data / FOLDER)
    refuse_lost(data, known)
    recorded = read_record(data / record.FOLDER)
    refuse_lost_record(data, recorded)
    return known, recorded


def next_build(data: Path, cards: Sequence[SourceCard], known: Record) -> str:
    """Return the id that a build of these cards would have now."""
    return build_id(cards, data / BOUNDARIES, data / FOLDER, served_versions(known, cards))


def _next(data: Path, cards: Sequence[SourceCard], known: Record, manifest: Edition) -> str:
    """Return the id that a build of these cards would have with a manifest."""
    instead = {f"{manifest.edition}.toml": _toml(manifest)}
    return build_id(cards, data / BOUNDARIES, data / FOLDER, served_versions(known, cards), instead)


def served_versions(known: Record, cards: Iterable[SourceCard]) -> list[str]:
    """Return the hashes of the respondents of these waves that were served before those served now."""
    newest = (known.newest(card.id, card.period) for card in cards)
    return known.other_versions({one.key: one.respondents.sha256 for one in newest if one is not None})


def _served(path: Path) -> tuple[str, str, pl.DataFrame]:
    """Read the build, its edition and the open survey figures of the served database."""
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            build, edition = con.execute("SELECT id, edition FROM build").fetchall()[0]
            return build, edition, con.sql(OPEN).pl()
    except duckdb.Error as error:
        raise UserError("served_picture_unreadable", path=path) from error


def _waves(cards: Iterable[SourceCard], known: Released, edition: str, version: int) -> tuple[ReleasedWave, ...]:
    """List the released waves with those that this edition adds or revises: each says which edition released it."""
    closed = {_version(wave) for wave in known.waves}
    new = [wave for wave in released_waves(cards, edition, version) if _version(wave) not in closed]
    revised = {wave.key for wave in new}
    return (*(wave for wave in known.waves if wave.key not in revised), *new)


def _version(wave: ReleasedWave) -> tuple[str, str, str, str]:
    return *wave.key, wave.sha256, wave.reading


def _commit(known: Released, change: _Change) -> None:
    """Write a new ledger, then the manifest that names it: only then it counts."""
    folder = known.folder
    path = folder / f"{change.manifest.edition}.toml"
    try:
        write_manifest(path, _toml(change.manifest), change.ledger, leftovers(known))
    except OSError as error:
        raise UserError("edition_unwritable", path=folder, reason=error.strerror or str(error)) from error
    with suppress(OSError):  # it counts already; after a power cut the served picture would tell that it is missing
        sync(folder)


def _toml(manifest: Edition) -> bytes:
    return tomli_w.dumps(msgspec.to_builtins(manifest, builtin_types=(date,))).encode()
