"""The filled workbook of the collection kit, which cannot be read without the card of its collection."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from contract.actions.kit import ANSWERS_SHEET, CODES_ROW, RESPONDENT
from contract.errors import UserError
from etl.actions.files import BOOKS
from etl.config.card import SourceCard
from etl.config.layout import Table
from etl.read.formats.files import format_of, read_rows


def refuse_without_card(path: Path, cards: Collection[SourceCard]) -> None:
    """Raise UserError for answers of the kit: their card tells place, period and what the columns are."""
    if is_kit(path):
        local = sorted({card.id for card in cards if card.local}) or ["local_…"]
        raise UserError("kit_without_card", path=path, sources=local, source=local[0])


def is_kit(path: Path) -> bool:
    """Return whether a file is the workbook of the kit: its sheet, and what stands over its first column."""
    if format_of(path) not in BOOKS:
        return False
    try:
        (_, heads), *_ = read_rows(path, Table(sheet=ANSWERS_SHEET, header_row=CODES_ROW))
    except UserError:
        return False
    return heads[0] == RESPONDENT
