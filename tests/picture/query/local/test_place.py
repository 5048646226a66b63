"""What is asked of a place alone: its surveys by period, what was heard there, and who may be chosen at all."""

import pytest

from contract.actions.codes import Sampling
from contract.cell_key import area_key
from contract.codes import Language
from picture.query.choices import read_choices
from picture.query.local.place import ask_place
from picture.query.selection import check, view_of
from tests.picture.small import add_places, small_database


@pytest.fixture(scope="module")
def con():
    return add_places(small_database())


def known(con, level, code):
    choices = read_choices(con, Language.EN)
    view = view_of(check({"area": area_key(level, code)}, {}, choices)[0], choices)
    return ask_place(con, choices, view)


def test_a_municipality_with_a_survey_or_an_action_may_be_chosen_and_no_other(con):
    areas = {(area.level, area.code) for area in read_choices(con, Language.EN).areas}
    assert {("kunta", "049"), ("kunta", "710")} <= areas
    before = {(area.level, area.code) for area in read_choices(small_database(), Language.EN).areas}
    assert not [one for one in before if one[0] == "kunta"]


def test_the_newest_period_stands_first_with_its_figure_and_what_is_hidden(con):
    (survey,) = known(con, "kunta", "049").collections
    assert survey.periods == ("2026", "2025")
    assert survey.sampling is Sampling.PROBABILITY
    assert survey.row("trust", "2026").value == 60.0
    (group,) = survey.groups("2026")
    assert survey.row("trust", "2026", group).value is None


def test_a_region_names_the_municipalities_in_it_that_know_something(con):
    assert [area.code for area in known(con, "maakunta", "01").inside] == ["049", "710"]
    assert known(con, "maakunta", "02").inside == ()
    assert known(con, "maakunta", "01").collections == ()


def test_what_was_heard_stands_with_its_source(con):
    (finding,) = known(con, "kunta", "049").findings
    assert (finding.source, finding.place) == ("The municipality, 8 interviews", "The library")
    assert finding.example
