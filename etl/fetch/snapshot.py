"""Every raw response is kept under data/sources, beside the table made from it.

data/sources/<source>/<period>/
    raw/<sha256>.json          the responses, exactly as they came; one that comes again is not stored twice
    snapshot-<id>.toml         what was asked when, in order
    observations-<id>.csv      derived from these responses alone
    card.toml                  names the observations in force: replacing this one file puts a refresh in force
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import polars as pl
import tomli_w

from contract.errors import UserError
from contract.pointer import sync
from etl.config.card import CARD, SourceCard, read_card
from etl.config.notes import AcceptedNote
from etl.config.toml import FromToml, read_toml
from etl.fetch.complete import Responses
from etl.fetch.services.cache import StoredResponse
from etl.fetch.services.declarations import Declaration
from etl.read.status import STATUS

LENGTH = 12
COLUMNS = ("indicator", "period", "level", "area", "geo_year", "group_dim", "group_code", "value", *STATUS)
STEM = "observations-"


class Snapshot(FromToml, frozen=True):
    """The responses of one fetch, in the order of asking."""

    declaration: str  # the id of what was declared
    service: str
    responses: tuple[StoredResponse, ...] = msgspec.field(name="answers")


@dataclass(frozen=True, slots=True)
class PreparedSnapshot:
    """A folder that is ready to go into data/sources, and its card."""

    folder: Path
    card: SourceCard


def prepare(responses: Responses, observations: pl.DataFrame, replaces: Sequence[str], into: Path) -> PreparedSnapshot:
    """Write a snapshot in `into`/<source>/<period>, complete with its card."""
    period = str(observations["period"].max())
    folder = into / responses.declaration.folder / period
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "raw").mkdir(parents=True)
    stored = tuple(msgspec.structs.replace(one, file=f"raw/{one.sha256}.json") for one in responses.stored)
    for old, new in zip(responses.stored, stored, strict=True):
        shutil.copyfile(responses.folder / old.file, folder / new.file)
    snapshot = Snapshot(declaration=responses.declaration.id, service=responses.declaration.service, responses=stored)
    manifest = _toml(msgspec.to_builtins(snapshot, builtin_types=[datetime]))
    name = hashlib.sha256(manifest).hexdigest()[:LENGTH]
    (folder / f"snapshot-{name}.toml").write_bytes(manifest)
    table = folder / f"{STEM}{name}.csv"
    observations.select(COLUMNS).write_csv(table)
    others = [one for one in replaces if one != period]
    (folder / CARD).write_bytes(_toml(_card(responses.declaration, snapshot, table, others)))
    return PreparedSnapshot(folder, read_card(folder / CARD, max_megabytes=float("inf")))


def install(prepared: PreparedSnapshot, sources: Path) -> Path:
    """Move a prepared folder into data/sources; whoever builds meanwhile sees the old card or the new one.

    Everything stands on the disk before the card that names it.
    """
    target = sources / prepared.card.id / prepared.card.period
    ready = sorted(path for path in prepared.folder.rglob("*") if path.is_file())
    for path in (*ready, prepared.folder / "raw", prepared.folder):
        sync(path)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        prepared.folder.rename(target)
    else:
        (target / "raw").mkdir(exist_ok=True)
        for path in ready:
            if path.name != CARD:
                os.replace(path, target / path.relative_to(prepared.folder))  # noqa: PTH105 - the atomic call
        sync(target / "raw")
        sync(target)
        os.replace(prepared.folder / CARD, target / CARD)  # noqa: PTH105 - the atomic call
    for folder in (target, target.parent, sources):
        sync(folder)
    return target


def is_fetched(card: SourceCard) -> bool:
    """Return whether a card was written by a fetch."""
    return card.path.name.startswith(STEM)


def read_snapshot(card: SourceCard) -> Snapshot:
    """Read the snapshot that a card's observations were made from, checking every raw response; raise UserError."""
    folder = card.path.parent
    if not is_fetched(card):
        raise UserError("source_not_fetched", path=folder / CARD, found=card.file)
    snapshot = read_toml(folder / f"snapshot-{card.path.stem.removeprefix(STEM)}.toml", Snapshot)
    for response in snapshot.responses:
        path = folder / response.file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != response.sha256:
            raise UserError("raw_answer_changed", path=path)
    return snapshot


def _card(declaration: Declaration, snapshot: Snapshot, table: Path, replaces: Sequence[str]) -> dict[str, object]:
    written = {
        "id": declaration.folder,
        "period": table.parent.name,
        "kind": "aggregates",
        "file": table.name,
        "sha256": hashlib.sha256(table.read_bytes()).hexdigest(),
        "accessed": max(response.fetched_at for response in snapshot.responses).date(),
        "licence": declaration.licence,
        "url": next(response.url for response in snapshot.responses if response.role == "data"),
        "synthetic": False,
        "replaces": list(replaces),
        **{name: msgspec.to_builtins(getattr(declaration, name)) for name in ("title", "producer", "method")},
        "table": {"columns": {name: name for name in COLUMNS}},
    }
    if declaration.accepted_notes:
        written["accepted_notes"] = [_as_written(note) for note in declaration.accepted_notes]
    if declaration.disclosure is not None:
        written["disclosure"] = msgspec.to_builtins(declaration.disclosure)
    return written if declaration.quoted_by is None else {"quoted_by": declaration.quoted_by, **written}


def _as_written(note: AcceptedNote) -> dict[str, object]:
    return {"note": note.note} if note.told is None else {"note": note.note, "told": msgspec.to_builtins(note.told)}


def _toml(document: dict[str, object]) -> bytes:
    return tomli_w.dumps(document).encode()
