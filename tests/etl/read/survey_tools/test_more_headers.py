"""Texts above columns of numbers are header; a slip or a sign of nothing is not."""

from pathlib import Path

import polars as pl
import pytest

from contract.errors import UserError
from etl.read.formats.table import ROW, SourceTable
from etl.read.survey_tools.more_headers import refuse_further_headers
from etl.read.survey_tools.prepare import read_survey_table
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, card, csv


def table(*rows: tuple[str | None, ...]) -> SourceTable:
    schema = {ROW: pl.Int64, "id": pl.String, "weight": pl.String, "q1": pl.String}
    return SourceTable(
        Path("answers.csv"), pl.DataFrame([(at, *row) for at, row in enumerate(rows, 2)], schema, orient="row")
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("Id?", "Weight?", "Trust?"), ("a", "1.5", "1"), ("b", "2", None)], "skip_rows = [2]"),
        ([("Id?", "Weight?", "Trust?"), ("x", "W", "Q1"), ("b", "2", "8")], "skip_rows = [2, 3]"),
    ],
)
def test_texts_above_numbers_are_told_with_the_rows_to_skip(rows, told: str) -> None:
    with pytest.raises(UserError) as refused:
        refuse_further_headers(table(*rows))
    assert "answers.csv, row 2: " in str(refused.value)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "1.5", "1"), ("b", "2", "2")],
        [("a", "NA", "NA"), ("b", "2", "2")],
        [("a", "1.5", "x"), ("b", "2", "2")],
        [("a", None, "x"), ("b", "2", "2")],
        [("a", "1.5", "Yes"), ("b", "2", "No")],
        [("a", "x", "y")],
    ],
)
def test_anything_else_is_left_to_the_readers_of_cells(tmp_path: Path, rows) -> None:
    frame = table(*rows).frame
    made = card(tmp_path, csv(frame.drop(ROW)), "answers.csv", "respondents", DESIGN)
    assert read_survey_table(made, ["id", "weight", "q1"]).frame.rows() == frame.rows()


def test_a_table_without_rows_has_no_further_headers(tmp_path: Path) -> None:
    made = card(tmp_path, csv(table().frame.drop(ROW)), "answers.csv", "respondents", DESIGN)
    with raises("table_empty", path="answers.csv"):
        read_survey_table(made, ["id", "weight", "q1"])
