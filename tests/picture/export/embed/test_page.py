"""A picture as a page for other sites: whole in itself, small, escaped, with everything that must travel with it."""

import gzip
from dataclasses import replace

import pytest
from lxml import html

from contract.codes import Language
from contract.pointer import served_database
from picture.export.embed.page import embed_page, told_page
from picture.query.choices import read_choices
from picture.query.database import open_database
from picture.query.selection import check
from picture.text.reading.front import front_reading
from picture.text.words import word
from picture.views import VIEW_KINDS, ask_view, linked_item, view_item
from tests.picture.corrected import corrected_database
from tests.picture.factory import every_dataset
from tests.picture.hostile import NAME, PAYLOAD, hostile
from tests.picture.small import small_database

BASE = "https://tilanne.example.fi"
KINDS = pytest.mark.parametrize("dataset", every_dataset(), ids=lambda dataset: dataset.kind)


def page_of(dataset):
    item = view_item(VIEW_KINDS[dataset.kind], dataset, f"{BASE}/map?area=MK01")
    return html.fromstring(embed_page(item, BASE).decode()), item


@KINDS
def test_it_holds_sentence_picture_table_source_stamp_and_the_way_back(dataset):
    page, item = page_of(dataset)
    assert page.findtext(".//h1") == item.captions.title
    assert page.find(".//*[@role='img']").get("aria-label") == item.captions.alt
    assert page.find(".//*[@role='img']//svg") is not None
    assert page.find(".//details//table") is not None
    told = " ".join(page.itertext())
    assert item.captions.subtitle in told
    assert dataset.stamp.build in told
    for mark, meaning in item.captions.marks:
        assert f"{mark}  {meaning}" in told  # the mark is a link
    assert page.find(".//footer").findall(".//a")[-1].get("href") == item.captions.link
    assert page.find(".//link[@rel='canonical']").get("href") == item.captions.link


def test_the_page_explains_no_ring_as_it_draws_none():
    dataset = next(one for one in every_dataset() if one.kind == "front")
    assert front_reading(dataset) not in " ".join(page_of(dataset)[0].itertext())


@KINDS
def test_nothing_in_it_runs_or_is_fetched_and_every_link_is_whole(dataset):
    page, _ = page_of(dataset)
    assert [
        one.tag for one in page.iter("script", "iframe", "img", "object", "form", "link") if one.tag != "link"
    ] == []
    assert [one.get("rel") for one in page.iter("link")] == ["canonical"]
    assert [name for one in page.iter() if isinstance(one.tag, str) for name in one.attrib if name == "style"] == []
    assert [a.get("href") for a in page.iter("a") if not a.get("href").startswith(f"{BASE}/")] == []
    assert page.find(".//base").attrib == {"target": "_blank"}


@KINDS
def test_a_pattern_that_is_drawn_with_is_there(dataset):
    text = embed_page(view_item(VIEW_KINDS[dataset.kind], dataset), BASE).decode()
    used = {part.partition(")")[0] for part in text.split("url(#")[1:]}
    assert {name for name in used if f'id="{name}"' not in text} == set()


@KINDS
def test_a_hostile_name_stays_a_text(dataset):
    bad = hostile(dataset)
    page, item = page_of(bad)
    assert list(page.iter("script")) == []
    assert NAME in "".join(page.itertext())
    assert page.find(".//*[@role='img']").get("aria-label") == item.captions.alt


@KINDS
@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"status": "draft"}, "export_draft"),
        ({"status": "withdrawn"}, "export_withdrawn"),
        ({"status": "published", "newer_version": 3}, "export_superseded"),
    ],
)
def test_a_draft_a_withdrawn_and_an_old_version_say_so_over_the_picture(dataset, change, key):
    page, _ = page_of(replace(dataset, stamp=replace(dataset.stamp, **change)))
    warned = [one.text for one in page.findall(".//ul[@class='warnings']/li")]
    assert word(key, dataset.view.language, version=3) in warned
    if dataset.synthetic:
        assert word("synthetic_mark", dataset.view.language) in warned


def test_a_corrected_figure_says_so():
    con = corrected_database()
    choices = read_choices(con, Language.SV)
    selected, _ = check({"indicator": "trust", "area": "MK01", "lang": "sv"}, {}, choices)
    kind = VIEW_KINDS["map"]
    item = linked_item(kind, ask_view(con, kind, selected, choices), BASE, selected)
    page = html.fromstring(embed_page(item, BASE).decode())
    assert item.captions.corrections
    assert [p.text for p in page.findall(".//p[@class='correction']")] == list(item.captions.corrections)


@pytest.mark.parametrize("kind", VIEW_KINDS)
@pytest.mark.parametrize("indicator", ["trust", "lonely", "reports", "people"])
@pytest.mark.parametrize("area", ["SSS", "MK01", "MK21"])
def test_a_view_with_little_to_show_is_a_page_too(kind, indicator, area):
    con = small_database()
    choices = read_choices(con, Language.EN)
    selected, wrong = check({"indicator": indicator, "area": area, "lang": "en"}, {}, choices)
    assert not wrong
    dataset = ask_view(con, VIEW_KINDS[kind], selected, choices)
    page = html.fromstring(embed_page(linked_item(VIEW_KINDS[kind], dataset, BASE, selected), BASE).decode())
    assert page.findtext(".//h1")


def test_the_text_in_the_place_of_a_picture_is_escaped():
    page = html.fromstring(told_page(PAYLOAD, f"{BASE}/?lang=sv", Language.SV).decode())
    assert page.find(".//main/p").text == PAYLOAD
    assert page.get("lang") == "sv-FI"


@pytest.mark.parametrize("kind", VIEW_KINDS)
def test_it_is_small(published, kind):
    """Of the whole picture, 19 regions and 20 indicators: nothing of another size may come into a stranger's page."""

    with open_database(served_database(published)).cursor() as con:
        choices = read_choices(con, Language.SV)
        selected, _ = check({"lang": "sv"}, {}, choices)
        dataset = ask_view(con, VIEW_KINDS[kind], selected, choices)
    content = embed_page(linked_item(VIEW_KINDS[kind], dataset, BASE, selected), BASE)
    assert len(content) < 200_000
    assert len(gzip.compress(content)) < 50_000
