"""A stranger's file: its card is proposed, the marked places are filled in, and the build reads it."""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest
import xlsxwriter

from contract.codes import Language
from etl.card.common import Subject
from etl.card.propose import propose
from etl.check.match_source import Known
from etl.config.card import read_card
from etl.config.catalogue.catalogue import Catalogue, read_catalogue
from etl.read.sources import READERS
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.card.filled import filled, marked
from tests.etl.read.formats.cubes.test_px import PX
from tests.etl.read.formats.cubes.test_sdmx_csv import EUROSTAT
from tests.etl.read.helpers import FIELDWORK, catalogue, csv, parquet, respondents
from tests.etl.read.survey_tools.exports import EXPORTS, as_csv

PLACES = read_classification()
CONSTANT = {"indicator": "population", "level": "maakunta", "geo_year": "2026"}
SAID = {
    "id": "new",
    "period": "2025",
    "licence": "CC BY 4.0",
    "synthetic": False,
    **{name: dict.fromkeys(Language, "…") for name in ("title", "producer", "method")},
    "disclosure": {"min_count": 1, "hidden_by": "us", "zero": "shown", "stated": dict.fromkeys(Language, "…")},
}


def card_of(path: Path, ours: Catalogue | None = None, language: Language = Language.EN) -> str:
    ours = ours or read_catalogue()
    subject = Subject(path, language, date(2026, 11, 26), ours, PLACES)
    return str(propose(subject, Known((), ours, PLACES, max_megabytes=10)))


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def cube(categories: Mapping[str, Mapping[str, str]], **more: object) -> str:
    """Return a JSON-stat document of dimensions with code = label; its values count from 100."""
    sizes = [len(known) for known in categories.values()]
    document = {
        "class": "dataset",
        "id": [*categories],
        "size": sizes,
        "dimension": {name: {"category": {"index": [*known], "label": known}} for name, known in categories.items()},
        "value": [*range(100, 100 + math.prod(sizes))],
    }
    return json.dumps(document | more)


def read(path: Path, card: str, answers: dict[str, Any], ours: Catalogue | None = None) -> pl.DataFrame:
    """Fill in a card and read its file."""
    known = SAID | {"period": tomllib.loads(card).get("period", "2025")} | answers
    place = path.parent / known["id"] / known["period"]
    place.mkdir(parents=True)
    (place / path.name).write_bytes(path.read_bytes())
    (place / "card.toml").write_text(filled(card, known), encoding="utf-8")
    loaded = read_card(place / "card.toml", 10)
    return READERS[loaded.kind](loaded, ours or read_catalogue(), PLACES)


def test_a_finnish_table_with_semicolons_commas_and_western_letters(tmp_path: Path) -> None:
    text = "Vuosi;Kunta;Osuus\n2025;Helsinki;12,5\n2025;Äänekoski;7,25\n2025;Parainen;40\n"
    path = put(tmp_path, "osuus.csv", text.encode("windows-1252"))
    card = card_of(path)
    written = tomllib.loads(card)
    assert written["table"]["separator"] == ";"
    assert written["table"]["decimal"] == ","
    assert written["table"]["columns"] == {"period": "Vuosi", "area": "Kunta", "value": "Osuus"}
    assert written["table"]["constant"]["level"] == "kunta"
    assert ("table", "encoding") in marked(card)
    assert "Äänekoski" in card
    constant = {"indicator": "share_swedish_speakers", "geo_year": "2025"}
    found = read(path, card, {"table": {"encoding": "windows-1252", "constant": constant}})
    assert found.select("code", "value").rows() == [("091", 12.5), ("445", 40.0), ("992", 7.25)]


def test_what_is_said_of_everybody_is_asked_where_a_column_may_say_otherwise(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "year,region,males,females\n2025,Uusimaa,1,2\n2025,Kainuu,3,4\n")
    card = card_of(path)
    assert ("table", "constant", "group_dim") in marked(card)
    assert ("table", "columns", "value") in marked(card)
    assert '# TODO unused = ["females"]' in card
    assert "group_dim" not in tomllib.loads(card)["table"]["constant"]


