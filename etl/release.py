"""`python -m etl release`: what is served now becomes an edition: known to the ledger, and no longer a draft."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import tomli_w
from rich.console import Console

from etl.cards import SourceCard
from etl.fingerprint import fingerprint
from etl.ledger import record
from etl.load import current
from etl.refused import Refused
from etl.toml import Card, read_toml

LEDGER = "ledger.parquet"
OPEN = """SELECT e.* FROM estimate e JOIN indicator i ON i.id = e.indicator
    WHERE i.kind LIKE 'survey%' AND e.value IS NOT NULL"""


class Edition(Card, frozen=True):
    """What `data/editions/<edition>.toml` keeps of a released edition."""

    edition: str
    version: int
    released: date
    build: str  # the build that was released
    inputs: str  # the fingerprint of everything it was made of


def released(editions: Path, edition: str) -> Edition | None:
    """Read the newest release of an edition, or None before the first."""
    path = editions / f"{edition}.toml"
    return read_toml(path, Edition) if path.is_file() else None


def stamp(editions: Path, edition: str, inputs: str) -> tuple[int, str]:
    """Return version and status: published while the inputs are what was released, else a draft of the next."""
    last = released(editions, edition)
    if last is None:
        return 1, "draft"
    return (last.version, "published") if last.inputs == inputs else (last.version + 1, "draft")


def release(data: Path, cards: Iterable[SourceCard], console: Console) -> None:
    """Record every open survey figure of the served database in the ledger, and write its manifest; raise Refused.

    What is served must be what the sources would build now: nobody releases what cannot be made again.
    """
    path, editions = current(data), data / "editions"
    if path is None:
        raise Refused(data, "there is no picture to release", do="Build one first: python -m etl")
    with duckdb.connect(str(path), read_only=True) as con:
        build, edition = con.execute("SELECT id, edition FROM build").fetchall()[0]
        opened = con.sql(OPEN).pl()
    boundaries = data / "boundaries"
    cards = tuple(cards)
    if build != fingerprint(cards, boundaries, editions):
        do = "Build again and look at it, then release"
        raise Refused(path, "the sources or the code have changed since this was built", stood=build, do=do)
    inputs = fingerprint(cards, boundaries)
    version, status = stamp(editions, edition, inputs)
    if status == "published":
        raise Refused(path, f"edition {edition}, version {version} is released already", do="Nothing is left to do")
    new = record(editions / LEDGER, opened, edition)
    told = Edition(edition, version, datetime.now(UTC).date(), build, inputs)
    _write(editions / f"{edition}.toml", told)
    console.print(
        f"Edition {edition}, version {version}: {opened.height:,} survey figures open, {new:,} for the first time."
    )


def _write(path: Path, told: Edition) -> None:
    values = {name: getattr(told, name) for name in told.__struct_fields__}
    part = path.with_suffix(".part")
    part.write_text(tomli_w.dumps(values), encoding="utf-8")
    tomllib.loads(part.read_text(encoding="utf-8"))
    part.replace(path)
