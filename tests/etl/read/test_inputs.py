"""Small files as people have them (tests/etl/inputs), made after public reports: what each of them gives."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from contract.errors import UserError
from etl.__main__ import main
from etl.config.card import SourceCard, read_card
from etl.config.catalogue.catalogue import read_catalogue
from etl.read.aggregates import read_aggregates
from etl.read.cube_mapping import read_jsonstat
from etl.read.respondents import read_respondents
from etl.read.sources import read_all
from geo.classification import read_classification
from tests.etl.read.helpers import RULE

INPUTS = Path(__file__).parent / "inputs"
DATA = Path(__file__).parents[3] / "data"
CUBE = [5_603_851.0, 1_759_537.0, 494_819.0, 5_635_971.0, 1_782_000.0, 500_000.0]

READ = {
    "thousands_space": [4958.0, 283_632.0, 8379.0],
    "percent_cells": [57.2, 56.0, 55.1],
    "csv_empty_columns_at_end": [57.2, 56.0],
    "csv_footer": [57.2, 56.0],
    "json_bom": CUBE,
    "json_size_as_text": CUBE,
    "px_no_last_semicolon": CUBE,
    "px_semicolon_each_row": CUBE,
}
REFUSED = {
    "thousands_dot": "population.csv, row 2, column value: a count must be a whole number (and 2 more rows). "
    "Found: '4.958'. If it separates thousands, write in [table] of the card: thousands = \".\"",
    "share_as_fraction": "turnout.csv, row 2, column value: all values of this per cent indicator lie between 0 and 1 "
    "(and 2 more rows). Found: '0.572'. Are they shares of 1? Write values = \"fraction\"",
    "value_labels_reversed": "answers.sav, column q01: code 1 has the label of 5 in the catalogue, where 1 is "
    "en lainkaan / inte alls / not at all; the labels are in the reverse order. Found: '1 = täysin'. Ask the producer",
    "json_latin1": "population.json, row 1: this file is not in UTF-8. Found: b'\\xe4'. Save it again in UTF-8.",
    "json_pxweb_table": "this is PxWeb's own JSON (columns, data). Save it from PxWeb as JSON-stat",
    "json_status_revised": "population.json, row 3, column status: unknown status. Found: 'r'",
    "csv_row_names": "turnout.csv, row 1: column 1 has no name. R writes row names like this. If they",
    "csv_statfin_symbols": "population.csv, row 3, column value: in the place of numbers, the column has signs that "
    "the card does not explain: .., ., - (and 2 more rows). Found: '..'. Write in [missing] of the card what each of "
    'them means: ".." = "M", "." = "O", "-" = "?".',
    "survey_csv_NA": "answers.csv, row 2, column q03: in the place of numbers, the column has signs that the card does "
    "not explain: NA (and 8 more rows). Found: 'NA'. Write in [missing] of the card what each of them means: \"NA\"",
    "survey_three_header_rows": "answers.csv, row 2: rows 2, 3 are headings of Qualtrics (question texts "
    'and ImportId), not answers. Write tool = "qualtrics" or skip_rows = [2, 3] in [table] of the card',
    "three_unknown_areas": "turnout.csv, row 3, column area: “Alfa” is not an area",
}


def card_of(name: str) -> Path:
    (found,) = (INPUTS / name).glob("sources/*/*/card.toml")
    return found


def values(name: str) -> list[float]:
    card = read_card(card_of(name), 1)
    read = read_jsonstat if card.kind == "cube" else read_aggregates
    found: pl.DataFrame = read(card, read_catalogue(), read_classification())
    return found["value"].to_list()


def with_lines(name: str, folder: Path, lines: str) -> SourceCard:
    """Return the card of an input with more lines at its end, in a copy."""
    source = INPUTS / name / "sources"
    shutil.copytree(source, folder / "sources")
    path = folder / "sources" / card_of(name).relative_to(source)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{lines}\n", encoding="utf-8")
    return read_card(path, 1)


@pytest.mark.parametrize(
    ("dash", "value", "status"), [("A", 0.0, "A"), ("O", None, "O"), ("M", None, "M")], ids=["zero", "missing", "none"]
)
def test_statfins_signs_are_read_as_the_card_declares_them(
    tmp_path: Path, dash: str, value: float | None, status: str
) -> None:
    card = with_lines("csv_statfin_symbols", tmp_path, f'{RULE}[missing]\n".." = "M"\n"." = "O"\n"-" = "{dash}"')
    found = read_aggregates(card, read_catalogue(), read_classification())
    assert found.select("code", "value", "obs_status").rows() == [
        ("018", value, status),
        ("049", None, "M"),
        ("078", None, "O"),
        ("091", 648_042.0, "A"),
    ]


def test_signs_of_a_survey_mean_not_asked_where_the_card_declares_them(tmp_path: Path) -> None:
    card = with_lines("survey_csv_NA", tmp_path, '[missing]\n"NA" = "O"\n"#NULL!" = "O"')
    found = read_respondents(card, read_catalogue(), read_classification())
    plain = pl.read_csv(card.path, null_values=["NA", "#NULL!"])
    questions = [name for name in plain.columns if name.startswith("q")]
    assert plain.select(questions).null_count().sum_horizontal().item() > 0
    assert found.select(questions).equals(plain.select(questions))


def test_every_input_is_looked_at() -> None:
    assert {path.name for path in INPUTS.iterdir()} == {*READ, *REFUSED}


@pytest.mark.parametrize("name", READ)
def test_a_harmless_peculiarity_is_read(name: str) -> None:
    assert values(name) == READ[name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_known_is_refused_with_its_place_and_what_to_do(name: str) -> None:
    card = read_card(card_of(name), 1)
    with pytest.raises(UserError) as refused:
        read_all([card], read_catalogue(), read_classification())
    assert REFUSED[name] in str(refused.value)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "population.json, rivi 1: tiedoston merkistö ei ole UTF-8. Löytyi: b'\\xe4'. Tallenna se"),
        ("sv", "population.json, rad 1: filens teckenkodning är inte UTF-8. Hittades: b'\\xe4'. Spara den"),
        ("en", "population.json, row 1: this file is not in UTF-8. Found: b'\\xe4'. Save it again in UTF-8."),
    ],
)
def test_json_in_another_encoding_is_told_before_it_is_sent(capsys, language: str, words: str) -> None:
    file = card_of("json_latin1").with_name("population.json")
    assert main(["--data", str(DATA), "check", str(file), "--lang", language]) == 2
    told = capsys.readouterr().out
    assert words in told
    assert str(INPUTS) not in told
