"""What is done in an area, beside its profile."""

from datetime import date

from picture.html.register.card import register_card
from picture.query.choices import read_choices
from picture.query.register.here import ask_here
from picture.query.selection import check, view_of
from tests.picture.small import small_database


def card(area):
    con = small_database()
    choices = read_choices(con, "sv")
    view = view_of(check({"area": area, "lang": "sv"}, {}, choices)[0], choices)
    return register_card(ask_here(con, view, choices, date(2026, 11, 28)), view)


def test_an_area_has_its_counts_what_goes_on_and_the_way_to_its_register():
    html = card("MK01")
    assert "En åtgärd, inga evenemang i registret." in html
    assert '<a class="lb-go" href="entry?id=cafes&amp;lang=sv">Cafes sv</a>' in html
    assert "lb-example" in html
    assert 'href="register?lang=sv&amp;area=MK01"' in html


def test_what_is_over_is_counted_and_not_listed():
    html = card("MK02")
    assert "En åtgärd och ett evenemang" in html
    assert "council" not in html
    assert "Walk sv" in html


def test_an_area_of_which_nothing_is_known_says_what_the_register_knows():
    assert "Inga åtgärder och inga evenemang i registret." in card("MK21")
