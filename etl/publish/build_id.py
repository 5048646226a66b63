"""The build id: the same input, code and tables of areas give the same id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from etl.actions.contributions import ACTIONS
from etl.actions.files import contribution_files
from etl.config.card import CARD, SourceCard
from etl.publish.editions import MANIFESTS
from etl.publish.served.revisions import REVISIONS

ROOT = Path(__file__).parents[2]
CODE = ("contract", "etl", "geo")
CALENDAR = "calendar.toml"  # in the data folder: what is announced is part of every picture, but no input of figures
BOUNDARIES = "boundaries"  # folder of fetched boundaries in the data folder
KINDS = {".py", ".toml", ".sql", ".csv", ".geojson"}
LENGTH = 12


def build_id(
    cards: Iterable[SourceCard],
    boundaries: Path,
    editions: Path,
    earlier: Iterable[str] = (),
    instead: Mapping[str, bytes] = {},
) -> str:
    """Return the id of a build: the hash of its inputs and of what has been released.

    What has been released decides what is hidden now and what the stamp says. The manifests say it all: each holds the
    hash of its ledger. Declared revisions, the calendar and what is done (data/actions) are told to readers; `earlier`
    versions of respondents that were served (hashes) decide which cells keep their figure. `instead`: manifests (name
    -> content) that are about to be written.
    """
    declared = (editions / REVISIONS, editions.with_name(CALENDAR))
    written = [*editions.glob(MANIFESTS), *(path for path in declared if path.is_file())]
    told = {path.name: path.read_bytes() for path in written} | _actions(editions.with_name(ACTIONS))
    return _hash(cards, boundaries, told | dict(instead), earlier)


def inputs_id(cards: Iterable[SourceCard], boundaries: Path) -> str:
    """Return the hash of cards (each holds the hash of its file), boundaries, code, areas and pinned requirements."""
    return _hash(cards, boundaries, {}, ())


def _hash(cards: Iterable[SourceCard], boundaries: Path, manifests: Mapping[str, bytes], earlier: Iterable[str]) -> str:
    total = hashlib.sha256()
    for path in code_files():
        total.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + _digest(path))
    for path in sorted(card.path.with_name(CARD) for card in cards):
        total.update("/".join(path.parts[-3:]).encode() + _digest(path))
    for path in sorted(boundaries.glob("*/card.toml")):
        total.update(path.parent.name.encode() + _digest(path))
    for name in sorted(manifests):
        total.update(name.encode() + manifests[name])
    for version in sorted(earlier):
        total.update(version.encode())
    return total.hexdigest()[:LENGTH]


def _actions(folder: Path) -> dict[str, bytes]:
    """Return the files of contributions: they make another build, but no other figures."""
    files = chain.from_iterable(map(contribution_files, sorted(path for path in folder.glob("*/*") if path.is_dir())))
    return {path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in files}


def code_files() -> list[Path]:
    """List the files that decide what a build finds, in the order of their names."""
    inside = chain.from_iterable((ROOT / name).rglob("*") for name in CODE)
    files = [path for path in inside if path.suffix in KINDS]
    return sorted([*files, ROOT / "requirements.txt"], key=lambda path: path.relative_to(ROOT).as_posix())


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
