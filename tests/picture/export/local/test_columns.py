"""The figures of places' own surveys in workbooks and tables: apart, complete, hidden where they are hidden."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import duckdb
import pytest
from openpyxl import load_workbook

from contract.codes import Language
from picture.export.data_files import data_zip
from picture.export.workbook.ods import ods_workbook
from picture.export.workbook.xlsx import workbook
from picture.query.choices import read_choices
from picture.query.local.place import ask_places
from picture.query.numbers import ask_everything
from picture.query.selection import check, view_of
from picture.text.words import word
from picture.views import VIEW_KINDS, ask_own, ask_view, everything_item, linked_item
from tests.picture.small import add_places, small_database


@pytest.fixture(scope="module")
def con():
    return add_places(small_database())


def item(con, area, language=Language.EN):
    """Return the profile of an area as the server lets it leave."""
    choices = read_choices(con, language)
    selected, wrong = check({"area": area, "lang": language}, {}, choices)
    assert not wrong
    kind = VIEW_KINDS["profile"]
    dataset = ask_view(con, kind, selected, choices)
    made = linked_item(kind, dataset, "https://here", selected)
    return replace(made, places=ask_own(con, kind, selected, choices))


def sheets(con, area, language=Language.EN):
    book = load_workbook(BytesIO(workbook([item(con, area, language)])))
    return {sheet.title: sheet for sheet in book}


def lines(sheet):
    (table,) = sheet.tables.values()
    head, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    return [dict(zip(head, row, strict=True)) for row in rows]


def files(made):
    with ZipFile(BytesIO(made)) as held:
        return {name.partition("_SYNTHETIC")[2] or name: held.read(name).decode("utf-8-sig") for name in shown(held)}


def shown(held):
    return [name for name in held.namelist() if not name.endswith(".parquet")]


@pytest.mark.parametrize("language", Language)
def test_a_workbook_has_a_sheet_for_the_places_own_figures_and_one_for_what_was_heard(con, language):
    book = sheets(con, "KU049", language)
    local, heard = (book[word(f"export_sheet_{one}", language)] for one in ("local", "heard"))
    assert word("export_sheet_values", language) not in book  # the country's survey has nothing of it
    every, hidden = lines(local)[:2]
    value, low, high, n, mark = (
        word(key, language) for key in ("column_value", "export_low", "export_high", "column_n", "column_mark")
    )
    assert [every[name] for name in (value, low, high, n, mark)] == [60, 55, 65, 250, None]
    assert [hidden[name] for name in (value, low, high, n, mark)] == [None, None, None, None, "[c]"]
    assert every[word("export_sampling", language)] == word("local_kind_probability", language)
    above = "\n".join(str(row[0]) for row in local.iter_rows(max_row=8, values_only=True))
    assert word("local_apart", language, area=f"Harbour {language}") in above
    assert word("local_sampling_probability", language) in above
    assert word("synthetic_mark", language) in above
    (told,) = lines(heard)
    assert told[word("export_text", language)] == "The harbour is dark <b>at night</b>."
    assert told[word("source", language)] == "The municipality, 8 interviews"
    assert told[word("export_heard_reviewed", language)] == "2026-06-15"


def test_of_those_who_took_part_by_themselves_there_is_no_interval(con):
    every, hidden = lines(sheets(con, "KU710")["Local surveys"])
    assert "Confidence interval, lower limit" not in every
    assert (every["Who answered"], every["Mark"], every["Meaning of the mark"]) == (
        "Open survey",
        "[d]",
        "definition differs",
    )
    assert hidden["Value"] is None
    assert "not shown" in hidden["Meaning of the mark"]


def test_a_workbook_in_the_other_format_holds_the_same_sheets(con):
    with ZipFile(BytesIO(ods_workbook([item(con, "KU049")]))) as held:
        content = held.read("content.xml").decode()
    assert 'table:name="Local surveys"' in content
    assert "&lt;b&gt;at night" in content


def test_the_tables_of_a_municipality_are_its_own_and_none_is_empty(con):
    held = files(data_zip([item(con, "KU049")]))
    assert {name for name in held if not name.startswith("programs/")} == {
        "_local.csv",
        "_heard.csv",
        "_codebook.txt",
    }
    rows = list(csv.DictReader(StringIO(held["_local.csv"])))
    assert rows[0]["local_key"] == "local_harbour/trust/2026/KU049/all.all"
    assert [(row["period"], row["value"], row["conf_status"]) for row in rows] == [
        ("2026", "60", "F"),
        ("2026", "", "C"),
        ("2025", "60", "F"),
        ("2025", "", "C"),
    ]
    assert "Local survey of local_harbour" in held["_codebook.txt"]


def test_a_package_for_programs_describes_the_table_by_its_own_key(con):
    held = files(data_zip([item(con, "KU710")]))
    package = json.loads(held["programs/datapackage.json"])
    assert [one["name"] for one in package["resources"]] == ["local_values", "local_values-parquet"]
    assert package["resources"][0]["schema"]["primaryKey"] == ["local_key"]
    (row, _) = csv.DictReader(StringIO(held["programs/local_values.csv"]))
    assert (row["sampling"], row["obs_status"], row["ci_low"], row["synthetic"]) == (
        "self_selected",
        "D",
        "",
        "true",
    )


def test_the_table_of_everything_holds_every_place_apart_from_the_country(con):
    choices = read_choices(con, Language.EN)
    dataset = ask_everything(con, view_of(check({}, {}, choices)[0], choices), choices)
    held = files(data_zip([everything_item(dataset, ask_places(con, choices), "https://here")]))
    local = list(csv.DictReader(StringIO(held["programs/local_values.csv"])))
    assert {row["source"] for row in local} == {"local_harbour", "local_cove"}
    national = held["programs/values.csv"]
    assert "local_" not in national
    assert "KU049" not in national


def test_the_parquet_table_has_the_same_lines(con, tmp_path):
    with ZipFile(BytesIO(data_zip([item(con, "KU049")]))) as held:
        held.extract("programs/local_values.parquet", tmp_path)
    found = duckdb.sql(f"SELECT count(*), count(value) FROM '{tmp_path}/programs/local_values.parquet'").fetchall()
    assert found == [(4, 2)]


def test_an_area_that_asked_nothing_has_no_such_tables(con):
    assert "Local surveys" not in sheets(con, "MK01")
    assert not [name for name in files(data_zip([item(con, "MK01")])) if "local" in name]
