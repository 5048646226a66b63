"""Respondents who are too many to be held in memory: read in pieces into a tidy file that every later step scans.

Every piece goes through the checks of `read_respondents`. What can only be said of the whole file is checked here:
whether a respondent occurs twice, and whether a question was answered at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from contract.errors import UserError
from etl.config.card import CARD, Panel, SourceCard, check_hash, design_of
from etl.config.layout import group_columns
from etl.engine.scratch import parquet_writer
from etl.read.asked import asked_questions, scales_of
from etl.read.formats.recognise.form import Form
from etl.read.formats.recognise.recognise import recognise
from etl.read.formats.tables.parquet import is_too_large, parquet_names, parquet_pieces, parquet_size
from etl.read.respondents import read_respondents, refuse_unanswered
from etl.read.survey.forms import Forms, column_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.config.catalogue.catalogue import Catalogue
    from etl.config.findings import Finding
    from geo.classification import Classification

ANSWER = pl.Int32


def is_large(card: SourceCard) -> bool:
    """Return whether a card names more respondents than are held in memory; raise UserError."""
    return card.kind == "respondents" and recognise(card.path) == Form.PARQUET and is_too_large(card.path)


def refuse_large(card: SourceCard) -> None:
    """Refuse respondents who do not fit into memory where nothing is built; raise UserError."""
    if is_large(card):
        raise UserError("respondents_not_checked", path=card.path, rows=parquet_size(card.path)[0])


def read_large(
    card: SourceCard, catalogue: Catalogue, classification: Classification, told: list[Finding], folder: Path
) -> Path:
    """Read a survey's rows as `read_respondents` does, into a Parquet file in `folder`; return it.

    Rows stand in the order of the card's file. Left out: ids of respondents, and PSUs where every respondent is one.
    Raise UserError, also for what a card asks that needs all rows at once.
    """
    _refuse_needs_all_rows(card)
    asked = asked_questions(card, scales_of(card, catalogue))
    kept = _columns(card, [*scales_of(card, catalogue)])
    ids = _Ids(card)
    forms = Forms(card)
    answered: set[str] = set()
    path = folder / f"{card.id}-{card.period}.parquet"
    with parquet_writer(path) as write:
        for piece in parquet_pieces(card.path, card.table):
            frame = read_respondents(card, catalogue, classification, told, piece)
            ids.add(frame["respondent"])
            forms.add(piece)
            answered |= {column for column in asked if frame[column].count()}
            write(frame.select(kept))
    check_hash(card.path, card.sha256, card.path.with_name(CARD))  # reading took minutes: it may be another by now
    ids.refuse_twice()
    refuse_unanswered(card, [column for column in asked if column not in answered])
    read_respondents(card, catalogue, classification, None, forms.table())
    return path


def _columns(card: SourceCard, questions: list[str]) -> list[pl.Expr]:
    design = design_of(card)
    stages = [*(["psu"] if design.psu else []), *(["unit", "unit_fpc"] if design.second_fpc else [])]
    before = ["design_weight"] if design.calibration and design.calibration.design_weight else []
    names = ["weight", *before, "stratum", *stages, "fpc", "area", *group_columns(card.groups)]
    return [*map(pl.col, names), *(pl.col(question).cast(ANSWER) for question in questions)]


def _refuse_needs_all_rows(card: SourceCard) -> None:
    """Raise UserError for the first part of a card that needs all rows at once."""
    design = design_of(card)
    parts = {
        "local": card.local,
        "design.replicates": design.replicates,
        "choices": card.choices,
        "table.tool": card.table.tool,
    }
    for key, given in parts.items():
        if given:
            raise UserError("too_many_for_card_part", path=card.path.with_name(CARD), key=key)
    if design.panel != Panel.NONE:
        found = design.panel or ""
        raise UserError("too_many_for_panel", path=card.path.with_name(CARD), key="design.panel", found=found)


class _Ids:
    """The ids of all respondents as hashes of 64 bits: 8 bytes each, whatever the ids are."""

    def __init__(self, card: SourceCard) -> None:
        rows, _ = parquet_size(card.path)
        self._card = card
        self._hashes = np.zeros(rows, np.uint64)
        self._number = 0

    def add(self, ids: pl.Series) -> None:
        """Take up the ids of further rows."""
        self._hashes[self._number : self._number + ids.len()] = ids.hash().to_numpy()
        self._number += ids.len()

    def refuse_twice(self) -> None:
        """Raise UserError with the first row whose id occurred before; what has equal hashes is read once more."""
        self._hashes.sort()
        equal = pl.Series(self._hashes[1:][self._hashes[1:] == self._hashes[:-1]])
        if equal.is_empty():
            return
        suspects = pl.concat(self._suspects(equal))
        twice = suspects.filter(~pl.col("id").is_first_distinct())
        for row, found in twice.head(1).iter_rows():
            raise UserError(
                "respondent_twice",
                path=self._card.path,
                row=row,
                column=self._column,
                more_rows=twice.height - 1,
                found=found,
            )

    @property
    def _column(self) -> str:
        column = column_of(self._card, parquet_names(self._card.path), design_of(self._card).respondent)
        return column or ""  # one that is made by the card is refused in the first piece

    def _suspects(self, hashes: pl.Series) -> Iterator[pl.DataFrame]:
        for piece in parquet_pieces(self._card.path, self._card.table):
            ids = piece.text(self._column)
            rows = pl.DataFrame({"row": piece.rows_of_file(), "id": ids})
            yield rows.filter(ids.hash().is_in(hashes.implode()))
