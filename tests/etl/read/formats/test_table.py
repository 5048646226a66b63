"""What a table says of its own rows."""

from pathlib import Path

import polars as pl
import pytest

from etl.read.formats.table import ROW, SourceTable


@pytest.mark.parametrize(("text", "row"), [("02", 3), ("01", 7), ("2.5", 5)])
def test_a_text_is_found_in_the_first_of_its_rows(text: str, row: int) -> None:
    frame = pl.DataFrame({ROW: [3, 5, 6, 7, 9], "area": ["02", "2.5", "02", "01", "01"]})
    assert SourceTable(Path("figures.csv"), frame).first_row("area", text) == row
