"""Which areas nest in which: the manual of geo/nesting.py."""

from datetime import date

import pytest

from geo.classification import read_classification
from geo.nesting import levels_of_regions, members, parent, unions
from tests.errors import raises

TODAY = date(2026, 11, 24)
FINLAND = read_classification()


def codes(areas) -> list[str]:
    return [area.code for area in areas]


def test_members_are_found_on_any_finer_level():
    assert codes(members(FINLAND, "elinvoimakeskus", "02", "maakunta", TODAY)) == ["02", "04", "21"]
    assert codes(members(FINLAND, "maakunta", "01", "hyvinvointialue", TODAY)) == ["01", "02", "03", "04", "90"]
    assert len(members(FINLAND, "elinvoimakeskus", "01", "kunta", TODAY)) == 26


def test_a_municipality_lies_in_the_region_of_its_day():
    assert parent(FINLAND, "kunta", "291", "maakunta", date(2020, 12, 31)).name_fi == "Keski-Suomi"
    assert parent(FINLAND, "kunta", "291", "maakunta", date(2021, 1, 1)).name_fi == "Pirkanmaa"


def test_unions_say_which_areas_regional_figures_can_be_summed_to():
    centres = unions(FINLAND, "elinvoimakeskus", TODAY)
    assert centres["04"] == ("05", "06")
    assert sorted(sum(centres.values(), ())) == sorted(codes(FINLAND.areas("maakunta", TODAY)))
    assert unions(FINLAND, "country", TODAY) == {"SSS": tuple(codes(FINLAND.areas("maakunta", TODAY)))}


def test_the_hyvinvointialueet_inside_uusimaa_are_no_unions_of_regions():
    whole = unions(FINLAND, "hyvinvointialue", TODAY)
    assert whole["05"] == ("02",)
    assert set(codes(FINLAND.areas("hyvinvointialue", TODAY))) - set(whole) == {"01", "02", "03", "04", "90"}
    assert unions(FINLAND, "kunta", TODAY) == {}


@pytest.mark.parametrize(
    ("question", "code", "touched"),
    [
        ((members, "hyvinvointialue", "01", "maakunta", TODAY), "area_is_only_part", ("Uusimaa (01)",)),
        (
            (parent, "elinvoimakeskus", "02", "suuralue", TODAY),
            "area_overlaps",
            ("Etelä-Suomi (2)", "Länsi-Suomi (3)", "Ahvenanmaa (5)"),
        ),
        ((members, "kunta", "091", "maakunta", TODAY), "area_is_only_part", ("Uusimaa (01)",)),
    ],
)
def test_levels_that_do_not_nest_are_refused_with_the_reason(question, code, touched):
    ask, *arguments = question
    with raises(code, touched=touched):
        ask(FINLAND, *arguments)


def test_membership_before_2013_is_refused_and_not_guessed():
    with raises("membership_unknown", on=date(2012, 1, 1)):
        unions(FINLAND, "maakunta", date(2012, 1, 1))


def test_a_level_that_ended_keeps_its_last_division():
    years = {level: year for level, (year, _) in levels_of_regions(FINLAND, 2026).items()}
    assert years == {"maakunta": 2026, "country": 2026, "elinvoimakeskus": 2026, "ely": 2025, "suuralue": 2026}


def test_nothing_nests_in_a_year_for_which_no_membership_is_told():
    assert levels_of_regions(FINLAND, 2012).keys() == {"maakunta"}
