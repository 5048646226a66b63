"""Areas stand in an order that a reader knows, and no two of them look alike."""

from dataclasses import replace
from datetime import date

import pytest

from contract.codes import COUNTRY, Language, Level
from contract.pointer import served_database
from picture.html.choosing.area_field import kind_of_area
from picture.query.choices import read_choices
from picture.query.choosing.area_list import area_sections
from picture.query.database import connect
from picture.query.selection import check, view_of


@pytest.fixture(scope="module")
def con(published):
    return connect(served_database(published)).cursor()


def sections(con, language="fi", area="MK02", level=None):
    choices = read_choices(con, Language(language))
    selected, _ = check({"area": area, "lang": language}, {}, choices)
    listed = [a for a in choices.areas if level is None or a.level in level]
    return area_sections(choices, listed, view_of(selected, choices))


def test_levels_stand_from_the_country_down_and_what_has_ended_last(con):
    found = [(one.level, one.ended) for one in sections(con)]
    assert found == [
        (Level.COUNTRY, None),
        (Level.MAAKUNTA, None),
        (Level.ELINVOIMAKESKUS, None),
        (Level.SUURALUE, None),
        (Level.KUNTA, None),
        (Level.ELY, 2025),
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("area", ["SSS", "MK21", "SA5", "ELY16"])
def test_no_two_areas_look_alike(con, language, area):
    shown = [(a.name, kind_of_area(a, language, one.ended)) for one in sections(con, language, area) for a in one.areas]
    assert len(set(shown)) == len(shown)


def test_a_region_stands_once_whatever_else_it_is_called(con):
    alands = [(a.level, a.code) for one in sections(con, "sv") for a in one.areas if a.name == "Åland"]
    assert alands == [(Level.MAAKUNTA, "21")]


def test_what_is_looked_at_stays_in_the_list(con):
    alands = [(a.level, a.code) for one in sections(con, "sv", area="SA5") for a in one.areas if a.name == "Åland"]
    assert alands == [(Level.MAAKUNTA, "21"), (Level.SUURALUE, "5")]


def test_every_other_area_is_there(con):
    choices = read_choices(con, Language.FI)
    listed = {(a.level, a.code) for one in sections(con) for a in one.areas}
    missing = {(a.level, a.code) for a in choices.areas} - listed
    assert missing == {(Level.SUURALUE, "5"), (Level.ELY, "16")}
    assert (Level.COUNTRY, COUNTRY) in listed


def test_what_has_ended_stands_last_whatever_its_level(con):
    choices = read_choices(con, Language.FI)
    contexts = choices.reference.contexts
    areas = [(a, date(2030, 12, 31) if a.level == Level.ELINVOIMAKESKUS else day) for a, day in contexts.areas]
    ended = replace(choices, reference=replace(choices.reference, contexts=replace(contexts, areas=areas)))
    found = area_sections(ended, choices.areas, view_of(check({}, {}, choices)[0], choices))
    assert [(one.level, one.ended) for one in found[-2:]] == [(Level.ELINVOIMAKESKUS, 2030), (Level.ELY, 2025)]
