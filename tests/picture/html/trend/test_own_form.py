"""Own groups of regions on the page: their rows, their words and their form hold no HTML of others."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from lxml import html

from contract.codes import Language
from picture.html.data_table import data_table
from picture.html.trend.changes_table import changes_table
from picture.html.trend.own_form import OwnForms
from picture.html.trend.under import own_groups
from picture.query.choices import read_choices
from picture.query.selection import check
from picture.query.trend.beside import LineKey
from tests.picture.hostile import escaped_once, hostile
from tests.picture.own_groups import EAST, trend_with_own_group
from tests.picture.small import small_database

COAST = "own:MK01-MK21:Coast_&_more"


@pytest.fixture(scope="module")
def choices():
    return read_choices(small_database(), Language.EN)


@pytest.mark.parametrize("language", Language)
def test_a_group_has_a_row_without_a_link_that_says_it_is_not_tested(language):
    table = html.fromstring(changes_table(trend_with_own_group(language)))
    [row] = [one for one in table.xpath("//tbody/tr") if EAST.name in one.text_content()]
    assert not row.xpath(".//a")
    said = {"fi": "ei testata", "sv": "testas inte", "en": "not tested"}[language]
    assert said in row.text_content()
    assert said in html.fromstring(data_table(trend_with_own_group(language))).text_content()


def test_names_in_its_words_are_escaped_once():
    assert escaped_once(own_groups(hostile(trend_with_own_group("en"))))


def test_the_forms_hold_the_view_without_the_lines_and_each_the_other_lines(choices):
    selected, _ = check({"areas": f"MK02 {COAST}", "indicator": "trust"}, {}, choices)
    forms = html.fromstring(
        f"<div>{OwnForms(choices, selected, [LineKey('MK02'), LineKey(COAST)]).all(room=True)}</div>"
    )
    own, new = forms.xpath("//form")
    assert own.get("data-lines") == "MK02"
    assert new.get("data-lines") == f"MK02 {COAST}"
    assert own.xpath(".//input[@type='text']/@value") == ["Coast & more"]
    assert own.xpath(".//input[@checked]/@value") == ["MK01", "MK21"]
    assert not new.xpath(".//input[@checked]")
    view = parse_qs(own.get("data-view"))
    assert view["indicator"] == ["trust"]
    assert "areas" not in view


def test_names_of_regions_are_escaped_once_in_the_form(choices):
    named = replace(choices, areas=tuple(hostile(area) for area in choices.areas))
    selected, _ = check({}, {}, choices)
    assert escaped_once(OwnForms(named, selected, []).all(room=True))


def test_what_is_no_group_has_no_form_to_change_it(choices):
    forms = OwnForms(choices, {}, [LineKey("MK02")])
    assert not forms.edit(choices.areas[0])
