"""A file at an address of its own is the picture that the address names, and its links lead back to it."""

import re
from dataclasses import replace
from io import BytesIO
from urllib.parse import parse_qsl, urlsplit
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader
from starlette.datastructures import QueryParams

from contract.pointer import NoDatabaseError, build_of, served_database
from pages.server.take.address import PICTURE_FORMS
from pages.server.take.making import make_file
from picture.basket.item import Item, decode
from picture.export.meeting.deck import MEETING_DECKS
from picture.export.region_pack import pack_datasets
from picture.export.report.asked import ask_report
from picture.packs import DOCUMENTS, WRITERS
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.numbers import ask_front, ask_profile
from picture.query.selection import check, view_of
from picture.views import FRONT, VIEW_KINDS, ask_view, view_on
from tests.pages.opened import files, looked_at
from tests.pages.server.take.taken import BASE, taken, wanted

VIEW = "indicator=trust_other_background&area=MK18&period=2025&lang=sv"
ADDRESS = re.compile(rf"{re.escape(BASE)}/\S*")


def file(published, name, query=VIEW):
    return taken(published, name, query)


@pytest.fixture
def con(published):
    with connect(served_database(published)) as con:
        yield con


def shown_at(con, address):
    """Ask again what the page of an address shows: a reader who opens a link."""
    parts = urlsplit(address)
    kind = {kind.page: kind for kind in VIEW_KINDS.values()}[parts.path.removeprefix("/") or FRONT]
    given = dict(parse_qsl(parts.query))
    choices = read_choices(con, given["lang"])
    choice, wrong = check(given, {}, choices)
    assert wrong == ()
    return ask_view(con, kind, choice, choices)


def notes(content):
    return [s.notes_slide.notes_text_frame.text for s in Presentation(BytesIO(content)).slides if s.has_notes_slide]


def links(content):
    return [found for text in notes(content) for found in ADDRESS.findall(text)]


@pytest.mark.parametrize("form", PICTURE_FORMS)
@pytest.mark.parametrize("kind", VIEW_KINDS)
def test_every_kind_of_picture_has_a_file_of_every_form(published, kind, form):
    made = file(published, f"{kind}.{form}")
    begins = {"png": b"\x89PNG", "svg": b"<svg", "json": b"{"}.get(form, b"PK\x03\x04")
    assert made.content.startswith(begins)
    assert made.name.endswith(f"_SYNTHETIC.{form}")


@pytest.mark.parametrize("kind", VIEW_KINDS)
def test_the_link_on_a_slide_opens_the_same_numbers(published, con, kind):
    choices = read_choices(con, "sv")
    choice, _ = check(dict(parse_qsl(VIEW)), {}, choices)
    dataset = ask_view(con, VIEW_KINDS[kind], choice, choices)
    found = links(file(published, f"{kind}.pptx").content)
    assert found
    for link in found:
        seen = shown_at(con, link)
        assert (seen.kind, seen.rows, seen.reference) == (kind, dataset.rows, dataset.reference)


def test_a_trend_with_similar_regions_leads_back_to_the_trend_with_similar_regions(published, con):
    found = links(file(published, "trend.pptx", f"{VIEW}&beside=alike").content)
    assert len({row.area.code for row in shown_at(con, found[0]).rows}) > 1


def test_each_slide_of_a_pack_links_to_the_picture_it_shows(published, con):
    with ZipFile(BytesIO(file(published, "pack.zip").content)) as pack:
        deck = next(pack.read(name) for name in pack.namelist() if name.endswith(".pptx") and "_meeting" not in name)
    choices = read_choices(con, "sv")
    choice, _ = check(dict(parse_qsl(VIEW)), {}, choices)
    datasets = pack_datasets(con, ask_report(con, view_on(FRONT, choice, choices), choices, BASE), choices)
    opened = [(seen.kind, seen.rows) for seen in (shown_at(con, link) for link in dict.fromkeys(links(deck)))]
    assert opened == [(dataset.kind, dataset.rows) for dataset in datasets]
    assert len(opened) > 1


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("what", DOCUMENTS)
def test_report_and_brief_are_taken_as_pdf_and_as_word_file(published, what, form):
    made = file(published, f"{what}.{form}")
    assert made.content.startswith({"pdf": b"%PDF-", "docx": b"PK\x03\x04"}[form])
    assert made.name == f"lagesbild_{what}_maakunta_18_2025_sv_SYNTHETIC.{form}"


