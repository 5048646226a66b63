"""The page of one entry of the register."""

import re

import pytest

from contract.codes import Language
from picture.text.words import word
from tests.pages.opened import html, opened, sentence, title, words
from tests.pages.registered import with_register


@pytest.fixture(scope="module")
def data(published, tmp_path_factory):
    return with_register(published, tmp_path_factory.mktemp("entry"), moved="trust_other_background")


@pytest.fixture(autouse=True)
def _registered(data, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(data))


@pytest.mark.parametrize("language", Language)
def test_everything_of_an_entry_stands_on_its_page(language):
    app = opened("entry", lang=language, id="cafes")
    assert not app.exception
    assert title(app) == f"Cafes {language}"
    read = words(app)
    for part in ("3–11/2026", "Some friends", f"Effect of cafes {language}", "https://example.org/cafes"):
        assert part in read
    assert word("register_evidence_before_after", language) in read
    assert re.search(r'href="entry\?id=helpers[^"]*">Helpers', html(app))
    assert 'rel="external noopener noreferrer"' in html(app)


def test_what_it_is_meant_to_move_stands_with_its_latest_figure_and_the_way_to_its_trend():
    app = opened("entry", lang="en", id="cafes")
    assert re.search(r"now \d+%, interval \d+–\d+ \(Uusimaa, 2026\)", words(app))
    assert "trends?lang=en&amp;indicator=trust_other_background&amp;area=MK01" in html(app)
    assert word("register_time_not_cause", "en") in words(app)


def test_an_organisation_tells_what_it_offers_and_what_it_takes_part_in():
    read = words(opened("entry", lang="en", id="helpers"))
    for part in ("What helpers offer en", "office@example.org", "Cafes en"):
        assert part in read


@pytest.mark.parametrize("key", ["", "nobody", "<b>"])
def test_an_unknown_entry_says_so_and_where_to_look(key):
    app = opened("entry", lang="sv", id=key)
    assert title(app) == word("register_unknown", "sv")
    assert sentence(app) == word("register_unknown_lead", "sv")
    assert 'href="register?lang=sv' in html(app)


def test_text_that_would_be_a_program_is_shown_as_text():
    app = opened("entry", lang="fi", id="<script>alert(1)</script>")
    assert title(app) == "=cmd|' /C calc'!A0"
    assert "<script>alert(1)" not in html(app)
