"""A municipality's page offers what is about it, and nothing made of a profile that is empty."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest

from contract.codes import Language
from contract.pointer import served_database
from picture.text.words import word
from tests.pages.opened import html, looked_at, opened, words
from tests.pages.registered import with_register
from tests.picture.small import count_anew

DOCUMENTS = {"pack.zip", "report.pdf", "report.docx", "brief.pdf", "brief.docx", "guide.pdf", "guide.docx"}
DOCUMENTS |= {"meeting.pptx", "closing.pptx"}
TABLES = {"profile.xlsx", "profile.ods", "profile.zip"}


def files(app) -> dict[str, str]:
    """The files that a page offers, and the language of each."""
    links = (urlsplit(unescape(one)) for one in re.findall(r'href="(take/[^"]*)"', html(app)))
    return {one.path.removeprefix("take/"): parse_qs(one.query)["lang"][0] for one in links}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("area", ["KU049", "KU710"])
def test_a_municipality_with_figures_of_its_own_offers_them_as_tables_and_no_picture(area, language):
    app = looked_at("region", area=area, lang=language)
    assert not app.exception
    assert files(app) == dict.fromkeys(DOCUMENTS | TABLES, language)
    assert "lb-copy-image" not in html(app)
    assert word("take_basket", language) not in {button.label for button in app.button}


def test_a_region_still_offers_its_slides_and_images():
    app = looked_at("region", area="MK01", lang="en")
    assert {"profile.pptx", "profile.png", "profile.svg", "profile.xlsx"} < set(files(app))
    assert word("take_basket", "en") in {button.label for button in app.button}


def test_of_a_municipality_with_entries_of_the_register_alone_there_are_documents_alone(
    published, tmp_path, monkeypatch
):
    data = with_register(published, tmp_path)
    with duckdb.connect(served_database(data)) as con:
        con.execute("DELETE FROM local_estimate WHERE code = '710'")
        con.execute("DELETE FROM local_collection WHERE code = '710'")
        con.execute(
            "UPDATE register_entry SET areas = ['KU710'] WHERE position = (SELECT min(position) FROM register_entry)"
        )
        count_anew(con)
    monkeypatch.setenv("LAGESBILD_DATA", str(data))
    app = opened("region", area="KU710", lang="en")
    assert not app.exception
    assert set(files(app)) == DOCUMENTS


@pytest.mark.parametrize(("language", "name"), [("fi", "Helsinki"), ("sv", "Helsingfors"), ("en", "Helsinki")])
def test_of_a_municipality_of_which_nothing_is_known_that_is_said_with_the_way_to_its_region(language, name):
    app = looked_at("region", area="KU091", lang=language)
    assert not app.exception
    assert not app.warning
    assert word("local_nothing_known", language, municipality=name) in words(app)
    told = re.search(r'<p class="lb-banner" role="status">.*?</p>', html(app))[0]
    assert "area=MK01" in told


def test_an_address_with_no_area_at_all_is_still_told_as_wrong():
    app = looked_at("region", area="KU000", lang="en")
    assert app.warning
