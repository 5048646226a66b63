"""Rows of a large file that show every form in which its areas and weights are written.

Some checks look at a whole column: whether all numbers of areas have lost their zeros, whether names beside them are of
another country, whether a mark separates thousands. What they refuse in the whole file may look right in every piece.
They come to the same end over these few rows as over all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from etl.config.card import Design, SourceCard
from etl.read.formats.table import ROW, SourceTable
from etl.read.plausible.marks import weight_marks
from etl.read.survey_tools.headers import Header, find_column

NAMES_OF_A_CODE = 2  # a column that gives one code two names holds no names of areas


def column_of(card: SourceCard, columns: Iterable[str], wanted: str) -> str | None:
    """Return the column of the file that a card means; none where the card makes it. Raise UserError."""
    if wanted in card.table.constant:
        return None
    headers = [Header(name, name) for name in columns if name != ROW]
    return find_column(headers, card.table.columns.get(wanted, wanted), card.path).column


class Forms:
    """Takes up piece after piece, and keeps the first row of every form."""

    def __init__(self, card: SourceCard) -> None:
        self._card = card
        self._found: list[SourceTable] = []  # of all pieces so far, as one

    def add(self, piece: SourceTable) -> None:
        """Keep what rows of a further piece show for the first time."""
        rows = [*(one.frame for one in self._found), piece.frame]
        both = replace(piece, frame=pl.concat(rows) if len(rows) > 1 else piece.frame)
        design = self._card.design
        first = set() if design is None else {*self._rows(both, design)}
        self._found = [both.only(pl.Series(sorted(first), dtype=pl.Int64))]

    def table(self) -> SourceTable:
        """Return the rows that were kept; raise ValueError where no piece was added."""
        (found,) = self._found
        return found

    def _rows(self, raw: SourceTable, design: Design) -> Iterable[int]:
        area = self._column(raw, design.area)
        if area is not None:
            codes = pl.DataFrame({"code": raw.text(area), ROW: raw.frame[ROW]})
            yield from _first(codes, ["code"])
            for name in self._card.unused:
                if name in raw.frame.columns and raw.frame[name].dtype == pl.String:
                    named = codes.with_columns(raw.text(name).alias("name")).drop_nulls()
                    different = named.unique(["code", "name"], keep="first", maintain_order=True)
                    yield from different.group_by("code", maintain_order=True).head(NAMES_OF_A_CODE)[ROW]
        before = design.calibration.design_weight if design.calibration else None
        for weight in (design.weight, before):
            column = None if weight is None else self._column(raw, weight)
            if column is not None:
                marked, like = weight_marks(raw, column)
                yield from _first(
                    pl.DataFrame({"marked": marked, "like": like, ROW: raw.frame[ROW]}), ["marked", "like"]
                )

    def _column(self, raw: SourceTable, wanted: str) -> str | None:
        return column_of(self._card, raw.frame.columns, wanted)


def _first(rows: pl.DataFrame, forms: list[str]) -> pl.Series:
    return rows.unique(forms, keep="first", maintain_order=True)[ROW]
