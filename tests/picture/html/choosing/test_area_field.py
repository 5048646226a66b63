"""The list of areas: real links with the whole view, found in every language without accents."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest

from contract.codes import Language
from contract.pointer import served_database
from picture.html.choosing.area_field import area_field, kind_of_area
from picture.query.choices import read_choices
from picture.query.choosing.area_list import area_sections
from picture.query.database import connect
from picture.query.model import Area
from picture.query.selection import check, view_of


@pytest.fixture(scope="module")
def con(published):
    return connect(served_database(published)).cursor()


def field(con, **asked):
    choices = read_choices(con, Language(asked["lang"]))
    selected, _ = check(asked, {}, choices)
    view = view_of(selected, choices)
    return selected, str(area_field(area_sections(choices, choices.areas, view), choices, selected, view))


def options(html):
    """Address, names to find it by, whether it is chosen, and the words of each option."""
    found = re.findall(
        r'<a class="lb-go"[^>]*?href="([^"]*)" aria-selected="(\w+)" data-find="([^"]*)">(.*?)</a>', html
    )
    return [(unescape(a), find, chosen == "true", re.sub("<.*?>", "", words)) for a, chosen, find, words in found]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("typed", ["ahvenanmaa", "aland"])
def test_the_region_of_aland_is_found_first_in_every_language(con, language, typed):
    _, html = field(con, lang=language)
    hits = [address for address, find, _, _ in options(html) if typed in find.split("|")]
    assert [dict(parse_qsl(address[1:]))["area"] for address in hits] == ["MK21"]


def test_an_option_changes_the_area_and_nothing_else(con):
    selected, html = field(con, lang="sv", area="MK02", indicator="safe_evening", period="2024", group="sex.female")
    for address, *_ in options(html):
        assert {**dict(parse_qsl(address[1:])), "area": "MK02"} == selected


def test_the_field_says_what_is_chosen_and_of_which_kind(con):
    _, html = field(con, lang="sv", area="MK21")
    assert 'value="Åland · landskap"' in html
    assert [words for *_, chosen, words in options(html) if chosen] == ["Åland landskap"]


def test_the_kind_stands_beside_a_name_that_does_not_say_it():
    assert kind_of_area(Area("maakunta", "19", "Lappi"), Language.FI) == "maakunta"
    assert kind_of_area(Area("elinvoimakeskus", "10", "Lapin elinvoimakeskus"), Language.FI) == ""
    assert kind_of_area(Area("ely", "15", "Lapin ELY-keskus"), Language.FI, 2025) == "päättynyt 2025"


def test_nothing_in_a_name_becomes_part_of_the_page(con):
    choices = read_choices(con, Language.EN)
    selected, _ = check({}, {}, choices)
    view = view_of(selected, choices)
    sections = area_sections(choices, [Area("maakunta", "99", '"><script>x</script>')], view)
    assert "<script>" not in area_field(sections, choices, selected, view)
