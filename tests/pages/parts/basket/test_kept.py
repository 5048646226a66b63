"""The basket lasts: over a refresh, into another browser, and back after a slip of the hand."""

import re
from html import unescape

import pytest

from contract.codes import Language
from pages.server.take.address import MOST_KEPT
from picture.basket.item import Item, decode
from picture.basket.packing import pack, unpack
from picture.text.words import word
from picture.views import VIEW_KINDS
from tests.pages.opened import html, links, opened, went, words

VIEW = {"indicator": "trust_other_background", "level": "maakunta", "period": "2026", "group": "all.all"}


def item(area, kind="map", **more):
    return Item(kind, {**VIEW, "area": area, "division": "newest"}, **more).encode()


def stored(app):
    """What the browser is given to keep."""
    return unpack(re.search(r'data-kept="([^"]*)"', html(app))[1])


def titles(app):
    return [unescape(re.sub("<.*?>", "", one)) for one in re.findall(r'<p class="lb-kept-title">(.*?)</p>', html(app))]


def slides(*items, **address):
    """A reader whose browser kept some pictures opens the page of slides anew."""
    return opened("slides", lang="en", **({"kept": pack(items)} if items else {}), **address)


def test_what_the_browser_kept_is_there_after_a_refresh_and_leaves_the_address():
    app = slides(item("MK01"), item("MK02"))
    assert "kept" not in app.query_params
    assert len(titles(app)) == 2
    assert unpack(app.query_params["basket"]) == stored(app) == [item("MK01"), item("MK02")]


def test_the_menu_counts_on_every_page():
    app = opened("map", lang="en", kept=pack([item("MK01"), item("MK02")]))
    assert "My slides (2)" in links(app)
    assert "basket" not in app.query_params


def test_a_shared_address_opens_in_another_browser_and_becomes_its_own_where_there_is_none():
    app = slides(basket=pack([item("MK01")]))
    assert stored(app) == [item("MK01")]
    assert not app.info


def test_a_shared_address_never_replaces_what_the_reader_has():
    app = slides(item("MK02"), basket=pack([item("MK01"), item("MK04")]))
    assert stored(app) == [item("MK02")]
    assert len(titles(app)) == 2
    assert word("shared_basket", "en", count=1) in [i.value for i in app.info]
    app.button(key="shared_add").click().run()
    assert stored(app) == [item("MK02"), item("MK01"), item("MK04")]
    assert len(titles(app)) == 3


def test_a_shared_address_that_is_followed_while_reading_replaces_nothing():
    app = opened("map", lang="en", area="MK01")
    app.button(key="keep_map").click().run()
    mine = stored(app)
    went(app, "slides", basket=pack([item("MK04"), item("MK05")]))
    assert (stored(app), len(titles(app))) == (mine, 2)


def test_a_shared_address_can_be_left_or_taken_instead():
    app = slides(item("MK02"), basket=pack([item("MK01")]))
    app.button(key="shared_leave").click().run()
    assert (stored(app), len(titles(app))) == ([item("MK02")], 1)
    app = slides(item("MK02"), basket=pack([item("MK01")]))
    app.button(key="shared_replace").click().run()
    assert stored(app) == [item("MK01")]


@pytest.mark.parametrize("text", ["x", "1!!", "2abc", pack(["nothing~x"]), pack(["map~x", "<script>"])])
def test_an_address_that_holds_no_basket_is_an_empty_one(text):
    app = opened("slides", lang="sv", basket=text)
    assert not app.exception
    assert [i.value for i in app.info] == [word("slides_empty", Language.SV)]


def asks(app):
    """Whether the browser is asked for what it keeps."""
    return "data-asks" in html(app)


def given(app, page, *items, **address):
    """The script answers: the same page once more, with what the browser keeps in its address."""
    return went(app, page, kept=pack(items), **address)


def test_a_session_that_begins_in_the_middle_asks_for_the_basket_before_anything_replaces_it():
    app = opened("map", lang="en", area="MK02")  # as another process finds it: the address of the view alone
    assert asks(app)
    given(app, "map", item("MK01"), item("MK04"))
    assert not asks(app)
    assert stored(app) == [item("MK01"), item("MK04")]
    assert "kept" not in app.query_params


def test_what_was_kept_before_the_answer_stays_beside_it():
    app = opened("map", lang="en", area="MK02")
    app.button(key="keep_map").click().run()
    (new,) = stored(app)
    assert asks(app)
    given(app, "map", item("MK01"), new)
    assert stored(app) == [item("MK01"), new]


