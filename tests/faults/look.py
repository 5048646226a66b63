"""What stands in a data folder: what a reader is served, what was released, recorded and declared, and every name."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from contract.errors import UserError
from contract.pointer import PREVIOUS, NoDatabaseError, served_database
from etl.config.card import read_cards
from etl.edition.archive.freeze import refuse_lost_frozen
from etl.edition.told.corrections import read_declared
from etl.operate.contents import read_backup
from etl.operate.embargo import EMBARGOED, Embargo, read_embargo
from etl.publish.editions import FOLDER, read_released, refuse_lost
from etl.publish.served import record
from etl.publish.served.record import read_record, refuse_lost_record
from etl.publish.served.revisions import read_revisions, refuse_lost_revisions
from tests.faults.process import DATA

DIGITS = re.compile(r"-[0-9a-f]{12}(?=[./])|(?<=/raw/)[0-9a-f]{64}|-[0-9]{8}T[0-9]{6}Z")
BACKUPS = "backups/backup-*"
OUT = "out"
PART = re.compile(r"\.part\d+")

Tables = Mapping[str, tuple[int, int]]  # name -> number of rows, hash of all of them


@dataclass(frozen=True, slots=True)
class Look:
    """A data folder as its readers and its commands find it, and the backups beside it."""

    served: str | None  # the build
    tables: Tables
    versions: Mapping[str, tuple[int, int, int]]  # of the editions, how many were withdrawn, how many notices they have
    revisions: int  # and corrections that were declared
    cards: tuple[str, ...]  # the hash of every file of the sources
    backups: int
    outputs: tuple[tuple[str, str], ...] = ()  # what commands were asked to write: name, and hash where it has no time
    stand_in: str = ""  # what PREVIOUS names
    file: tuple[int, ...] = ()  # names the file that is served, as long as nobody writes into it
    error: str = ""  # whatever is not whole


def look(area: Path, known: Mapping[tuple[int, ...], tuple[str, Tables]] | None = None) -> Look:
    """Read everything as a reader and the next command do; of `known` files the proof that was found before."""
    data = area / DATA
    try:
        backups = [read_backup(path) for path in area.glob(BACKUPS) if not PART.search(path.name)]
        released, recorded = read_released(data / FOLDER), read_record(data / record.FOLDER)
        revisions = read_revisions(data / FOLDER)
        refuse_lost(data, released)
        refuse_lost_record(data, recorded)
        refuse_lost_revisions(data, revisions)
        sources = data / "sources"
        cards = tuple(sorted(card.sha256 for card in read_cards(sources, 1000))) if sources.exists() else ()
        served, tables, file = _served(data, known or {})
    except (UserError, OSError, duckdb.Error) as error:
        return Look(None, {}, {}, 0, (), 0, error=f"{type(error).__name__}: {error}")
    versions = {one.edition: (one.version, len(one.withdrawn), len(one.notices)) for one in released.editions}
    correction = read_declared(data / FOLDER).correction
    declared = len(revisions.waves) + len(revisions.rules) + (correction is not None)
    refuse_lost_frozen(data, released)
    return Look(served, tables, versions, declared, cards, len(backups), tuple(_outputs(area)), _stand_in(data), file)


def _stand_in(data: Path) -> str:
    previous = data / PREVIOUS
    return previous.read_text(encoding="utf-8") if previous.exists() else ""


def _outputs(area: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(area.glob(f"{OUT}/*")):
        if not PART.search(path.name):
            yield path.name, hashlib.sha256(path.read_bytes()).hexdigest()
    for path in sorted(area.glob(f"{DATA}/recorded/**/*.toml")):
        yield path.name, ""
    if (waits := read_embargo(area / DATA)) is not None:
        yield f"embargo {waits.edition}-{waits.version}", waits.state if _is_whole(area, waits) else "damaged"


def _is_whole(area: Path, waits: Embargo) -> bool:
    try:
        read_backup(area / DATA / EMBARGOED / waits.backup)
    except UserError:
        return False
    return True


def _served(
    data: Path, known: Mapping[tuple[int, ...], tuple[str, Tables]]
) -> tuple[str | None, Tables, tuple[int, ...]]:
    """Return the build that is served, proof of every table, and what names the file; None before the first."""
    try:
        path = served_database(data)
    except NoDatabaseError as nothing:
        if nothing.code == "nothing_published":
            return None, {}, ()
        raise
    about = path.stat()
    file = (about.st_ino, about.st_size, about.st_mtime_ns)
    if file in known:
        return *known[file], file
    with duckdb.connect(str(path), read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        build = con.execute("SELECT id FROM build").fetchall()[0][0]
        return build, {name: _proof(con, name) for name in names}, file


def _proof(con: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    rows = f'SELECT * {"EXCLUDE (built_at)" if table == "build" else ""} FROM "{table}"'
    count, total = con.execute(f"SELECT count(*), bit_xor(hash(one)) FROM ({rows}) one").fetchall()[0]
    return count, total or 0


def names(area: Path) -> Counter[str]:
    """Count every file and folder by its name, whatever hash of its content stands in it."""
    inside = (path.relative_to(area).as_posix() + "/" * path.is_dir() for path in area.rglob("*"))
    return Counter(PART.sub(".part", DIGITS.sub("-#", f"/{name}")) for name in inside)


def state(area: Path) -> str:
    """Hash everything that the next command may find: names and contents, of unfinished files the names only."""
    total = hashlib.blake2b()
    for path in sorted(area.rglob("*")):
        name = PART.sub(".part", path.relative_to(area).as_posix())
        total.update(f"{name}\0".encode())
        if path.is_file() and ".part" not in name:
            total.update(path.read_bytes())
    return total.hexdigest()
