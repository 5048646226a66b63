"""What an edition is made of: the hash of every source, boundary, catalogue file, rule and room of code; packages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from etl.config.card import CARD, SourceCard
from etl.config.toml import FromToml
from etl.publish.build_id import ROOT, code_files
from etl.publish.kept_files import hash_of

CONFIG = "etl/config/"
CATALOGUE = "etl/config/catalogue/"
REQUIREMENTS = "requirements.txt"


class InputKind(StrEnum):
    """What kind of input it is."""

    SOURCE = "source"  # a file of a source, as its producer gave it
    CARD = "card"  # what is declared of it
    BOUNDARIES = "boundaries"
    CATALOGUE = "catalogue"
    POLICY = "policy"  # rules and settings beside the catalogue
    AREAS = "areas"  # divisions, names and boundaries that the program brings with it
    CODE = "code"  # one for each room


class Input(FromToml, frozen=True):
    """One input and its hash."""

    kind: InputKind
    name: str
    sha256: str


def inputs_of(cards: Iterable[SourceCard], boundaries: Path) -> tuple[Input, ...]:
    """List everything that a build of these cards is made of, in a fixed order."""
    found = [*_of_sources(cards), *_of_boundaries(boundaries), *_of_program()]
    return tuple(sorted(found, key=lambda one: (one.kind, one.name)))


def packages() -> Mapping[str, str]:
    """Return the installed version of every package that requirements.txt names."""
    lines = (ROOT / REQUIREMENTS).read_text(encoding="utf-8").splitlines()
    names = [line.partition("==")[0].strip() for line in lines if "==" in line and not line.startswith("#")]
    return {name: version(name) for name in sorted(names)}


def _of_sources(cards: Iterable[SourceCard]) -> Iterator[Input]:
    for card in cards:
        folder = f"{card.id}/{card.period}"
        yield Input(kind=InputKind.SOURCE, name=f"{folder}/{card.file}", sha256=card.sha256)
        yield Input(kind=InputKind.CARD, name=f"{folder}/{CARD}", sha256=hash_of(card.path.with_name(CARD))[0])


def _of_boundaries(folder: Path) -> Iterator[Input]:
    for path in folder.glob(f"*/{CARD}"):
        yield Input(kind=InputKind.BOUNDARIES, name=f"{path.parent.name}/{CARD}", sha256=hash_of(path)[0])


def _of_program() -> Iterator[Input]:
    """Describe catalogue, rules and areas file by file; of the rest of the code each room has one hash."""
    rooms: dict[str, list[tuple[str, str]]] = {}
    for path in code_files():
        name = path.relative_to(ROOT).as_posix()
        kind = _kind(name)
        sha256, _ = hash_of(path)
        if kind is InputKind.CODE:
            rooms.setdefault(name.partition("/")[0], []).append((name, sha256))
        else:
            yield Input(kind=kind, name=name, sha256=sha256)
    for room, files in rooms.items():
        told = "\n".join(f"{name} {sha256}" for name, sha256 in files)
        yield Input(kind=InputKind.CODE, name=room, sha256=hashlib.sha256(told.encode()).hexdigest())


def _kind(name: str) -> InputKind:
    if name.endswith((".py", ".sql")) or name == REQUIREMENTS:
        return InputKind.CODE
    if name.startswith(CATALOGUE):
        return InputKind.CATALOGUE
    if name.startswith(CONFIG):
        return InputKind.POLICY
    return InputKind.AREAS if name.startswith("geo/") else InputKind.CODE
