"""The plan of an area, and all plans, as the tables hold them."""

from datetime import date

import pytest

from contract.actions.codes import CanShow, ProgressState
from contract.codes import Domain
from picture.query.choices import read_choices
from picture.query.model import View
from picture.query.plans.ask import ask_offers, ask_plans
from picture.query.plans.country import ask_country_plans
from tests.picture.small import small_database

TODAY = date(2026, 11, 28)


def asked(language="sv", area="01", level="maakunta", plan=""):
    con = small_database()
    choices = read_choices(con, language)
    view = View("trust", "maakunta", area, "2026", "all", "all", language, area_level=level)
    return ask_plans(con, view, choices, plan, TODAY)


def test_the_newest_plan_is_shown_unless_another_is_chosen():
    assert asked().plan.id == "MK01-2026"
    assert asked(plan="MK01-2022").plan.id == "MK01-2022"
    assert asked(plan="MK02-2026").plan.id == "MK01-2026"


def test_plans_are_offered_from_the_newest():
    assert [one.first_year for one in ask_offers(small_database(), "maakunta", "01")] == [2026, 2022]


def test_goals_stand_in_their_order_with_their_progress():
    goals = asked().plan.goals
    assert [one.id for one in goals] == ["trust", "safe", "talk", "mediated", "again"]
    states = [one.state for one in goals]
    assert states[:3] == [ProgressState.RIGHT_WAY, ProgressState.NO_CHANGE, ProgressState.UNCERTAIN]
    assert (states[3], goals[3].measured) == (None, None)
    assert goals[1].measured.progress.can_show is CanShow.NO
    assert goals[1].measured.progress.needed_n == 4000


def test_a_text_in_another_language_says_which():
    title = asked().plan.goals[1].title
    assert (title.text, title.language) == ("Turvassa", "fi")


def test_a_goal_names_its_measures():
    assert [one.id for one in asked().plan.goals[0].measures] == ["cafes"]


def test_an_area_without_a_plan_has_ready_goals():
    page = asked(area="02")
    assert (page.plan, page.offers) == (None, ())
    assert [one.id for one in page.templates] == ["conflicts", "say"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_all_plans_are_counted_by_area_and_domain(language):
    con = small_database()
    choices = read_choices(con, language)
    view = View("trust", "maakunta", "SSS", "2026", "all", "all", language, area_level="country")
    plans = ask_country_plans(con, view, choices)
    interaction = next(one for one in plans.counts if one.domain is Domain.INTERACTION)
    assert interaction.states == (ProgressState.UNCERTAIN, None, ProgressState.NOT_COMPARABLE)
    assert {one.plan for one in plans.counts} == {"MK01-2026"}
    assert plans.groups == (("birth:away", 1), ("sex:1", 0), ("sex:2", 0))  # a group without a goal is told too
    assert plans.untargeted == 4
