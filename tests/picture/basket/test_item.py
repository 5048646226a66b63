"""A kept picture as text: what is written is read, old texts open, and what does not exist is told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picture.basket.item import LONGEST_TITLE, Item, decode, own_title, shown, shows_asked
from picture.query.choices import read_choices
from picture.query.selection import OWN_KEYS, check, view_of
from picture.views import VIEW_KINDS, ask_view
from tests.picture.small import small_database

VIEW = {
    "indicator": "trust",
    "level": "maakunta",
    "area": "MK02",
    "period": "2026",
    "group": "all.all",
    "division": "newest",
}


def test_an_item_of_the_first_version_opens():
    item = decode("trend~safe_evening~maakunta~MK02~2024~all.all~alike~newest", VIEW_KINDS)
    assert (item.kind, item.title, item.seen) == ("trend", "", "")
    assert item.selected == {
        "indicator": "safe_evening",
        "level": "maakunta",
        "area": "MK02",
        "period": "2024",
        "group": "all.all",
        "beside": "alike",
        "division": "newest",
    }


@pytest.mark.parametrize("key", OWN_KEYS)
def test_every_way_of_showing_a_page_is_kept(key):
    for value in OWN_KEYS[key]:
        read = decode(Item("map", {**VIEW, key: value}).encode(), VIEW_KINDS)
        assert read.selected.get(key, OWN_KEYS[key][0]) == value


def test_a_key_that_this_version_does_not_know_is_carried_along():
    text = Item("map", {**VIEW, "areas": "MK01.MK02", "novel": "1"}).encode()
    assert decode(text, VIEW_KINDS).selected["novel"] == "1"
    assert decode(text, VIEW_KINDS).encode() == text


def test_the_language_is_no_part_of_an_item():
    assert Item("map", {**VIEW, "lang": "sv"}).encode() == Item("map", VIEW).encode()


@pytest.mark.parametrize("text", ["", "nothing~area_MK02", "map~x", "map~a~b~c~d~e~f~g~h", "~" * 5000])
def test_what_is_no_item_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        decode(text, VIEW_KINDS)


@given(st.text(max_size=300))
def test_any_title_comes_back_as_one_clean_line(title):
    item = decode(Item("map", VIEW, title=title, seen="0123abcd").encode(), VIEW_KINDS)
    assert item.title == own_title(title)
    assert len(item.title) <= LONGEST_TITLE
    assert item.title.isprintable()
    assert (item.selected, item.seen) == (VIEW, "0123abcd")


def test_two_items_of_one_picture_are_the_same_whatever_their_title():
    assert Item("map", VIEW, title="mine", seen="1").same == Item("map", VIEW).same
    assert Item("map", {**VIEW, "area": "MK01"}).same != Item("map", VIEW).same


@pytest.fixture(scope="module")
def con():
    return small_database()


def asked(con, **address):
    choices = read_choices(con, "en")
    selected, _ = check({"indicator": "trust", "area": "MK01", **address}, {}, choices)
    return selected, view_of(selected, choices), choices


def test_a_view_put_in_the_place_of_another_is_noticed(con):
    selected, view, _ = asked(con)
    item = Item("trend", selected)
    assert shows_asked(item, view, of_one_indicator=True)
    assert not shows_asked(item, replace(view, period="1999"), of_one_indicator=True)
    assert not shows_asked(item, replace(view, group_dim="sex"), of_one_indicator=True)
    assert not shows_asked(item, replace(view, area="02"), of_one_indicator=False)
    assert shows_asked(item, replace(view, indicator="people"), of_one_indicator=False)


@pytest.mark.parametrize("kind", ["map", "trend"])
def test_another_figure_is_noticed_and_another_language_is_not(con, kind):
    selected, _, choices = asked(con)
    before = ask_view(con, VIEW_KINDS[kind], selected, choices)
    assert shown(before) == shown(ask_view(con, VIEW_KINDS[kind], {**selected, "lang": "fi"}, read_choices(con, "fi")))
    for change in ({"value": 61.0}, {"ci_low": 1.0}, {"value": None}, {"comparisons": ()}):
        place = next(at for at, row in enumerate(before.rows) if row.comparisons)
        rows = [*before.rows]
        rows[place] = replace(rows[place], **change)
        assert shown(replace(before, rows=tuple(rows))) != shown(before), change
    assert shown(replace(before, rows=before.rows[1:])) != shown(before)


def test_an_own_group_of_areas_stays_in_a_kept_picture():
    areas = "MK01 own:MK10-MK11-MK12:Itä-Suomi_&_muut"
    item = Item("trend", {"areas": areas, "indicator": "belongs"})
    assert decode(item.encode(), {"trend"}).selected["areas"] == areas
