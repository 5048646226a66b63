"""The folder of editions: one manifest per edition, and the release histories (ledgers) that they name.

A ledger is written first, under a name of its own content; the manifest that names it is what makes it count. So a
release that dies between the two has released nothing.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

import msgspec
import polars as pl

from contract.codes import CELL_KEY, Language
from contract.errors import UserError
from contract.pointer import databases
from etl.config.toml import FromToml, Text, read_toml
from etl.publish.kept_files import ClosedWave, StoredFile, told_by
from etl.sdc.release_history import HISTORY_SCHEMA, LOCAL_HISTORY_SCHEMA

EDITION = pl.Schema(
    {
        "edition": pl.String(),
        "version": pl.Int32(),
        "released": pl.Date(),
        "withdrawn": pl.Date(),
        **{f"reason_{language}": pl.String() for language in Language},
    }
)
_FIGURE = {
    **dict.fromkeys(("value", "ci_low", "ci_high"), pl.Float64()),
    "n": pl.Int64(),
    **dict.fromkeys(("obs_status", "conf_status"), pl.String()),
}
CORRECTION_CELL = pl.Schema(
    {
        "edition": pl.String(),
        "version": pl.Int32(),
        **{name: pl.Int32() if name == "geo_year" else pl.String() for name in CELL_KEY},
        **{f"old_{name}": kind for name, kind in _FIGURE.items()},
        **{f"new_{name}": kind for name, kind in _FIGURE.items()},
    }
)
FOLDER = "editions"
MANIFESTS = "[0-9]*.toml"  # an edition is named after its year; other files stand beside them
LEDGERS = "ledger-*.parquet"
LOCAL_LEDGERS = "local-*.parquet"
CELLS = "cells-*.parquet"  # of corrections
RELEASED = (  # what a served database says of editions that were released before it was built, or with it
    "SELECT edition, CASE status WHEN 'draft' THEN version - 1 ELSE version END FROM build",
    "SELECT edition, version FROM edition",
)
WITHDRAWN = "SELECT edition, version FROM edition WHERE withdrawn IS NOT NULL"
STAMP = "SELECT edition, version, status FROM build"


class ReleasedWave(ClosedWave, frozen=True):
    """The respondents' file behind released figures, and the edition that released it first."""

    edition: str
    version: int


class Withdrawal(FromToml, frozen=True):
    """A version of an edition that should not have been released. Its figures stay known: opened is opened."""

    version: int
    day: date
    reason: Text


class FrozenVersion(FromToml, frozen=True):
    """A version of an edition that stands in the archive, as it was released."""

    version: int
    semantic: str  # "1.2.0": breaking, adding, correcting (etl/edition/archive/semantic.py)
    released: date
    content: str  # hash of what readers see (etl/edition/archive/content.py)


class Correction(FromToml, frozen=True):
    """Figures of an edition that were wrong, and the version that corrects them."""

    version: int
    corrected: date
    wrong_version: int  # first version that showed one of them
    wrong_since: date
    text: Text
    cells: StoredFile  # rows of table `correction_cell`


class Notice(FromToml, frozen=True):
    """What readers of an edition are told beside its figures."""

    version: int
    declared: date
    text: Text


