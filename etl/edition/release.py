"""`python -m etl release`: what is served becomes an edition, recorded in the release history: no longer a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console

from contract.archive import frozen_edition, verified_database
from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.policy import read_policy, rule_values
from etl.edition.archive.diff import Listed, difference
from etl.edition.archive.freeze import Making, making_of
from etl.edition.archive.semantic import FIRST, next_semantic
from etl.edition.commit import EditionChange, next_with, read_known, serve_change
from etl.edition.told.corrections import MadeCorrection, make_correction, moved_since, waiting_correction
from etl.persons.approvals import refuse_unapproved
from etl.publish.build_id import BOUNDARIES, inputs_id
from etl.publish.closed_waves import released_waves
from etl.publish.editions import (
    Edition,
    FrozenVersion,
    Released,
    ReleasedWave,
    last_frozen,
    released,
    version_and_status,
)
from etl.publish.kept_files import stored
from etl.publish.served.next_build import next_build
from etl.publish.served.stamp import Stamp
from etl.publish.whole import current
from etl.sdc.release_history import extend_history, extend_local_history

OPEN = """SELECT e.* FROM estimate e JOIN indicator i ON i.id = e.indicator
    WHERE i.kind LIKE 'survey%' AND e.value IS NOT NULL"""
OPEN_LOCAL = "SELECT * FROM local_estimate WHERE value IS NOT NULL"


def release(
    data: Path, cards: Iterable[SourceCard], console: Console, read: Iterable[str] = (), day: date | None = None
) -> None:
    """Make an edition of the served database: its open survey figures into the ledger, another stamp for readers.

    What is served must be what the sources would build now: nobody releases what cannot be made again. The picture with
    the stamp stands, proven, before the edition counts; what died between the two is finished by the same command.
    `read`: warnings of the checklist that whoever releases it has read. `day`: of the release, today unless it waits
    for another. Raise UserError.
    """
    path = current(data)
    cards = tuple(cards)
    if path is None:
        raise UserError("nothing_to_release", path=data)
    refuse_unapproved(data, datetime.now(UTC))
    known, recorded = read_known(data)
    build, edition, opened, _ = _served(path)
    inputs = inputs_id(cards, data / BOUNDARIES)
    making = making_of(path, cards, data, read)
    last = released(known.folder, edition)
    if last is not None and (last.build, last.inputs, last.withdrawal) == (build, inputs, None):
        # written by a release that died before it was served
        change = EditionChange(last, known.history, making=making if last.semantic else None)
    elif build != next_build(data, cards, recorded):
        raise UserError("build_outdated", path=path, found=build)
    else:
        change = _new_edition(known, cards, path, making, day or datetime.now(UTC).date())
    name = next_with(data, cards, recorded, change.manifest)
    served = serve_change(path, Stamp(name, "published"), known, recorded, change)
    new = change.history.height - known.history.height
    version = change.manifest.version
    told = f"Edition {edition}, version {version}: {opened.height:,} survey figures open, {new:,} for the first time."
    console.print(told, f"Published {served.name}", sep="\n", highlight=False)


def _new_edition(
    known: Released, cards: Sequence[SourceCard], path: Path, making: Making, today: date
) -> EditionChange:
    """Make the manifest and the ledger of what is served; raise UserError where it is no draft."""
    build, edition, opened, opened_local = _served(path)
    inputs = inputs_id(cards, path.parent / BOUNDARIES)
    version, status = version_and_status(known.folder, edition, inputs)
    if status == "published":
        raise UserError("edition_released_already", path=path, edition=edition, version=version)
    if status == "withdrawn":
        raise UserError("edition_withdrawn", path=path, edition=edition, version=version)
    last = released(known.folder, edition)
    ledger = extend_history(known.history, opened, edition)
    file, content = stored("ledger", ledger)
    local = extend_local_history(known.local, opened_local, edition)
    local_file, local_content = stored("local", local)
    waves = _waves(cards, known, edition, version)
    made = _correction(known, last, path, today)
    semantic = _semantic(known, path, edition)
    frozen = FrozenVersion(version=version, semantic=semantic, released=today, content=making.content.sha256)
    manifest = Edition(
        edition=edition,
        version=version,
        released=today,
        build=build,
        inputs=inputs,
        ledger=file.name,
        ledger_sha256=file.sha256,
        ledger_rows=file.rows,
        local_ledger=local_file,
        waves_count=len(waves),
        waves=waves,
        policy=rule_values(read_policy()),
        withdrawn=last.withdrawn if last else (),
        frozen=(*(last.frozen if last else ()), frozen),
        corrections=(*(last.corrections if last else ()), *([made.correction] if made else [])),
        notices=last.notices if last else (),
    )
    files = {file.name: content, local_file.name: local_content}
    if made is None:
        return EditionChange(manifest, ledger, files, making=making, local=local)
    files |= {made.correction.cells.name: made.content}
    return EditionChange(manifest, ledger, files, made.cells, making, local)


def _correction(known: Released, last: Edition | None, path: Path, today: date) -> MadeCorrection | None:
    """Return the correction that a new version is, where one was declared; raise UserError where no figure moved."""
    if last is None or not last.frozen:
        return None
    declared = waiting_correction(known, last.edition)
    if declared is None:
        return None
    moved = moved_since(path.parent, last, path)
    if not moved.count:
        raise UserError("release_correction_of_nothing", edition=last.edition)
    return make_correction(path.parent, last, declared, today, moved)


def _semantic(known: Released, path: Path, edition: str) -> str:
    """Return the semantic version after the version that was released last, of this edition or the one before it."""
    before = last_frozen(known, edition)
    if before is None:
        return FIRST
    frozen = frozen_edition(path.parent, *before)
    return next_semantic(frozen.semantic, difference(verified_database(frozen), path, Listed.NONE))


def _served(path: Path) -> tuple[str, str, pl.DataFrame, pl.DataFrame]:
    """Read the build, its edition and the open survey figures of the served database, of the country and of places."""
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            build, edition = con.execute("SELECT id, edition FROM build").fetchall()[0]
            return build, edition, con.sql(OPEN).pl(), con.sql(OPEN_LOCAL).pl()
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
