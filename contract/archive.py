"""The archive: every version of every edition that was released, frozen in a folder of its own, with its manifest.

    archive/2026-1/manifest.toml                what it was made of, and the hash of everything
    archive/2026-1/situation-<build>.duckdb     the picture as readers got it; never written again

    converted/2026-1-schema7/…                  the same for a later schema (etl/edition/convert), made again when lost

Only what table `edition_version` or the manifest of an edition names was released.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract.pointer import NoDatabaseError

ARCHIVE = "archive"
FROZEN = "manifest.toml"
HASH_TOLD = 12  # letters of a hash that people are told
CONVERTED = "converted"
WAITING = "waiting"  # in a data folder: the data folder of an edition that nobody is served before its hour
CONVERTED_NAME = re.compile(r"\d{4}-[1-9]\d{0,5}-schema\d+")
FOLDER_NAME = re.compile(r"(\d{4})-([1-9]\d{0,5})")


@dataclass(frozen=True, slots=True)
class FrozenEdition:
    """One version of an edition, as its manifest tells it."""

    folder: Path
    edition: str
    version: int
    semantic: str  # "1.2.0"
    build: str
    schema: int  # of its database
    content: str  # hash of what readers see
    database: str  # name of the file
    sha256: str
    size: int
    made_of: tuple[tuple[str, str], ...]  # each input, "source survey/2026/answers.csv", and its hash's first letters
    made_from: str = ""  # of a converted copy: the hash of the frozen database

    @property
    def path(self) -> Path:
        """Return its database, not yet verified (`verified_database`)."""
        return self.folder / self.database


def frozen_folder(data: Path, edition: str, version: int) -> Path:
    """Return the folder of a version of an edition, whether it exists or not."""
    return data / ARCHIVE / f"{edition}-{version}"


def archive_of(path: Path) -> Path | None:
    """Return the data folder in which a database lies as an old version, frozen or converted; None for any other."""
    names = {ARCHIVE: FOLDER_NAME, CONVERTED: CONVERTED_NAME}.get(path.parent.parent.name)
    return path.parents[2] if names and names.fullmatch(path.parent.name) else None


def frozen_edition(data: Path, edition: str, version: int) -> FrozenEdition:
    """Read the manifest of a frozen edition; raise NoDatabaseError where there is none, or it is damaged."""
    folder = frozen_folder(data, edition, version)
    if not FOLDER_NAME.fullmatch(folder.name) or not (folder / FROZEN).is_file():
        raise NoDatabaseError("edition_not_kept", edition=edition, version=version)
    return _read(folder)


def frozen_editions(data: Path) -> tuple[FrozenEdition, ...]:
    """Read every frozen edition that has a manifest, oldest first; raise NoDatabaseError where one is damaged."""
    named = [(found, path) for path in (data / ARCHIVE).glob("*") if (found := FOLDER_NAME.fullmatch(path.name))]
    ordered = sorted(named, key=lambda one: (one[0][1], int(one[0][2])))
    return tuple(_read(path) for _, path in ordered if (path / FROZEN).is_file())


def converted_folder(frozen: FrozenEdition, schema: int) -> Path:
    """Return the folder of the copy of a frozen edition in a later schema, whether it exists or not."""
    return frozen.folder.parents[1] / CONVERTED / f"{frozen.edition}-{frozen.version}-schema{schema}"


def converted_edition(frozen: FrozenEdition, schema: int) -> FrozenEdition:
    """Read the manifest of that copy; raise NoDatabaseError where it is missing, damaged or made of something else."""
    folder = converted_folder(frozen, schema)
    if not (folder / FROZEN).is_file():
        raise NoDatabaseError("edition_not_converted", edition=frozen.edition, version=frozen.version)
    found = _read(folder, f"-schema{schema}")
    if found.made_from != frozen.sha256 or found.schema != schema:
        raise _damaged(folder)
    return found


def verified_database(frozen: FrozenEdition) -> Path:
    """Compare the database of a frozen edition with its manifest; return it, or raise NoDatabaseError."""
    path = frozen.path
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _damaged(frozen.folder) from error
    if found != frozen.sha256:
        raise _damaged(frozen.folder)
    return path


def sealed(manifest: bytes) -> bytes:
    """Return a manifest with its own hash in a first line, so that damage is seen."""
    return f"# sha256 {hashlib.sha256(manifest).hexdigest()}\n".encode() + manifest


def _read(folder: Path, ending: str = "") -> FrozenEdition:
    try:
        found = _frozen(folder, tomllib.loads(_manifest(folder)))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(folder) from error
    if folder.name != f"{found.edition}-{found.version}{ending}" or Path(found.database).name != found.database:
        raise _damaged(folder)
    return found


def _manifest(folder: Path) -> str:
    """Read a manifest; raise ValueError where it is not what was sealed."""
    content = (folder / FROZEN).read_bytes()
    manifest = content.partition(b"\n")[2]
    if content != sealed(manifest):
        raise ValueError
    return manifest.decode()


def _frozen(folder: Path, told: Mapping[str, Any]) -> FrozenEdition:
    return FrozenEdition(
        folder=folder,
        edition=str(told["edition"]),
        version=int(told["version"]),
        semantic=str(told["semantic"]),
        build=str(told["build"]),
        schema=int(told["schema"]),
        content=str(told["content"]),
        database=str(told["database"]["name"]),
        sha256=str(told["database"]["sha256"]),
        size=int(told["database"]["size"]),
        made_of=tuple((f"{one['kind']} {one['name']}", str(one["sha256"])[:HASH_TOLD]) for one in told["made_of"]),
        made_from=str(told.get("frozen", "")),
    )


def _damaged(folder: Path) -> NoDatabaseError:
    edition, version, *_ = folder.name.split("-")
    return NoDatabaseError("frozen_edition_damaged", edition=edition, version=int(version))
