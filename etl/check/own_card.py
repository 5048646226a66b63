"""The card of a local collection that lies beside the file that is checked, in the data folder or before it is sent."""

from __future__ import annotations

import tomllib
from pathlib import Path

from contract.errors import UserError
from etl.config.card import CARD, SourceCard, hash_of, read_card

OF_PEOPLE = ("delete_by", "fieldwork")  # what is promised to those who were asked, and how they were asked


def card_beside(path: Path, max_megabytes: float) -> SourceCard | None:
    """Return the card of a local collection that lies beside its file; raise UserError where it is not filled in."""
    card = path.absolute().parent / CARD
    if not _is_of(card, path.name):
        return None
    try:
        read = read_card(card, max_megabytes, with_files=False, in_place=False)
    except UserError as error:
        if error.code != "toml_lacks":
            raise
        raise UserError("card_unfilled", path=card, sha256=hash_of(path), keys=error.parameters["keys"]) from error
    lacks = [key for key in OF_PEOPLE if getattr(read, key) is None]
    if lacks and not read.synthetic:
        raise UserError("card_unfilled", path=card, sha256=hash_of(path), keys=lacks)
    return read


def check_own_card(card: SourceCard, rows: int) -> None:
    """Check what a card says of the file beside it; raise UserError."""
    told = card.fieldwork.responded if card.fieldwork else None
    if told is not None and told != rows:
        where = card.path.parent / CARD
        raise UserError("responded_differ", path=where, key="fieldwork.responded", found=told, rows=rows)
    found = hash_of(card.path)
    if found != card.sha256:
        raise UserError("source_file_changed", path=card.path, found=found, card=Path(CARD))


def _is_of(card: Path, name: str) -> bool:
    """Return whether a card is that of a local collection, and of the file of this name."""
    try:
        told = tomllib.loads(card.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    return "local" in told and told.get("file") == name
