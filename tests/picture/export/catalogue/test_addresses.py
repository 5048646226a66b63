"""One address for each view, whatever address led to it."""

import pytest

from contract.codes import Language
from picture.export.catalogue.addresses import listed_places, view_place
from picture.query.choices import read_choices
from picture.query.selection import EDITION_KEY, check
from tests.picture.small import small_database

SITE = "https://tilanne.example.fi"


@pytest.fixture(scope="module")
def choices():
    return read_choices(small_database(), Language.SV)


def address(choices, page, language=Language.SV, **asked):
    selected, wrong = check({"lang": "sv", **asked}, {}, choices)
    assert not wrong
    return view_place(page, selected, choices).address(SITE, language)


def test_what_a_reader_gets_anyway_is_no_part_of_it(choices):
    plain = address(choices, "map", indicator="trust")
    assert plain == f"{SITE}/map?indicator=trust&lang=sv"
    assert address(choices, "map", indicator="trust", period="2026", division="newest", sort="value") == plain
    assert address(choices, "front") == f"{SITE}/?lang=sv"
    assert address(choices, "front", None) == f"{SITE}/"


def test_what_was_chosen_is(choices):
    assert address(choices, "map", indicator="trust", area="MK01") == f"{SITE}/map?indicator=trust&area=MK01&lang=sv"
    assert address(choices, "region", area="SSS") == f"{SITE}/region?area=SSS&lang=sv"


def test_an_old_version_is_always_named(choices):
    selected, _ = check({"lang": "sv"}, {}, choices)
    told = view_place("map", selected | {EDITION_KEY: "2026-1"}, choices).address(SITE, Language.SV)
    assert told.endswith("edition=2026-1&lang=sv")


def test_every_indicator_and_region_is_listed_once(choices):
    listed = [one.address(SITE, Language.SV) for one in listed_places(choices)]
    assert len(listed) == len(set(listed))
    for one in choices.indicators:
        assert f"{SITE}/trends?indicator={one.id}&lang=sv" in listed
    assert f"{SITE}/region?area=MK01&lang=sv" in listed
