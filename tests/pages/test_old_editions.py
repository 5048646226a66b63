"""Pages of an old version: its figures, what came later, and an address that leads to no other version."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from contract.codes import Language
from pages.server.settings import data_folder
from picture.text.words import word
from tests.pages.opened import html, links, opened, went, words
from tests.pages.server.released import FIRST, RIGHT_VALUE, SECOND, WRONG_VALUE, released

NORTH = {"area": "MK01", "indicator": "trust", "lang": "en"}
OLD = {**NORTH, "edition": "2026-1"}


@pytest.fixture(autouse=True)
def _released_here(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(released(tmp_path)))


def addresses(app):
    """Every link of ours on the page, with what its address holds."""
    found = re.findall(r'<a [^>]*?href="([^"#]*)[^"]*"[^>]*>(.*?)</a>', html(app), flags=re.DOTALL)
    return [
        (re.sub(r"<.*?>", "", text), address, parse_qs(unescape(address).partition("?")[2])) for address, text in found
    ]


@pytest.mark.parametrize("page", ["front", "map", "trends", "region", "groups", "matrix", "methods", "slides"])
def test_every_link_of_a_page_of_an_old_version_leads_to_that_version(page):
    app = opened(page, **OLD)
    assert not app.exception
    known = "Open the same view with the latest figures"
    others = [
        (text, address)
        for text, address, view in addresses(app)
        if "?" in address
        and view.get("edition") != ["2026-1"]
        and text != known
        and not address.startswith(("editions?", "feed.atom?"))  # of every version
    ]
    assert others == []


def test_an_old_version_shows_its_own_figures_and_says_so_first():
    told = words(opened("map", **OLD))
    assert WRONG_VALUE in told
    assert "You are reading edition 2026, version 1, published on 3 November 2026." in told
    assert "The newer version 2 was published on 1 December 2026." in told
    assert "corrected on 1 December 2026. A weight was wrong en" in told


def test_the_same_view_of_now_is_one_link_away():
    [view] = [view for text, _, view in addresses(opened("map", **OLD)) if text.startswith("Open the same view")]
    assert ("edition" not in view, view["area"], view["indicator"]) == (True, ["MK01"], ["trust"])


@pytest.mark.parametrize(
    ("language", "told"),
    [("fi", "Luet julkaisun 2026 versiota 1"), ("sv", "Du läser version 1 av utgåva 2026"), ("en", "You are reading")],
)
def test_it_is_told_in_the_language_of_the_reader(language, told):
    assert told in words(opened("front", **{**OLD, "lang": language}))


def test_the_version_that_is_served_can_be_named_too():
    told = words(opened("map", **{**OLD, "edition": "2026-2"}))
    assert (RIGHT_VALUE in told, "There is no newer version." in told) == (True, True)


@pytest.mark.parametrize("name", ["2026-9", "1999-1", "newest", "", "2026-1'", "../2026-1"])
@pytest.mark.parametrize("page", ["map", "slides"])
def test_a_version_that_never_was_shows_no_figures_at_all(page, name):
    app = opened(page, **{**OLD, "edition": name})
    told = words(app)
    if not name:
        assert RIGHT_VALUE in words(opened("map", **NORTH))
        return
    assert not app.exception
    assert "The address names an edition that was never published." in told
    assert "<h1" in html(app)  # with which the page counts as come (pages/parts/look.css)
    assert (WRONG_VALUE in told, RIGHT_VALUE in told) == (False, False)
    assert all("edition" not in view for _, _, view in addresses(app))


def test_a_damaged_version_shows_no_figures_and_the_next_page_is_as_usual():
    database = data_folder() / f"archive/2026-1/situation-{FIRST}.duckdb"
    database.write_bytes(database.read_bytes() + b"x")
    app = opened("map", **OLD)
    told = words(app)
    assert "Edition 2026, version 1, was published but cannot be shown right now." in told
    assert WRONG_VALUE not in told
    del app.query_params["edition"]
    assert RIGHT_VALUE in words(went(app, "map"))


def test_the_version_is_not_kept_for_pages_whose_address_does_not_name_it():
    app = opened("map", **OLD)
    del app.query_params["edition"]
    told = words(went(app, "map"))
    assert (RIGHT_VALUE in told, "You are reading" in told) == (True, False)


def test_files_of_an_old_version_name_its_build_and_its_edition():
    named = {
        (view["build"][0], view["edition"][0])
        for _, address, view in addresses(opened("map", **OLD))
        if address.startswith("take/")
    }
    assert named == {(FIRST, "2026-1")}


def test_a_picture_kept_from_an_old_version_shows_that_version_beside_those_of_now():
    app = opened("map", **OLD)
    app.button(key="keep_map").click().run()
    del app.query_params["edition"]
    went(app, "map", **NORTH)
    app.button(key="keep_map").click().run()
    went(app, "slides")
    pictures = re.findall(r'<img class="lb-kept-picture" src="([^"]*)"', html(app))
    views = [parse_qs(unescape(one).partition("?")[2]) for one in pictures]
    assert [(view["build"], view.get("edition")) for view in views] == [([FIRST], ["2026-1"]), ([SECOND], None)]


def test_the_two_versions_that_are_compared_stay_in_another_language():
    menu = links(opened("editions", **{"from": "2026-1", "to": "2026-2", "lang": "sv"}))
    for language in Language:
        address = menu[word("language_name", language)]
        assert "from=2026-1" in address
        assert "to=2026-2" in address
    assert "from=" not in menu[word("menu_map", Language.SV)]
