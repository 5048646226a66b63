"""What workbook and CSV promise: numbers as numbers, codes as texts, nothing that runs, everything explained."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from contract.codes import Language
from picture.export.columns import VALUES
from picture.export.csv import cell
from picture.export.data_files import data_zip
from picture.export.workbook.xlsx import workbook
from tests.picture import factory
from tests.picture.export.reread import LINK, item

LOW, HIGH = "Confidence interval, lower limit", "Confidence interval, upper limit"
HEADS = [column.name for column in VALUES]


def sheets(*datasets):
    return load_workbook(BytesIO(workbook([item(dataset) for dataset in datasets]))).worksheets


def lines(sheet) -> list[dict]:
    """The lines of the table of a sheet, by the heads."""
    (table,) = sheet.tables.values()
    head, *rows = sheet[table.ref]
    return [{one.value: cell.value for one, cell in zip(head, row, strict=True)} for row in rows]


def values(dataset) -> list[dict]:
    return lines(sheets(dataset)[1])


def files(*datasets) -> dict[str, str]:
    with ZipFile(BytesIO(data_zip([item(dataset) for dataset in datasets]))) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist() if "/" not in name}


def test_a_workbook_has_contents_values_comparisons_notes_metadata_and_marks():
    names = ["Innehåll", "Siffror", "Jämförelser", "Anmärkningar", "Metadata", "Markeringar"]
    assert [s.title for s in sheets(factory.map_dataset("sv"))] == names


def test_numbers_are_numbers_and_codes_keep_their_zeros():
    row = next(r for r in values(factory.map_dataset("en")) if r["Area, code"] == "02")
    assert (row["Value"], row[LOW], row[HIGH], row["Respondents (n)"]) == (64.2, 60.9, 67.1, 1410)
    assert row["Period"] == "2026"


def test_what_is_not_shown_is_an_empty_cell_with_its_status_and_its_reason():
    row = next(r for r in values(factory.map_dataset("en")) if r["Area"] == "Åland")
    assert (row["Value"], row[LOW], row[HIGH], row["Respondents (n)"]) == (None, None, None, None)
    assert (row["Observation status (SDMX CL_OBS_STATUS)"], row["Mark"]) == ("A", "[c]")
    assert row["Meaning of the mark"] == "not shown (too few answers or data protection)"


def test_every_number_stands_once_also_when_it_is_in_the_history():
    dataset = factory.profile_dataset("en")
    assert len(values(dataset)) == len({*dataset.rows, *dataset.history, *dataset.reference})


def test_several_answers_share_one_workbook():
    assert len(lines(sheets(factory.map_dataset("en"), factory.groups_dataset("en"))[1])) == 20 + 6


def test_every_comparison_keeps_its_verdict():
    rows = lines(sheets(factory.map_dataset("en"))[2])
    assert len(rows) == 19
    verdicts = {row["Area"]: row["Result"] for row in rows}
    assert verdicts["Ostrobothnia"] == "higher"
    assert verdicts["Åland"] == "cannot be assessed"


@pytest.mark.parametrize("language", Language)
def test_the_line_under_every_title_warns_of_made_up_numbers(language):
    mark = {"fi": "SYNTEETTISTÄ", "sv": "SYNTETISKA", "en": "SYNTHETIC"}[language]
    assert all(mark in sheet["A2"].value for sheet in sheets(*factory.every_dataset(language)))


def test_the_metadata_tell_question_licence_and_address():
    told = {row["Item"]: row["Content"] for row in lines(sheets(factory.map_dataset("en"))[4])}
    assert told["Question"] == "How much do you trust people whose background differs from yours?"
    assert told["Licence"] == "CC BY 4.0"
    assert told["Address"] in {LINK, "https://example.org"}


def with_note(note: str):
    dataset = factory.groups_dataset("en")
    return replace(dataset, rows=(replace(dataset.rows[0], note=note), *dataset.rows[1:]))


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "{=1+1}"])
def test_a_note_that_looks_like_a_formula_stays_a_text(note):
    found = [c for row in sheets(with_note(note))[3].iter_rows() for c in row if c.value == note]
    assert [c.data_type for c in found] == ["s"]


@given(st.text())
def test_no_text_cell_of_a_csv_begins_like_a_formula(text):
    assert not cell(text, "fi").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_numbers_read_back_exactly_in_every_language():
    for language, separator, decimal in (("fi", ";", ","), ("sv", ";", ","), ("en", ",", ".")):
        dataset = factory.map_dataset(language)
        text = next(t for name, t in files(dataset).items() if name.endswith("SYNTHETIC.csv"))
        rows = list(csv.DictReader(StringIO(text, newline=""), delimiter=separator))
        read = {r["area_code"]: float(r["value"].replace(decimal, ".")) for r in rows if r["value"]}
        shown = {r.area.code: r.value for r in (*dataset.rows, *dataset.reference) if r.shown}
        assert read == shown


def test_a_csv_opens_as_utf8_in_excel_and_has_the_same_columns_in_every_language():
    with ZipFile(BytesIO(data_zip([item(factory.map_dataset("fi"))]))) as archive:
        assert archive.read(archive.namelist()[0]).startswith(b"\xef\xbb\xbf")
    heads = {
        files(factory.map_dataset(la))[f"lagesbild_trust_other_background_maakunta_2026_{la}_SYNTHETIC.csv"]
        .split("\r\n")[0]
        .replace(";", ",")
        for la in Language
    }
    assert heads == {",".join(HEADS)}


def test_counts_have_no_decimals_in_csv():
    assert cell(5635971.0, "fi") == "5635971"
    assert cell(-3.2, "fi") == "-3,2"
    assert cell(-3.2, "en") == "-3.2"
    assert cell(None, "fi") == ""


def test_the_codebook_explains_every_column_and_every_mark():
    book = next(t for name, t in files(*factory.every_dataset("fi")).items() if name.endswith("codebook.txt"))
    for name in HEADS:
        assert f"\r\n{name}: " in book
    for code in (*(f"obs_status {one}" for one in "ABDEMOPU"), "conf_status F", "conf_status C"):
        assert f"\r\n{code}: " in book
    assert "SYNTEETTISTÄ" in book


def test_the_same_answer_makes_the_same_zip():
    items = [item(factory.map_dataset("en"))]
    assert data_zip(items) == data_zip(items)


def test_a_workbook_holds_the_region_that_was_chosen_beside():
    dataset = factory.profile_beside_another("sv")
    assert {dataset.rows[0].area.name, dataset.second[0].area.name} <= {row["Område"] for row in values(dataset)}
