"""`python -m etl release`: what is served becomes an edition, recorded in the release history: no longer a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import msgspec
import polars as pl
import tomli_w
from rich.console import Console

from contract.errors import UserError
from contract.pointer import sync
from etl.config.card import SourceCard
from etl.config.policy import read_policy, rule_values
from etl.config.toml import Text, read_toml
from etl.publish.build_id import BOUNDARIES, build_id, inputs_id
from etl.publish.closed_waves import released_waves
from etl.publish.editions import (
    FOLDER,
    Edition,
    Released,
    ReleasedWave,
    Withdrawal,
    leftovers,
    read_released,
    refuse_lost,
)
from etl.publish.kept_files import stored, write_manifest
from etl.publish.served import record
from etl.publish.served.record import Record, read_record
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


def release(data: Path, cards: Iterable[SourceCard], console: Console) -> None:
    """Record every open survey figure of the served database in the ledger, and write its manifest; raise UserError.

    What is served must be what the sources would build now: nobody releases what cannot be made again.
    """
    path = current(data)
    folder = data / FOLDER
    cards = tuple(cards)
    if path is None:
        raise UserError("nothing_to_release", path=data)
    known = read_released(folder)
    refuse_lost(data, known)
    build, edition, opened = _served(path)
    if build != next_build(data, cards, read_record(data / record.FOLDER)):
        raise UserError("build_outdated", path=path, found=build)
    inputs = inputs_id(cards, data / BOUNDARIES)
    version, status = version_and_status(folder, edition, inputs)
    if status == "published":
        raise UserError("edition_released_already", path=path, edition=edition, version=version)
    if status == "withdrawn":
        raise UserError("edition_withdrawn", path=path, edition=edition, version=version)
    last = released(folder, edition)
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
    _write(known, manifest, {file.name: content})
    new = ledger.height - known.history.height
    console.print(
        f"Edition {edition}, version {version}: {opened.height:,} survey figures open, {new:,} for the first time."
    )


def withdraw(data: Path, edition: str, reason: Text) -> Edition:
    """Mark the newest version of an edition as withdrawn, by one rename; return its manifest. Raise UserError.

    Nothing is removed: figures that were open stay known to disclosure control.
    """
    known = read_released(data / FOLDER)
    refuse_lost(data, known)
    found = next((one for one in known.editions if one.edition == edition), None)
    if found is None:
        raise UserError(
            "edition_unknown", path=known.folder, found=edition, known=[one.edition for one in known.editions]
        )
    if found.withdrawal:
        raise UserError("edition_withdrawn", path=data / FOLDER, edition=edition, version=found.version)
    told = Withdrawal(version=found.version, day=datetime.now(UTC).date(), reason=reason)
    marked = msgspec.structs.replace(found, withdrawn=(*found.withdrawn, told))
    _write(known, marked, {})
    return marked


def next_build(data: Path, cards: Sequence[SourceCard], known: Record) -> str:
    """Return the id that a build of these cards would have now."""
    return build_id(cards, data / BOUNDARIES, data / FOLDER, served_versions(known, cards))


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


def _write(known: Released, manifest: Edition, ledger: Mapping[str, bytes]) -> None:
    """Write a new ledger (name -> content), then the manifest that names it: only then it counts."""
    folder = known.folder
    path = folder / f"{manifest.edition}.toml"
    try:
        write_manifest(path, _toml(manifest), ledger, leftovers(known))
    except OSError as error:
        raise UserError("edition_unwritable", path=folder, reason=error.strerror or str(error)) from error
    with suppress(OSError):  # released already; after a power cut the served picture would tell that it is missing
        sync(folder)


def _toml(manifest: Edition) -> bytes:
    return tomli_w.dumps(msgspec.to_builtins(manifest, builtin_types=(date,))).encode()