def test_several_sheets_and_a_title_are_asked_about(tmp_path: Path) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        for name in ("Data", "Notes"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Population of the regions"])
            sheet.write_row(1, 0, ["Year", "Region", "Population"])
            sheet.write_row(2, 0, [2025, "Uusimaa", 1782000])
            sheet.write_row(3, 0, [2025, "Kainuu", 70000])
    path = put(tmp_path, "book.xlsx", made.getvalue())
    card = card_of(path)
    assert {("table", "sheet"), ("table", "header_row")} <= {*marked(card)}
    assert "Data, Notes" in card
    answers = {"sheet": "Data", "header_row": 2, "constant": CONSTANT}
    assert read(path, card, {"table": answers})["value"].to_list() == [1782000.0, 70000.0]


def test_no_level_is_proposed_for_codes_whose_names_nobody_knows(tmp_path: Path) -> None:
    path = put(tmp_path, "lan.csv", "year,region,value\n2025,01 Stockholms län,1\n2025,04 Södermanlands län,2\n")
    assert "level" not in tomllib.loads(card_of(path))["table"].get("constant", {})
    labels = {"01": "Stockholms län", "04": "Södermanlands län", "05": "Östergötlands län"}
    categories = {"region": labels, "year": {"2024": "2024", "2025": "2025"}}
    path = put(tmp_path, "lan.json", cube(categories))
    assert "level" not in tomllib.loads(card_of(path))["cube"]


def test_a_cube_whose_areas_are_known_by_their_labels(tmp_path: Path) -> None:
    labels = {"a1": "Uusimaa", "a2": "Kainuu", "a3": "Abroad"}
    sexes = {"1": "Men", "2": "Women", "t": "Total"}
    categories = {"place": labels, "year": {"2024": "2024", "2025": "2025"}, "sex": sexes}
    path = put(tmp_path, "cube.json", cube(categories, note=["In 2025 the way of counting was changed."]))
    card = card_of(path)
    written = tomllib.loads(card)
    assert written["period"] == "2025"
    assert (written["cube"]["area"], written["cube"]["period"]) == ("place", "year")
    assert written["cube"]["areas"] == {"a1": "01", "a2": "18"}
    assert written["cube"]["groups"]["codes"]["sex"] == {"1": "male", "2": "female"}
    assert '# TODO t = "all"  # Total: which group?' in card
    assert "Abroad" in card or "a3" in card
    note = re.search(r'note = "([0-9a-f]{12})', card)[1]
    answers = {
        "accepted_notes": [{"note": note}],
        "cube": {
            "indicator": "population",
            "level": "maakunta",
            "geo_year": 2026,
            "groups": {"codes": {"sex": {"t": "all"}}},
        },
    }
    found = read(path, card, answers)
    assert found.height == 12
    chosen = found.filter(pl.col("code") == "18", pl.col("period") == "2025", pl.col("group_code") == "all")
    assert chosen["value"].to_list() == [111.0]


def test_files_of_sdmx_and_px_are_cubes(tmp_path: Path) -> None:
    card = card_of(put(tmp_path, "demo.csv", EUROSTAT))
    written = tomllib.loads(card)
    assert (written["kind"], written["cube"]["period"]) == ("cube", "TIME_PERIOD")
    assert ("cube", "select", "sex") in marked(card)
    assert tomllib.loads(card_of(put(tmp_path, "table.px", PX.encode("iso-8859-1"))))["kind"] == "cube"


@pytest.mark.parametrize("name", ["answers.csv", "answers.parquet"])
def test_a_survey_of_questions_that_are_known(tmp_path: Path, name: str) -> None:
    content = csv(respondents()) if name.endswith("csv") else parquet(respondents())
    path = put(tmp_path, name, content)
    card = card_of(path, catalogue())
    written = tomllib.loads(card)
    design = {name: name for name in ("weight", "stratum", "psu")} | {"respondent": "id", "area": "region"}
    assert written["design"] == design
    assert written["groups"] == {"language": "language"}
    assert written["fieldwork"] == {"responded": 3}
    fieldwork = tomllib.loads(FIELDWORK)["fieldwork"]
    answers = {"id": "survey", "design": {"level": "maakunta", "geo_year": 2026}, "fieldwork": fieldwork}
    assert read(path, card, answers, catalogue()).height == 3


def test_labels_of_spss_say_groups_and_scales(tmp_path: Path) -> None:
    path = tmp_path / "answers.sav"
    scale = {code: text.en for code, text in read_catalogue().scales["trust5"].codes.items()}
    frame = pl.DataFrame({"nr": [1, 2, 3, 4], "w": [1.5, 0.5, 1.0, 2.0], "lang": [1, 2, 1, 2], "k7": [1, 2, 3, 8]})
    labels = {"lang": {1: "suomi", 2: "svenska"}, "k7": {int(code): text for code, text in scale.items()}}
    pyreadstat.write_sav(frame.to_pandas(), path, variable_value_labels=labels)
    card = card_of(path)
    written = tomllib.loads(card)
    assert written["groups"] == {"language": "lang", "codes": {"language": {"1": "fi", "2": "sv"}}}
    assert written["design"]["weight"] == "w"
    assert "The answers of column k7 are on the scale trust5" in card
    assert '# TODO respondent = "nr"' in card


@pytest.mark.parametrize("tool", EXPORTS)
def test_the_export_of_a_survey_tool_is_recognised(tmp_path: Path, tool: str) -> None:
    card = card_of(put(tmp_path, "export.csv", as_csv(EXPORTS[tool].rows, EXPORTS[tool].separator)))
    assert tomllib.loads(card)["table"]["tool"] == EXPORTS[tool].card.partition('tool = "')[2].partition('"')[0]
    assert ("fieldwork", "modes") in marked(card)


def test_a_file_that_no_layout_reads_is_refused(tmp_path: Path) -> None:
    with raises("web_page_not_data"):
        card_of(put(tmp_path, "x.csv", "<html><body>busy</body></html>"))


def test_what_stands_in_a_file_stays_on_its_line(tmp_path: Path) -> None:
    path = put(
        tmp_path, "x.csv", 'year,region,"odd ""name""",value\n2025,Uusimaa,"two\nlines # [x]",1\n2025,Kainuu,b,2\n'
    )
    card = card_of(path)
    assert tomllib.loads(card)["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "two lines" in card
