"""A note of a cube must be read by somebody: it is a break of the series, or accepted on the card."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

import polars as pl

from contract.errors import UserError
from etl.config.catalogue.catalogue import Catalogue
from etl.config.notes import fingerprints
from etl.read.formats.notes import Note
from etl.read.formats.table import SourceTable

BEGINNING = 160  # letters of a note that are written beside its fingerprint


def notes_of_breaks(catalogue: Catalogue, indicator: str) -> Collection[str]:
    """Return the fingerprints of the notes that breaks of an indicator name; none for an unknown indicator."""
    breaks = chain.from_iterable(one.breaks for one in catalogue.indicators if one.id == indicator)
    return fingerprints(chain.from_iterable(at.notes for at in breaks))


def check_notes(cells: SourceTable, known: Collection[str], indicator: str) -> None:
    """Refuse notes whose fingerprints are not known; raise UserError that says what to write.

    Asked are only those about the whole table, its dimensions, and categories and cells that stand in `cells`.
    """
    unread = [note for note in cells.notes if _concerns(note, cells) and note.fingerprint not in known]
    if unread:
        raise UserError(
            "notes_not_declared",
            path=cells.path,
            column=unread[0].column,
            notes=[f"“{note.text}”" for note in unread],
            indicator=indicator,
            lines=[f'{{ note = "{name_of(note)}" }}' for note in unread],
        )


def name_of(note: Note) -> str:
    """Write a note as cards and catalogue name it."""
    plain = note.text.replace("\\", "/").replace('"', "'")
    return f"{note.fingerprint} {plain[:BEGINNING]}".strip()


def _concerns(note: Note, cells: SourceTable) -> bool:
    if note.cell:
        return not cells.frame.filter(pl.col(column) == category for column, category in note.cell).is_empty()
    if note.category is None or note.column not in cells.frame.columns:
        return True
    labels = cells.labels.get(note.column, {})
    there = set(cells.frame[note.column].unique(maintain_order=True))
    return bool(there & {note.category, *(code for code, label in labels.items() if label == note.category)})
