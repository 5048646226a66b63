"""The region pack: one zip with deck, report, brief, workbook, tables and images of one area, and what each file is."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pypdf import PdfReader

from picture.packs import make_pack
from picture.query.choices import read_choices
from picture.query.selection import check
from tests.picture.small import add_places, small_database


def pack(area, language="sv", con=None):
    con = con or small_database()
    choices = read_choices(con, language)
    selected, _ = check({"lang": language, "area": area, "group": "sex.male"}, {}, choices)
    name, content = make_pack(con, choices, selected, "https://here")
    return name, ZipFile(BytesIO(content))


def test_a_pack_holds_deck_report_brief_workbook_tables_and_images():
    name, files = pack("MK01")
    assert name.endswith("pack_maakunta_01_2026_sv_SYNTHETIC.zip")
    endings = [one.rpartition("_SYNTHETIC")[2] for one in files.namelist()]
    assert {".pptx", ".xlsx", "_report.pdf", "_report.docx", "_brief.pdf", "_brief.docx"} < set(endings)
    assert {"_map.png", "_map.svg", "_profile.png", "_profile.svg"} < set(endings)
    assert sum(one.endswith(".csv") for one in files.namelist()) >= 2


@pytest.mark.parametrize(("language", "told"), [("fi", "Sama raportti"), ("sv", "Samma rapport"), ("en", "The same")])
def test_its_contents_come_first_and_name_every_file_in_the_readers_language(language, told):
    _, files = pack("MK01", language)
    first, *others = files.namelist()
    contents = files.read(first).decode("utf-8-sig")
    assert first == "README.txt"
    assert [name for name in others if name not in contents] == []
    assert told in contents
    assert "SY" in contents  # that it is synthetic


def test_the_deck_of_a_pack_is_short():
    _, files = pack("MK01")
    deck = Presentation(BytesIO(files.read(next(name for name in files.namelist() if name.endswith(".pptx")))))
    assert 2 < len(deck.slides) < 12


def test_the_brief_is_one_page():
    _, files = pack("MK01")
    brief = PdfReader(BytesIO(files.read(next(name for name in files.namelist() if name.endswith("_brief.pdf")))))
    assert len(brief.pages) == 1


@pytest.mark.parametrize("area", ["SSS", "MK21"])
def test_the_country_and_an_area_without_figures_have_packs_of_their_own(area):
    _, files = pack(area)
    assert any(name.endswith("_report.pdf") for name in files.namelist())


def test_equal_packs_are_equal_bytes():
    con = small_database()
    choices = read_choices(con, "fi")
    selected, _ = check({"area": "MK01"}, {}, choices)
    assert make_pack(con, choices, selected, "")[1] == make_pack(con, choices, selected, "")[1]


def test_the_pack_of_a_municipality_holds_its_own_figures_and_no_picture_of_none():
    name, files = pack("KU049", "en", add_places(small_database()))
    assert "_SYNTHETIC" in name  # its own survey is made up, though no figure of the country's stands in it
    endings = {one.rpartition("_SYNTHETIC")[2] for one in files.namelist() if "_SYNTHETIC" in one}
    assert {"_local.csv", "_heard.csv", ".xlsx", ".pptx", "_report.pdf", "_brief.pdf"} <= endings
    assert not [one for one in endings if one.endswith((".png", ".svg", "_comparisons.csv"))]
    assert ".csv" not in endings
    deck = Presentation(BytesIO(files.read(next(one for one in files.namelist() if one.endswith("_SYNTHETIC.pptx")))))
    slides = [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in deck.slides
    ]
    assert any("Local survey of local_harbour" in one for one in slides)