@pytest.mark.parametrize("what", MEETING_DECKS)
def test_the_slides_of_a_meeting_are_taken_as_a_deck(published, what):
    made = file(published, f"{what}.pptx")
    assert made.content.startswith(b"PK\x03\x04")
    assert made.name == f"lagesbild_{what}_maakunta_18_2025_sv_SYNTHETIC.pptx"


def test_the_links_of_a_report_lead_back_to_this_server(published, con):
    pages = PdfReader(BytesIO(file(published, "report.pdf").content)).pages
    every = [note.get_object()["/A"]["/URI"] for page in pages for note in page.get("/Annots", [])]
    own = [link for link in every if link.startswith(BASE)]
    assert len(own) > 20
    for link in own:
        if urlsplit(link).path != "/methods":
            assert shown_at(con, link).view.area == "18"


def test_each_slide_of_a_basket_links_to_the_picture_it_shows(published, con):
    items = [
        "map~safe_evening~maakunta~MK02~2024~all.all~none~newest",
        "trend~weekly_contact~maakunta~MK06~2026~all.all~alike~newest",
        "profile~safe_evening~maakunta~MK18~2026~all.all~none~newest",
    ]
    made = file(published, "basket.pptx", "lang=en&" + "&".join(f"item={item}" for item in items))
    opened = {(seen.kind, seen.view.area, seen.view.period) for seen in (shown_at(con, x) for x in links(made.content))}
    assert opened == {("map", "02", "2024"), ("trend", "06", "2026"), ("profile", "18", "2026")}
    assert made.name == "lagesbild_2026_en_SYNTHETIC.pptx"


def test_the_workbook_names_the_address_of_its_picture(published, con):
    book = load_workbook(BytesIO(file(published, "map.xlsx").content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    found = [link for cell in cells for link in ADDRESS.findall(cell)]
    views = [link for link in found if not link.startswith(f"{BASE}/figure?")]  # as "KEY" stands in that address
    assert views
    assert len(found) > len(views)
    assert {shown_at(con, link).view.period for link in views} == {"2025"}


def test_everything_that_the_methods_page_offers_is_every_number_of_the_build(published, con):
    ((name, address),) = files(looked_at("methods", lang="en")).items()
    path, _, query = address.partition("?")
    assert (path, QueryParams(query)["build"]) == ("take/everything.zip", build_of(served_database(published)))
    everything = taken(published, "everything.zip", query)
    assert everything.name == name
    with ZipFile(BytesIO(everything.content)) as tables:
        name = next(n for n in tables.namelist() if n.endswith(".csv") and "comparison" not in n)
        lines = tables.read(name).decode("utf-8-sig").splitlines()
    (count,) = con.execute("SELECT count(*) FROM estimate").fetchone()
    assert len(lines) > count


def test_a_kept_picture_is_read_as_it_was_written(con):
    choices = read_choices(con, "fi")
    choice, _ = check({"area": "MK02", "beside": "alike"}, {}, choices)
    item = decode(Item("trend", choice, "My title").encode(), VIEW_KINDS)
    assert (item.kind, item.title) == ("trend", "My title")
    assert check({**item.selected, "lang": "fi"}, {}, choices) == (choice, ())


def test_no_value_of_an_address_holds_the_mark_between_values(con):
    choices = read_choices(con, "fi")
    for ask in (ask_front, ask_profile):
        assert "~" not in repr(
            [row.area.code for row in ask(con, view_of(check({}, {}, choices)[0], choices), choices).rows]
        )


def test_no_file_is_made_of_a_build_that_was_made_anew_since_it_was_asked_for(published):
    """It would be kept under the tag of the build before."""
    asked = replace(wanted(published, "map.svg", VIEW), stamp="another")
    with pytest.raises(NoDatabaseError):
        make_file(asked, served_database(published))


def test_the_workbook_of_a_plan_is_made_in_the_readers_language_with_lists_of_what_is_published(published):
    made = file(published, "contribution.xlsx", "lang=sv")
    assert made.name == "lagesbild_plan_sv.xlsx"
    book = load_workbook(BytesIO(made.content))
    assert book.sheetnames[:3] == ["Anvisning", "Plan", "Mål"]
    assert "MK01 Nyland" in [cell.value for cell in book["Listor"]["A"]]


def test_a_kit_is_made_in_the_readers_language_or_in_all(published):
    made = file(published, "kit.zip", "lang=sv&place=KU049")
    assert made.name == "lagesbild_kit_KU049_sv.zip"
    with ZipFile(BytesIO(made.content)) as held:
        assert {name.split("/")[0] for name in held.namelist() if "/" in name} == {"sv", "survey"}
    every = file(published, "kit.zip", "lang=sv&languages=all")
    assert every.name == "lagesbild_kit_sv_fi_en.zip"
