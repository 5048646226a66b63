"""Wherever a number stands it is the database's: files of every kind of view are read again, and so are documents."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from contract.pointer import served_database
from picture.export.report.document import pdf
from tests.reread.__main__ import VIEWS
from tests.reread.database import Figure
from tests.reread.files import Asked, figures_in
from tests.reread.sweep import KEYED, Found, Reader
from tests.reread.texts import texts_in
from tests.reread.words import unknown

KEY = "safe_evening/2026/MK01/all.all"


@pytest.fixture(scope="module")
def reader(published):
    return Reader.of(served_database(published))


def unknown_of(reader, text, language, key=KEY):
    return [one.number for one in unknown([text], [key], reader.numbers, language)]


def test_every_number_in_every_form_of_every_kind_of_view_is_that_of_the_database(reader):
    found = Found()
    for kind, views in VIEWS.items():
        reader.view(Asked(kind, "fi", f"area=MK18&{views[0]}"), found)
    assert found.wrong == []
    assert set(found.figures) == set(KEYED)
    assert min(found.figures.values()) > 40
    assert found.words["pptx"] > 150


def test_the_classes_of_a_map_are_no_figures(reader):
    found = Found()
    reader.view(Asked("map", "en", "area=SSS&indicator=unemployment"), found)
    assert found.wrong == []


def test_every_number_of_a_report_and_a_brief_is_one_of_the_database(reader):
    found = Found()
    for kind in ("report", "brief"):
        reader.document(Asked(kind, "sv", "area=MK21"), found)
    assert found.wrong == []
    assert found.files == 4


def test_a_number_that_has_moved_is_found_with_both_figures(reader):
    key, held = next((key, held) for key, held in reader.figures.items() if len(held) == 1 and key.startswith("safe_"))
    (figure,) = held
    wrong = Figure(key, (figure.value or 0) + 1, figure.low, figure.high, figure.n)
    (told,) = reader.differing("xlsx", [figure, wrong])
    assert repr(wrong) in told
    assert repr(figure) in told


def test_a_number_in_words_that_nothing_explains_is_found(reader):
    (figure,) = reader.figures[KEY]
    told = f"{figure.value:.0f}% of {figure.n:,} felt safe in 2026, 999.9% in dreams"
    assert unknown_of(reader, told, "en") == ["999.9"]


def test_a_decimal_comma_is_no_comma_of_thousands(reader):
    assert unknown_of(reader, "Luku on 37,3 vuonna 2026", "fi") == ["37,3"]
    assert unknown_of(reader, "Talet är 37,3 år 2026", "sv") == ["37,3"]


def test_a_whole_percentage_that_is_no_figure_is_found(reader):
    told = {number for figure in reader.figures[KEY] for number in (figure.value, figure.low, figure.high)}
    wrong = next(number for number in range(37, 100) if min(abs(number - (one or 0)) for one in told) > 1)
    assert unknown_of(reader, f"Osuus on {wrong}\u00a0% alueella", "fi") == [str(wrong)]


def test_a_year_of_which_the_view_says_nothing_is_found(reader):
    assert unknown_of(reader, "Osuus on kasvanut vuodesta 2019", "fi") == ["2019"]


def test_a_text_that_names_an_indicator_tells_no_number_of_another_one(reader):
    keys = [KEY, "trust_people/2026/MK01/all.all"]
    (figure,) = reader.figures[keys[1]]
    mean = f"{figure.value:.1f}"
    for name, wrong in (("Trust in people in general", []), ("Feels safe in the evening", [mean])):
        assert [one.number for one in unknown([f"{name}: {mean}"], keys, reader.numbers, "en")] == wrong


REPORT = Asked("report", "fi", "area=MK18")
RIGHT, WRONG = "75\u00a0%", "93\u00a0%"  # "gets help from neighbours" in Kainuu


def wrong_in(reader, form, content):
    return {one.number for one in unknown(texts_in(form, content), reader.of_document("MK18"), reader.numbers, "fi")}


def planted(content: bytes, name: str) -> bytes:
    """Write another number over the first right one in a part of an office file."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, text.replace(RIGHT.encode(), WRONG.encode(), 1) if part == name else text)
    return written.getvalue()


def test_a_wrong_number_in_a_word_file_is_found(reader):
    content = REPORT.file(reader.database, "docx")
    assert wrong_in(reader, "docx", content) == set()
    assert wrong_in(reader, "docx", planted(content, "word/document.xml")) == {"93"}


def test_a_wrong_number_in_a_pdf_is_found(reader, monkeypatch):
    drawable = pdf.drawable
    monkeypatch.setattr(pdf, "drawable", lambda text: drawable(text).replace(RIGHT, WRONG, 1))
    assert wrong_in(reader, "pdf", REPORT.file(reader.database, "pdf")) == {"93"}


def test_a_wrong_number_on_a_slide_is_found(reader):
    content = Asked("profile", "fi", "area=MK18&").file(reader.database, "pptx")
    with ZipFile(BytesIO(content)) as parts:
        name = next(n for n in parts.namelist() if n.endswith(".xml") and RIGHT.encode() in parts.read(n))
    assert wrong_in(reader, "pptx", content) == set()
    assert wrong_in(reader, "pptx", planted(content, name)) == {"93"}


def test_a_wrong_number_in_a_workbook_is_found(reader):
    content = Asked("profile", "en", "area=MK18&").file(reader.database, "xlsx")
    assert list(reader.differing("xlsx", figures_in("xlsx", content, "en"))) == []
    book = load_workbook(BytesIO(content))
    cell = next(one for sheet in book for row in sheet for one in row if isinstance(one.value, float) and one.value > 1)
    cell.value += 1
    written = BytesIO()
    book.save(written)
    (told,) = reader.differing("xlsx", figures_in("xlsx", written.getvalue(), "en"))
    assert str(cell.value) in told