def test_a_shared_basket_is_not_mixed_with_the_readers_own_where_another_process_takes_over():
    shared = pack([item("MK05")])
    app = slides(basket=shared)
    given(app, "slides", item("MK01"), basket=shared)
    assert stored(app) == [item("MK01")]
    assert word("shared_basket", "en", count=1) in [i.value for i in app.info]


def test_what_a_browser_says_later_changes_nothing():
    app = slides(item("MK01"), item("MK02"))
    app.button(key="remove_1").click().run()
    given(app, "slides", item("MK01"), item("MK02"))
    assert stored(app) == [item("MK01")]


def test_a_basket_that_cannot_be_read_is_not_asked_for_again():
    assert not asks(opened("map", lang="en", kept="1!!"))


def test_pictures_move_both_ways_and_the_address_follows():
    app = slides(item("MK01"), item("MK02"), item("MK04"))
    app.button(key="down_0").click().run()
    assert stored(app) == [item("MK02"), item("MK01"), item("MK04")]
    app.button(key="up_2").click().run()
    assert stored(app) == [item("MK02"), item("MK04"), item("MK01")]
    assert unpack(app.query_params["basket"]) == stored(app)
    assert app.button(key="up_0").disabled
    assert app.button(key="down_2").disabled


@pytest.mark.parametrize("button", ["remove_1", "remove_all"])
def test_what_was_removed_comes_back(button):
    before = [item("MK01"), item("MK02")]
    app = slides(*before)
    app.button(key=button).click().run()
    assert stored(app) == ([] if button == "remove_all" else before[:1])
    app.button(key="take_back").click().run()
    assert stored(app) == before
    assert "take_back" not in [b.key for b in app.button]


def test_a_title_of_ones_own_stays_through_moves_and_reaches_the_files():
    app = slides(item("MK01"), item("MK02"))
    app.text_input[0].set_value('  Our <b>own</b> words ~ "mine" ').run()
    app.button(key="down_0").click().run()
    said = 'Our <b>own</b> words - "mine"'
    assert titles(app)[1] == said.replace("<b>", "").replace("</b>", "") or said in unescape(html(app))
    assert [decode(text, VIEW_KINDS).title for text in stored(app)] == ["", said]
    assert "<b>own</b>" not in html(app)
    assert [one.value for one in app.text_input] == ["", said]
    app.text_input[1].set_value("").run()
    assert decode(stored(app)[1], VIEW_KINDS).title == ""


def test_figures_that_are_others_than_when_they_were_kept_are_told_until_they_were_seen():
    app = slides(item("MK01", seen="00000000"))
    assert word("kept_changed", "en") in words(app)
    app.button(key="accept_0").click().run()
    assert word("kept_changed", "en") not in words(app)
    assert decode(stored(app)[0], VIEW_KINDS).seen != "00000000"


def test_a_picture_kept_now_has_not_changed():
    app = opened("trends", lang="en", area="MK02")
    next(b for b in app.button if b.key == "keep_trend").click().run()
    assert word("kept_changed", "en") not in words(went(app, "slides"))


def test_another_period_is_never_shown_in_the_place_of_one_that_is_gone():
    gone = Item("map", {**VIEW, "area": "MK02", "indicator": "population", "period": "2026"}).encode()
    app = slides(gone)
    assert word("kept_gone", "en") in words(app)
    assert titles(app) == [""]
    assert "Map · Population · Southwest Finland · 2026" in words(app)


def test_a_full_basket_says_so_and_takes_no_more():
    kept = pack([item(f"MK{at % 19 + 1:02}", seen=f"{at:08x}") for at in range(MOST_KEPT)])
    app = opened("map", lang="en", area="MK21", kept=kept)
    app.button(key="keep_map").click().run()
    assert len(stored(app)) == MOST_KEPT
    assert [one.value for one in app.toast] == [word("take_basket_size", "en", most=MOST_KEPT)]


def test_adding_is_told_once():
    app = opened("map", lang="en", area="MK21")
    app.button(key="keep_map").click().run()
    assert [one.value for one in app.toast] == [word("kept_told", "en", count=1)]
    assert app.button(key="keep_map").label == word("in_basket", "en")
    assert "My slides (1)" in links(app)
    assert not went(app, "trends").toast
