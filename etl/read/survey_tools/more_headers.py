"""Rows under a header that are header too: texts above columns of numbers."""

from __future__ import annotations

import re

import polars as pl

from contract.errors import UserError
from etl.read.formats.table import ROW, SourceTable

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
MOST = 3  # header rows under the first
LOOKED_AT = 20  # rows
SEVERAL = 2  # columns of numbers: a single text among numbers may be a slip


def refuse_further_headers(raw: SourceTable) -> None:
    """Refuse rows under the header that hold another text in every column of numbers: question texts, most likely."""
    texts = raw.frame.head(LOOKED_AT).select(ROW, pl.col(pl.String))
    for number in range(1, min(MOST, texts.height - 1) + 1):
        below = texts.slice(number)
        numbers = [name for name in texts.columns if name != ROW and _all_numbers(below[name])]
        heads = texts.head(number).select(numbers).rows()
        if len(numbers) >= SEVERAL and all(_is_header(cells) for cells in heads):
            rows = texts[ROW].head(number).to_list()
            found = [cell for cell in heads[0] if cell]
            raise UserError("header_rows_more", path=raw.path, row=rows[0], found=found, rows=rows)


def _all_numbers(values: pl.Series) -> bool:
    there = values.drop_nulls()
    return len(there) > 0 and all(NUMBER.fullmatch(text) for text in there)


def _is_header(cells: tuple[str | None, ...]) -> bool:
    """Return whether the cells are texts, each another: the same sign in all of them says that nothing is known."""
    texts = [cell for cell in cells if cell is not None and not NUMBER.fullmatch(cell)]
    return len(texts) == len(cells) == len({*texts})
