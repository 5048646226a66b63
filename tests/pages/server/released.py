"""A data folder with an edition of two versions: the first one is in the archive, the second one served as well."""

import hashlib
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from contract.archive import FROZEN, frozen_folder, sealed
from contract.pointer import database_of, move_pointer
from contract.schema import SCHEMA_NUMBER
from tests.picture.corrected import corrected_database, wrong_database

FIRST, SECOND = "one", "two"  # builds of the versions
WRONG_VALUE, RIGHT_VALUE = "58%", "60%"  # of region 01, everybody, in 2026


def released(data: Path) -> Path:
    """Make it."""
    database_of(data, SECOND).write_bytes(_version(SECOND))
    move_pointer(database_of(data, SECOND))
    for version, build in ((1, FIRST), (2, SECOND)):
        freeze(data, version, build, _version(build))
    return data


def freeze(data: Path, version: int, build: str, content: bytes, schema: int = SCHEMA_NUMBER) -> Path:
    """Put a version of edition 2026 into the archive; return its database."""
    folder = frozen_folder(data, "2026", version)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = database_of(folder, build)
    path.write_bytes(content)
    manifest = f"""edition = "2026"
version = {version}
semantic = "1.0.0"
build = "{build}"
schema = {schema}
content = "a hash"
made_of = []
[database]
name = "{path.name}"
sha256 = "{hashlib.sha256(content).hexdigest()}"
size = {len(content)}
"""
    (folder / FROZEN).write_bytes(sealed(manifest.encode()))
    return path


@cache
def _version(build: str) -> bytes:
    """Make the database of a version once: filling one row by row takes a second."""
    make = wrong_database if build == FIRST else corrected_database
    with TemporaryDirectory() as folder:
        path = Path(folder) / "version.duckdb"
        with make(path) as con:
            con.execute("UPDATE build SET id = ?", [build])
        return path.read_bytes()
