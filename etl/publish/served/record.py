"""The record of what was served: survey figures, comparisons, and respondents without ids.

Whoever opens the dashboard sees a draft as well as an edition, so every build that was served counts as published. The
record is private to the data folder: it is never served and never leaves with the project. Files are written first,
under names of their own content; the manifest that names them is what makes them count. It is written before the
pointer moves: a build that dies between the two counts as served, though nobody saw it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import polars as pl
import tomli_w

from contract.errors import UserError
from contract.pointer import build_of, databases, sync
from etl.config.toml import FromToml, read_toml
from etl.publish.kept_files import ClosedWave, StoredFile, hash_of, told_by, write_manifest
from etl.sdc.release_history import HISTORY_SCHEMA

FOLDER = "served"
MANIFEST = "served.toml"
STORED = "*.parquet"
RECORDS = "SELECT count(*) FROM revision"  # a database without this table was built before there was a record


class ServedWave(ClosedWave, frozen=True):
    """One version of the respondents of a wave, and the build that served it first."""

    build: str
    told: int  # rows of its file, as readers were told
    respondents: StoredFile


class Manifest(FromToml, frozen=True):
    """What `served.toml` says: what was served last, and every version of the respondents that ever was."""

    builds: tuple[str, ...]  # whose databases this folder may hold
    inputs: str  # the fingerprint of everything that the last build was made of
    policy: dict[str, float]
    figures: StoredFile
    comparisons: StoredFile
    history: StoredFile  # every survey figure that was ever open
    waves_count: int
    waves: tuple[ServedWave, ...]  # the newest version of a wave stands last
    of_waves: dict[str, StoredFile] = msgspec.field(default_factory=dict)  # further tables, by their name


@dataclass(frozen=True, slots=True)
class Contents:
    """The tables of a record."""

    figures: pl.DataFrame  # survey rows of table `estimate`
    comparisons: pl.DataFrame  # of these cells
    history: pl.DataFrame
    of_waves: Mapping[str, pl.DataFrame] = field(default_factory=dict)  # fieldwork and representation


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that was served so far; no manifest: nothing was."""

    folder: Path
    manifest: Manifest | None
    contents: Contents

    @property
    def waves(self) -> tuple[ServedWave, ...]:
        """List every version of every wave, in the order in which they were served."""
        return self.manifest.waves if self.manifest else ()

    def newest(self, source: str, period: str) -> ServedWave | None:
        """Return the version of a wave that was served last."""
        return next((wave for wave in reversed(self.waves) if wave.key == (source, period)), None)

    def other_versions(self, now: Mapping[tuple[str, str], str]) -> list[str]:
        """Return the hashes of the respondents that were served of waves (key -> hash), but for those given."""
        hashes = ((wave.key, wave.respondents.sha256) for wave in self.waves)
        return [sha256 for key, sha256 in hashes if now.get(key, sha256) != sha256]

    def respondents(self, wave: ServedWave) -> pl.LazyFrame:
        """Scan the respondents of a version, without ids: they may be larger than memory."""
        return pl.scan_parquet(self.folder / wave.respondents.name, glob=False)


NOTHING = Contents(pl.DataFrame(), pl.DataFrame(), HISTORY_SCHEMA.to_frame())


def read_record(folder: Path) -> Record:
    """Read the record; raise UserError where something that its manifest names is missing or damaged."""
    path = folder / MANIFEST
    if not path.is_file():
        return Record(folder, None, NOTHING)
    try:
        found = read_toml(path, Manifest)
    except UserError as error:
        raise UserError("served_record_damaged", path=path, reason=error) from error
    if len(found.waves) != found.waves_count:
        raise UserError("served_record_cut_short", path=path, waves=len(found.waves), served=found.waves_count)
    for wave in found.waves:
        _check(folder, wave.respondents)
    figures, comparisons, history = (_read(folder, file) for file in (found.figures, found.comparisons, found.history))
    of_waves = {name: _read(folder, file) for name, file in found.of_waves.items()}
    return Record(folder, found, Contents(figures, comparisons, history, of_waves))


def refuse_lost_record(data: Path, record: Record) -> None:
    """Refuse when a database in the data folder was built with a record that this one does not know."""
    known = record.manifest.builds if record.manifest else ()
    for path in databases(data):
        if build_of(path) not in known and told_by(path, RECORDS):
            raise UserError("served_record_lost", path=record.folder, database=path.name)


def write_record(record: Record, manifest: Manifest, tables: Mapping[str, bytes | Path]) -> None:
    """Write the tables (name -> content, or a file), then the manifest that names them: only then it counts.

    Raise UserError.
    """
    folder = record.folder
    content = tomli_w.dumps(msgspec.to_builtins(manifest)).encode()
    kept = _named(record.manifest)  # found whole when the record was read
    new = {name: table for name, table in tables.items() if name not in kept}
    try:
        write_manifest(folder / MANIFEST, content, new, _leftovers(folder, kept))
        sync(folder)
    except OSError as error:
        raise UserError("served_record_unwritable", path=folder, reason=error.strerror or str(error)) from error


def _named(manifest: Manifest | None) -> set[str]:
    """Return the names of the files that a manifest names."""
    if manifest is None:
        return set()
    tables = (manifest.figures, manifest.comparisons, manifest.history, *manifest.of_waves.values())
    return {file.name for file in (*tables, *(wave.respondents for wave in manifest.waves))}


def _leftovers(folder: Path, named: Collection[str]) -> Iterator[Path]:
    """List the tables of builds that died, and what a later record has replaced."""
    yield from (path for path in folder.glob(STORED) if path.name not in named)


def _read(folder: Path, file: StoredFile) -> pl.DataFrame:
    try:
        table = pl.read_parquet(_check(folder, file), glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UserError("served_record_changed", path=folder / file.name) from error
    if table.height != file.rows:
        raise UserError("served_record_changed", path=folder / file.name)
    return table


def _check(folder: Path, file: StoredFile) -> Path:
    """Return the path of a file; raise UserError where it is missing or another."""
    path = folder / file.name
    if not path.is_file():
        raise UserError("served_record_incomplete", path=path)
    if hash_of(path)[0] != file.sha256:
        raise UserError("served_record_changed", path=path)
    return path
