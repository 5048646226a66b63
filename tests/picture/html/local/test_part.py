"""The page of a municipality: apart from the country, honest about who answered, and about what nobody knows."""

import pytest

from contract.codes import Language
from picture.html.local.municipality import municipality_page, places_inside
from picture.html.local.part import local_part
from picture.query.choices import read_choices
from picture.query.local.place import PlaceKnown, ask_place
from picture.query.numbers import ask_profile
from picture.query.selection import check, view_of
from tests.picture.small import add_places, small_database


@pytest.fixture(scope="module")
def con():
    return add_places(small_database())


def page(con, area, language=Language.EN):
    choices = read_choices(con, language)
    view = view_of(check({"area": area, "lang": language}, {}, choices)[0], choices)
    belongs = choices.reference.contexts.of(view.area_level, view.area).belongs
    return str(municipality_page(ask_place(con, choices, view), belongs, ask_profile(con, view, choices), choices))


def test_a_sample_shows_intervals_and_every_year(con):
    written = page(con, "KU049")
    assert "60%" in written
    assert "55–65" in written
    assert written.index('<th scope="col">2026') < written.index('<th scope="col">2025')
    assert "A random sample" in written


def test_an_open_survey_says_whom_it_speaks_of_and_has_no_interval(con):
    written = page(con, "KU710")
    assert "The answers of those who took part. They say nothing about others." in written
    assert "A random sample" not in written
    assert "55" not in written


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.FI, "Vastaukset niiltä, jotka osallistuivat. Ne eivät kerro muista."),
        (Language.SV, "Svaren från dem som deltog. De säger inget om andra."),
    ],
)
def test_it_says_so_in_every_language(con, language, told):
    assert told in page(con, "KU710", language)


def test_what_was_heard_is_text_with_its_source_and_the_mark_of_an_example(con):
    written = page(con, "KU049")
    assert "&lt;b&gt;at night&lt;/b&gt;" in written
    assert "Interviews, The library, 5/2026, The municipality, 8 interviews, reviewed on 15 June 2026" in written
    assert "lb-example" in written


def test_what_is_not_known_is_told_and_the_region_is_linked_not_mixed(con):
    written = page(con, "KU710")
    assert "There is no local survey and there are no findings about: " in written
    assert "area=MK01" in written
    assert "Its figures are not those of this municipality." in written


def test_a_region_links_to_its_municipalities_and_where_nothing_is_known_nothing_is_written(con):
    choices = read_choices(con, Language.EN)
    view = view_of(check({"area": "MK01"}, {}, choices)[0], choices)
    region = ask_place(con, choices, view)
    assert "area=KU049" in places_inside(region, choices, view)
    nothing = PlaceKnown(choices.area("maakunta", "02"), (), ())
    assert not local_part(nothing, choices)
    assert not places_inside(nothing, choices, view)
