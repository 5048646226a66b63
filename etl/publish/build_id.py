"""The build id: the same input, code and tables of areas give the same id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from etl.config.card import CARD, SourceCard
from etl.publish.editions import MANIFESTS

ROOT = Path(__file__).parents[2]
CODE = ("contract", "etl", "geo")
KINDS = {".py", ".toml", ".sql", ".csv", ".geojson"}
LENGTH = 12


def fingerprint(cards: Iterable[SourceCard], boundaries: Path, editions: Path | None = None) -> str:
    """Hash the cards (each holds the hash of its file), also of boundaries, the code, the areas and the pins.

    With `editions` also what has been released: it decides what is hidden now and what the stamp says. The manifests
    say it all: each holds the hash of its ledger.
    """
    code = [path for folder in CODE for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
    files = [*code, ROOT / "requirements.txt"]
    total = hashlib.sha256()
    for name, path in sorted((path.relative_to(ROOT).as_posix(), path) for path in files):
        total.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for path in sorted(card.path.with_name(CARD) for card in cards):
        total.update("/".join(path.parts[-3:]).encode() + hashlib.sha256(path.read_bytes()).digest())
    for path in sorted(boundaries.glob("*/card.toml")):
        total.update(path.parent.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    for path in sorted(editions.glob(MANIFESTS)) if editions else ():
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:LENGTH]
