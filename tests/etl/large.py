"""Respondents who are read in pieces, as if they did not fit into memory."""

from __future__ import annotations

import pytest

PIECES = "in pieces"
KINDS = ("in memory", PIECES)


def read_in_pieces(patch: pytest.MonkeyPatch, cells: int = 20_000, rows: int = 1_000) -> None:
    """Let every Parquet file of respondents with more than 100 cells count as one that does not fit into memory."""
    patch.setattr("etl.read.formats.tables.parquet.MOST_CELLS_IN_COLUMNS", 100)
    patch.setattr("etl.read.formats.tables.parquet.CELLS_OF_A_PIECE", cells)
    patch.setattr("etl.engine.scratch.ROWS_AT_ONCE", rows)