class Edition(FromToml, frozen=True):
    """What `data/editions/<edition>.toml` keeps of a released edition."""

    edition: str
    version: int
    released: date
    build: str  # the build that was released
    inputs: str  # the fingerprint of everything it was made of
    ledger: str  # file name of the release history up to this edition
    ledger_sha256: str
    ledger_rows: int
    waves_count: int
    waves: tuple[ReleasedWave, ...]  # of this edition and of those before
    local_ledger: StoredFile | None = None  # the same of places' own surveys; None: released before it was kept
    policy: dict[str, float] = msgspec.field(default_factory=dict)  # every rule by which it was made
    withdrawn: tuple[Withdrawal, ...] = ()  # versions of it, this one or earlier ones
    frozen: tuple[FrozenVersion, ...] = ()  # versions of it in the archive, oldest first
    corrections: tuple[Correction, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def withdrawal(self) -> Withdrawal | None:
        """Return why this very version was withdrawn; None while it was not."""
        return next((one for one in self.withdrawn if one.version == self.version), None)

    @property
    def semantic(self) -> str:
        """Return the semantic version of this very version; empty where it was released before editions were frozen."""
        return next((one.semantic for one in self.frozen if one.version == self.version), "")


@dataclass(frozen=True, slots=True)
class Released:
    """Everything that has been released so far."""

    folder: Path
    editions: tuple[Edition, ...]
    history: pl.DataFrame  # every survey figure that was ever open, and in which edition first
    cells: pl.DataFrame = field(default_factory=CORRECTION_CELL.to_frame)  # of all corrections
    local: pl.DataFrame = field(default_factory=LOCAL_HISTORY_SCHEMA.to_frame)  # the same of places' own surveys

    @property
    def waves(self) -> tuple[ReleasedWave, ...]:
        """List every released wave once."""
        waves = chain.from_iterable(edition.waves for edition in self.editions)
        once = {wave.key: wave for wave in waves}
        return tuple(once.values())

    def version(self, edition: str) -> int:
        """Return the newest released version of an edition; 0 before the first."""
        return max((one.version for one in self.editions if one.edition == edition), default=0)

    def keeps_local(self, edition: str) -> bool:
        """Return whether the newest version of an edition keeps a ledger of places' own surveys."""
        return any(one.local_ledger is not None for one in self.editions if one.edition == edition)

    def is_withdrawn(self, edition: str, version: int) -> bool:
        """Return whether a version of an edition was withdrawn."""
        return any(
            one.edition == edition and version in {withdrawal.version for withdrawal in one.withdrawn}
            for one in self.editions
        )


def read_released(folder: Path) -> Released:
    """Read all manifests and their ledgers; raise UserError where one is missing, damaged or not what was released."""
    editions = tuple(_manifest(path) for path in sorted(folder.glob(MANIFESTS)))
    ledgers = [_ledger(folder, one) for one in editions]
    history = max(ledgers, key=lambda ledger: ledger.height, default=HISTORY_SCHEMA.to_frame())
    of_places = [_local_ledger(folder, one) for one in editions]
    local = max(of_places, key=lambda ledger: ledger.height, default=LOCAL_HISTORY_SCHEMA.to_frame())
    corrections = chain.from_iterable(one.corrections for one in editions)
    cells = [CORRECTION_CELL.to_frame(), *(_cells(folder, one) for one in corrections)]
    return Released(folder, editions, history, pl.concat(cells), local)


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


def last_frozen(known: Released, edition: str) -> tuple[str, int] | None:
    """Return the version in the archive that came before a new one of an edition: of itself, else of an earlier one."""
    found = [(one.edition, one.frozen[-1].version) for one in known.editions if one.frozen and one.edition <= edition]
    return max(found, default=None)


def refuse_lost(data: Path, known: Released) -> None:
    """Refuse when a database in the data folder tells of a release that the folder of editions does not know any more.

    Not only the served one is asked: it may be damaged too, or its pointer lost.
    """
    told = set(chain.from_iterable(_released_in(path) for path in databases(data)))
    for edition, version in sorted(told):
        if known.version(edition) < version:
            raise UserError("edition_lost", path=known.folder, edition=edition, version=version)
    for edition, version in chain.from_iterable(told_by(path, WITHDRAWN) for path in databases(data)):
        if not known.is_withdrawn(edition, version):
            raise UserError("withdrawal_lost", path=known.folder, edition=edition, version=version)


def says_published(database: Path, known: Released) -> bool:
    """Return whether a database says that it is a published edition which was withdrawn since."""
    told = told_by(database, STAMP)
    return any(status == "published" and known.is_withdrawn(edition, version) for edition, version, status in told)


def editions_table(known: Released) -> pl.DataFrame:
    """Return table `edition`."""
    return pl.DataFrame([_row(one) for one in known.editions], EDITION, orient="row")


def _row(one: Edition) -> tuple[object, ...]:
    told = one.withdrawal
    texts = [None if told is None else getattr(told.reason, language) for language in Language]
    return one.edition, one.version, one.released, told and told.day, *texts


def leftovers(known: Released) -> Iterator[Path]:
    """List the tables of releases that died, and those that a later version has replaced."""
    corrections = chain.from_iterable(one.corrections for one in known.editions)
    of_places = (one.local_ledger.name for one in known.editions if one.local_ledger)
    named = {*(one.ledger for one in known.editions), *of_places, *(one.cells.name for one in corrections)}
    tables = chain.from_iterable(map(known.folder.glob, (LEDGERS, LOCAL_LEDGERS, CELLS)))
    yield from (path for path in tables if path.name not in named)


def _manifest(path: Path) -> Edition:
    try:
        found = read_toml(path, Edition)
    except UserError as error:
        raise UserError("manifest_damaged", path=path, reason=error) from error
    if len(found.waves) != found.waves_count:
        raise UserError("manifest_cut_short", path=path, waves=len(found.waves), released=found.waves_count)
    if found.edition != path.stem:
        raise UserError("manifest_of_another_edition", path=path, found=found.edition)
    return found


def _ledger(folder: Path, manifest: Edition) -> pl.DataFrame:
    """Read the ledger that a manifest names."""
    file = StoredFile(name=manifest.ledger, sha256=manifest.ledger_sha256, rows=manifest.ledger_rows)
    return _read_ledger(folder, file, HISTORY_SCHEMA, manifest.edition)


def _local_ledger(folder: Path, manifest: Edition) -> pl.DataFrame:
    """Read the ledger of places' own surveys that a manifest names; an empty one where it names none."""
    if manifest.local_ledger is None:
        return LOCAL_HISTORY_SCHEMA.to_frame()
    return _read_ledger(folder, manifest.local_ledger, LOCAL_HISTORY_SCHEMA, manifest.edition)


def _read_ledger(folder: Path, file: StoredFile, schema: pl.Schema, edition: str) -> pl.DataFrame:
    """Read a ledger. Its hash is compared first: whatever is damaged is refused there."""
    path = folder / file.name
    if not path.is_file():
        raise UserError("ledger_missing", path=path, edition=edition)
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != file.sha256:
        raise UserError("ledger_changed", path=path, found=found, edition=edition)
    try:
        ledger = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UserError("ledger_unreadable", path=path) from error
    if ledger.schema != schema or ledger.height != file.rows:
        raise UserError("ledger_unfit", path=path, rows=ledger.height, released=file.rows)
    return ledger


def _cells(folder: Path, correction: Correction) -> pl.DataFrame:
    """Read the figures of a correction, once their hash is compared."""
    path = folder / correction.cells.name
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != correction.cells.sha256:
        raise UserError("correction_damaged", path=path)
    return pl.read_parquet(io.BytesIO(content)).select(
        pl.col(name).cast(kind) for name, kind in CORRECTION_CELL.items()
    )


def _released_in(served: Path) -> list[tuple[str, int]]:
    """Ask a database which versions of editions it knows."""
    return [*chain.from_iterable(told_by(served, question) for question in RELEASED)]
