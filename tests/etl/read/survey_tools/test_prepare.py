"""Files of no tool whose columns have other names: header rows to skip, names, words and constants on the card."""

from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from contract.errors import UserError
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.etl.read.helpers import card
from tests.etl.read.survey_tools.exports import as_csv, as_xlsx, words

PLACES = read_classification()
ROWS = [
    ["Survey of 2026", "", "", "", ""],
    ["Nr", "Region", "Q1 <b>Trust</b>", "Helped", "Sex"],
    ["the id", "where?", "do you?", "who?", "which?"],
    ["1", "Uusimaa", "Yes", "Neighbours; Others", "Woman"],
    ["2", "Nyland", "no", "Others", "Man"],
    ["3", "Åland", "Cannot say", "", ""],
]
CARD = """
[design]
respondent = "id"
weight = "weight"
area = "region"
level = "maakunta"
geo_year = 2026
[groups]
sex = "Sex"
[table]
header_row = 2
skip_rows = [3]
[table.columns]
id = "Nr"
region = "Region"
q1 = "q1 trust"
[table.constant]
weight = "1"
[choices.q2]
column = "Helped"
option = "Neighbours"
separator = ";"
chosen = 1
not_chosen = 2
empty = "not_asked"
"""


def read(folder: Path, content: bytes, name: str = "answers.csv", rest: str = CARD) -> pl.DataFrame:
    return read_respondents(card(folder, content, name, "respondents", rest), words(), PLACES)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_header_rows_and_label_maps_do_without_a_tool(tmp_path: Path, kind: str) -> None:
    found = read(tmp_path, as_xlsx(ROWS) if kind == "xlsx" else as_csv(ROWS), f"answers.{kind}")
    assert found.select("row", "respondent", "weight", "area", "sex", "q1", "q2").rows() == [
        (4, "1", 1.0, "01", "female", 1, 1),
        (5, "2", 1.0, "01", "male", 2, 2),
        (6, "3", 1.0, "21", None, 8, None),
    ]


def test_an_error_names_the_column_of_the_file(tmp_path: Path) -> None:
    rows = [*ROWS[:4], ["2", "Nyland", "perhaps", "", ""]]
    with pytest.raises(UserError) as refused:
        read(tmp_path, as_csv(rows))
    assert "answers.csv, row 5, column Q1 <b>Trust</b>: these texts" in str(refused.value)
    assert "[answer_codes.q1]" in str(refused.value)


def test_a_column_that_nobody_names_stops(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="column Sex: unknown column"):
        read(tmp_path, as_csv(ROWS), rest=CARD.replace('[groups]\nsex = "Sex"', ""))


def test_a_background_question_without_its_column_is_told_where_its_line_stands(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, as_csv([row[:-1] for row in ROWS]))
    assert (refused.value.code, refused.value.column) == ("group_column_missing", "Sex")


def spss(folder: Path, labels: dict[float, str]) -> pl.DataFrame:
    frame = pl.DataFrame(
        {"nr": ["1", "2"], "region": ["01", "02"], "trust": [1.0, 2.0], "q2": [1.0, 8.0], "sex": ["male"] * 2}
    )
    pyreadstat.write_sav(frame.to_pandas(), folder / "a.sav", variable_value_labels={"trust": labels})
    rest = CARD[: CARD.index("[table]")].replace('"Sex"', '"sex"')
    rest += '[table.columns]\nid = "nr"\nq1 = "trust"\n[table.constant]\nweight = "1"\n'
    return read(folder, (folder / "a.sav").read_bytes(), "answers.sav", rest)


def test_a_column_of_spss_is_read_under_another_name(tmp_path: Path) -> None:
    assert spss(tmp_path, {1.0: "yes", 2.0: "no"})["q1"].to_list() == [1, 2]


def test_labels_of_spss_are_compared_also_under_another_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="column trust: code 1 has the label of 2 in the catalogue"):
        spss(tmp_path, {1.0: "no", 2.0: "yes"})
