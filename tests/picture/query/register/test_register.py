"""The register around an area: near first, narrowed by the address, counted before it is narrowed."""

from datetime import date

import pytest

from contract.actions.codes import RegisterKind
from contract.codes import Domain, Language
from picture.query.choices import read_choices
from picture.query.register.entries import ask_entry, ask_mediators
from picture.query.register.filters import Filters, ask_offered, read_filters
from picture.query.register.register import ask_register
from picture.query.selection import check, view_of
from tests.picture.small import small_database

TODAY = date(2026, 11, 28)


def asked(area="SSS", language=Language.SV, **filters):
    con = small_database()
    choices = read_choices(con, language)
    view = view_of(check({"area": area, "lang": language}, {}, choices)[0], choices)
    return ask_register(con, view, choices, Filters(**filters), TODAY)


def test_a_region_has_its_own_entries_first_then_its_centres_then_those_of_the_country():
    found = asked("MK01")
    assert [(one.id, one.ring) for one in found.entries] == [
        ("cafes", 0),
        ("helpers", 0),
        ("open-end", 2),
        ("<script>alert(1)</script>", 2),
        ("forum-2026", 3),
        ("forum-2025", 3),
        ("law", 3),
    ]


def test_of_the_country_everything_is_looked_at_and_what_is_to_come_stands_first():
    found = asked()
    assert (found.found, found.total) == (9, 9)
    assert [one.id for one in found.entries][:3] == ["open-end", "cafes", "walk"]


def test_counts_are_those_of_the_area_itself_whatever_the_filters_are():
    counts = asked("MK01", kind="event").counts
    assert (counts.efforts, counts.events, counts.around) == (1, 0, 5)
    assert counts.missing == (Domain.ATTITUDES, Domain.SECURITY, Domain.INTERACTION)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "event"}, {"walk"}),
        ({"about": "security"}, {"council"}),
        ({"target": "birth:away"}, {"cafes"}),
        ({"moves": "trust"}, {"cafes", "law"}),
        ({"status": "planned"}, {"open-end"}),
        ({"year": "2027"}, {"walk", "open-end"}),
    ],
)
def test_each_filter_leaves_what_it_names(filters, expected):
    assert {one.id for one in asked(**filters).entries} == expected


def test_what_others_tried_is_measures_of_the_whole_country_by_what_is_known_of_their_effect():
    found = asked("MK01", show="tried")
    assert [one.id for one in found.entries][:2] == ["council", "cafes"]
    assert {one.kind for one in found.entries} == {RegisterKind.MEASURE, RegisterKind.GOOD_PRACTICE}


def test_a_text_in_another_language_says_which_it_is():
    cafes = next(one for one in asked().entries if one.id == "cafes")
    assert (cafes.name.language, cafes.about.language, cafes.about.text) == ("sv", "fi", "Kahviloita")
    assert [(one.name.text, one.entry) for one in cafes.organisers] == [("Helpers sv", "helpers")]
    assert [(one.name.text, one.entry) for one in cafes.partners] == [("Some friends", None)]


def test_a_filter_that_there_is_not_is_told_and_left_out():
    offered = ask_offered(small_database())
    filters, wrong = read_filters({"kind": "event", "about": "context", "part": "-3", "year": "1066"}, offered)
    assert (filters, wrong) == (Filters(kind="event"), ("about", "year"))
    assert offered.years == ("2027", "2026", "2025")


def test_places_are_counted_by_region_too():
    found = asked()
    assert found.regions == {"MK01": 2, "MK02": 2}
    assert found.places["SSS"] == 3


def test_a_part_beyond_the_last_one_is_the_last_one():
    found = asked(part=9999)
    assert found.filters.part == 1
    assert len(found.entries) == found.found


def test_towns_are_named_in_the_language_of_the_reader():
    con = small_database()
    con.execute("INSERT INTO area VALUES ('kunta', '905', DATE '2000-01-01', NULL, 'Vaasa', 'Vasa', 'Vaasa', 99)")
    con.execute("UPDATE register_entry SET place = 'Vaasa' WHERE id = 'walk'")
    assert [ask_entry(con, "walk", language).place for language in Language] == ["Vaasa", "Vasa", "Vaasa"]


def test_mediators_are_those_of_the_area_first_then_those_of_the_country():
    con = small_database()
    con.execute("UPDATE register_entry SET about_fi = 'Sovittelua kunnille' WHERE id = 'helpers'")
    con.execute("""INSERT INTO register_entry BY NAME SELECT * REPLACE (
        'far' AS id, 200 AS position, ['SSS'] AS areas) FROM register_entry WHERE id = 'helpers'""")
    assert [one.id for one in ask_mediators(con, ["MK01"], Language.SV)] == ["helpers", "far"]
    assert [one.id for one in ask_mediators(con, ["MK02"], Language.SV)] == ["far"]


def test_what_lies_on_no_map_of_regions_is_counted():
    assert asked().elsewhere == 2  # a centre, and areas that nobody knows
