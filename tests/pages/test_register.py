"""The page of the register: near entries first, filters that live in the address, text that stays text."""

import re

import pytest

from contract.codes import Language
from picture.text.words import word
from tests.pages.opened import html, offered, opened, sentence, shown_in, title, words
from tests.pages.registered import with_register


@pytest.fixture(scope="module")
def data(published, tmp_path_factory):
    return with_register(published, tmp_path_factory.mktemp("register"), more=60)


@pytest.fixture
def _registered(data, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(data))


pytestmark = pytest.mark.usefixtures("_registered")


def listed(app):
    """The entries in the order of the table, by the address of each."""
    return re.findall(r'<th scope="row"><a class="lb-go" href="entry\?id=([^&"]+)', html(app))


@pytest.mark.parametrize("language", Language)
def test_it_says_how_many_measures_and_events_are_known_in_every_language(language):
    app = opened("register", lang=language, area="MK02")
    assert not app.exception
    assert word("register_efforts_one", language) in title(app)
    assert word("register_events_one", language) in title(app)
    assert word("register_about_interaction", language) in sentence(app)


def test_a_filter_of_the_address_narrows_the_table_and_one_link_clears_it():
    app = opened("register", lang="en", kind="event")
    assert listed(app) == ["walk"]
    assert shown_in(app, "kind") == "event"
    assert "1 of 69 shown" in words(app)
    assert re.search(r'href="register\?lang=en&amp;[^"]*">clear the choices', html(app))


def test_a_filter_stays_when_another_area_is_chosen():
    app = opened("register", lang="en", kind="event")
    assert all(view["kind"] == "event" for view in offered(app, "area").values())
    assert offered(app, "about")["Attitudes"]["kind"] == "event"


def test_a_long_register_stands_in_parts():
    first = opened("register", lang="en", area="MK06")
    assert len(listed(first)) == 50
    assert "Rows 1–50 of 63" in words(first)
    assert re.search(r'part=2[^"]*">next', html(first))
    assert "Rows 51–63 of 63" in words(opened("register", lang="en", area="MK06", part="2"))


def test_a_filter_that_there_is_not_is_told():
    app = opened("register", lang="en", kind="x", part="999999")
    assert word("wrong_value", "en", keys="Kind") in words(app)


def test_invented_entries_are_marked_row_by_row_and_public_facts_are_not():
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html(opened("register", lang="en", area="MK01")))
    marked = {re.search(r"id=([^&]+)", row)[1]: "lb-example" in row for row in rows}
    assert marked["cafes"] is True
    assert marked["law"] is False


def test_a_text_in_another_language_says_so_and_what_would_be_a_program_stays_text():
    app = opened("register", lang="sv", area="MK01")
    assert '<a class="lb-go" href="entry?id=%3Cscript' in html(app)
    assert re.search(r'lang="fi">=cmd\|&#39; /C calc&#39;!A0</a> <span class="lb-quiet">\(på finska\)', html(app))
    assert "<script>alert(1)" not in html(app)


def test_what_others_tried_stands_by_what_is_known_of_it():
    app = opened("register", lang="en", show="tried", area="MK21")
    assert listed(app)[:2] == ["council", "cafes"]
    assert "Several studies have been reviewed." in words(app)


def test_from_a_domain_without_a_measure_one_link_leads_to_what_others_tried_there():
    read = html(opened("register", lang="en", area="MK02"))
    assert re.search(
        r'href="register\?lang=en&amp;about=interaction&amp;show=tried[^"]*">Interaction with others', read
    )


def test_organisations_stand_with_what_they_offer_and_whom_to_contact():
    app = opened("register", lang="en", kind="organisation")
    assert title(app) == "In the whole country: one organisation in the register"
    assert "What helpers offer en" in words(app)
    assert "office@example.org" in words(app)
