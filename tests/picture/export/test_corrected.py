"""A figure that was corrected, or is wrong in an old version, says so in every form in which it leaves."""

import json
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from itertools import chain
from zipfile import ZipFile

import duckdb
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from contract.codes import Language
from picture.export.csv import localised_tables
from picture.export.image.draw import svg
from picture.export.pptx.deck import make_deck
from picture.export.programs.json_stat import axes_of, json_stat
from picture.export.programs.package import data_package
from picture.export.programs.tables import data_csv
from picture.export.report.area_report import brief_document, report_document
from picture.export.report.asked import ask_report
from picture.export.report.document.word_file import word_file
from picture.export.workbook.ods import ods_workbook
from picture.export.workbook.xlsx import workbook
from picture.query.corrections import read_editions
from picture.query.programs.part import Part, ask_part
from picture.query.selection import check
from picture.views import FRONT, VIEW_KINDS, view_on
from tests.picture.corrected import GONE, RIGHT, asked, asked_of, correct, corrected_database, version_of
from tests.picture.export.reread import words_on
from tests.picture.small import small_database

LETTERS = {1: "[w]", 2: "[r]"}
OTHER = {1: "60", 2: "58"}  # percent, in the other version
CODES = {1: "wrong", 2: "corrected"}
WHERE = "WHERE indicator = 'trust' AND period = '2026' AND code = '01' AND group_dim = 'all'"
HIDDEN = "value = NULL, ci_low = NULL, ci_high = NULL, n = NULL, effective_n = NULL, conf_status = 'C'"
DAYS = {Language.FI: "1.12.2026", Language.SV: "1.12.2026", Language.EN: "1 December 2026"}


def deck(item):
    slides = Presentation(BytesIO(make_deck([item]))).slides
    return "\n".join(chain.from_iterable((words_on(one), one.notes_slide.notes_text_frame.text) for one in slides))


def sheets(item):
    cells = chain.from_iterable(chain.from_iterable(load_workbook(BytesIO(workbook([item])))))
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


def ods(item):
    with ZipFile(BytesIO(ods_workbook([item]))) as archive:
        return unescape(archive.read("content.xml").decode())


def csv(item):
    return "\n".join(content.decode() for content in localised_tables([item], "table").values())


def image(item):
    return unescape(svg(item).decode())


FOR_PEOPLE: dict[str, Callable] = {"deck": deck, "xlsx": sheets, "ods": ods, "csv": csv, "image": image}


def told(form, kind, version, language=Language.EN):
    return FOR_PEOPLE[form](asked(kind, version, language)).replace("\n", " ")


@pytest.mark.parametrize("form", FOR_PEOPLE)
@pytest.mark.parametrize("kind", VIEW_KINDS)
@pytest.mark.parametrize("version", [1, 2])
def test_files_for_people_carry_the_mark_at_the_figure_and_in_the_key(form, kind, version):
    text = told(form, kind, version)
    assert text.count(LETTERS[version]) > (form != "csv")  # whose codebook explains the codes of SDMX
    assert OTHER[version] in text


@pytest.mark.parametrize("form", FOR_PEOPLE)
@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("language", Language)
def test_files_for_people_tell_the_day_and_what_was_wrong_in_their_language(form, version, language):
    text = told(form, "map", version, language)
    assert DAYS[language] in text
    assert f"A weight was wrong {language}" in text


@pytest.mark.parametrize("version", [1, 2])
def test_tables_for_programs_have_the_day_the_kind_and_the_other_value(version, tmp_path):
    files = data_package([asked("map", version)])
    (tmp_path / "values.parquet").write_bytes(files["values.parquet"])
    found = duckdb.sql(
        f"SELECT corrected, correction_code, other_value FROM '{tmp_path}/values.parquet' WHERE corrected IS NOT NULL"
    ).fetchall()
    assert found == [("2026-12-01", CODES[version], float(OTHER[version]))]
    heads = {one["name"] for one in json.loads(files["values.csv-metadata.json"])["tableSchema"]["columns"]}
    assert {"corrected", "correction_code", "other_value"} <= heads


@pytest.mark.parametrize("version", [1, 2])
def test_answers_of_the_interface_tell_corrections(version):
    choices, con = version_of(version, Language.SV)
    selected, _ = check({"lang": "sv", "indicator": "trust"}, {}, choices)
    dataset = ask_part(con, view_on(FRONT, selected, choices), choices, Part())
    cube = json_stat(dataset, axes_of(dataset, choices), {})
    told = [one["correction"] for one in cube["extension"]["observations"] if "correction" in one]
    assert [(one["code"], one["other_value"], one["text"]) for one in told] == [
        (CODES[version], float(OTHER[version]), "A weight was wrong sv")
    ]
    assert f"2026-12-01,{CODES[version]},{OTHER[version]},A weight was wrong sv" in data_csv(dataset).decode()


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("make", [report_document, brief_document])
@pytest.mark.parametrize("language", Language)
def test_report_and_brief_carry_the_line_and_the_report_the_mark(version, make, language):
    choices, con = version_of(version, language)
    selected, _ = check({"lang": language, "area": "MK01"}, {}, choices)
    word = Document(BytesIO(word_file(make(ask_report(con, view_on(FRONT, selected, choices), choices, "https://x")))))
    text = "".join(word.element.body.itertext())
    assert f"A weight was wrong {language}" in text
    assert make is brief_document or text.count(LETTERS[version]) > 1


def test_a_corrected_figure_that_is_hidden_now_tells_what_it_was_without_a_value():
    con = corrected_database()
    con.execute(f"UPDATE estimate SET {HIDDEN} {WHERE}")
    text = image(asked_of(con, "map"))
    assert "[cr]" in text
    assert "before: 58%" in text


def test_of_two_corrections_the_last_one_is_told():
    con = corrected_database()
    con.execute(f"UPDATE estimate SET value = 61 {WHERE}; UPDATE build SET version = 3")
    correct(con, 3, date(2026, 12, 8), 2, date(2026, 12, 1), RIGHT, (61.0, *RIGHT[1:]))
    text = image(asked_of(con, "map"))
    assert "8 December 2026" in text
    assert "before: 60%" in text


def test_a_figure_that_is_published_no_longer_is_told_as_that_in_an_old_version():
    now = corrected_database()
    correct(now, 3, date(2026, 12, 8), 2, date(2026, 12, 1), RIGHT, GONE)
    item = asked_of(corrected_database(), "map", read_editions(now, Language.EN))
    assert "(corrected: no longer published)" in image(item)


@pytest.mark.parametrize("kind", VIEW_KINDS)
def test_without_corrections_nothing_is_added(kind):
    """Corrections of other figures, notices and versions change no file."""
    con = small_database()
    plain = asked_of(con, kind)
    correct(con, 2, date(2026, 12, 1), 1, date(2026, 11, 3))
    con.execute("UPDATE correction_cell SET period = '1999'")
    told = asked_of(con, kind)
    assert [make(told) for make in FOR_PEOPLE.values()] == [make(plain) for make in FOR_PEOPLE.values()]
    assert data_package([told]) == data_package([plain])
