"""What the search finds: everything a reader may look for, each leading to where it is answered."""

import pytest

from contract.codes import Language
from contract.pointer import served_database
from pages.server.paths import page_names
from picture.html.choosing.search_index import search_index
from picture.html.frame.place import OFF_MENU
from picture.query.choices import read_choices
from picture.query.choosing.folding import fold
from picture.query.database import connect
from picture.query.register.names import ask_names
from picture.query.selection import options
from tests.picture.small import small_database


@pytest.fixture(scope="module")
def by_language(published):
    con = connect(served_database(published)).cursor()
    return {language: read_choices(con, language) for language in Language}


def items(by_language, language, of):
    index = search_index(by_language, Language(language), sorted(page_names() - set(OFF_MENU)))
    return next(kind["items"] for kind in index if kind["of"] == of)


def found(by_language, language, of, typed):
    return [one for one in items(by_language, language, of) if fold(typed) in one["find"].split("|")]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("typed", ["Ahvenanmaa", "Åland", "aland", "AHVENANMAA"])
def test_aland_is_the_region_under_each_of_its_names_in_every_language(by_language, language, typed):
    assert [one["view"]["area"] for one in found(by_language, language, "area", typed)] == ["MK21"]


@pytest.mark.parametrize("language", Language)
def test_every_municipality_leads_to_its_region_and_names_it(by_language, language):
    every = items(by_language, language, "municipality")
    areas = by_language[language].reference.areas
    assert len(every) == 308
    for one in every:
        region = areas["maakunta", one["view"]["area"].removeprefix("MK")]
        assert one["name"].endswith(f" → {region.name}")
        assert one["page"] == "region"


@pytest.mark.parametrize("typed", ["Rovaniemi", "Jyväskylä", "Jakobstad", "pietarsaari", "Mariehamn"])
def test_a_municipality_is_found_under_both_of_its_names(by_language, typed):
    assert len(found(by_language, "en", "municipality", typed)) == 1


@pytest.mark.parametrize("language", Language)
def test_every_indicator_is_found_by_its_name_in_every_language(by_language, language):
    for other in Language:
        for indicator in by_language[other].indicators:
            hits = found(by_language, language, "indicator", indicator.name)
            assert indicator.id in [one["view"]["indicator"] for one in hits]


def test_an_indicator_of_the_country_alone_says_so_and_leads_to_its_trend(by_language):
    (police,) = found(by_language, "en", "indicator", "Trusts the police")
    assert (police["note"], police["page"]) == ("whole country only", "trends")
    (trust,) = found(by_language, "en", "indicator", "Feels safe in the evening")
    assert trust["page"] == "map"


@pytest.mark.parametrize("language", Language)
def test_every_item_leads_to_a_page_and_a_view_that_exist(by_language, language):
    allowed = options(by_language[language])
    for kind in search_index(by_language, language, sorted(page_names() - set(OFF_MENU))):
        for one in kind["items"]:
            assert one["page"] in page_names()
            assert all(value in allowed[key] for key, value in one["view"].items())
            assert one["find"]
            assert one["name"]


def test_entries_of_the_register_are_found_by_their_names_in_every_language():
    con = small_database()
    choices = {language: read_choices(con, language) for language in Language}
    index = search_index(choices, Language.SV, [], ask_names(con, Language.SV))
    found = next(kind["items"] for kind in index if kind["of"] == "entry")
    by_id = {next(iter(one["view"].values())): one for one in found}
    assert (by_id["cafes"]["name"], by_id["cafes"]["page"]) == ("Cafes sv", "entry")
    assert by_id["cafes"]["note"] == "åtgärd, exempel"
    assert by_id["forum-2025"] | {"find": ""} == {
        "name": "Forum-2025 sv",
        "note": "forum",
        "find": "",
        "page": "forum",
        "view": {"forum": "forum-2025"},
    }
    assert fold("Cafes en") in by_id["cafes"]["find"].split("|")
