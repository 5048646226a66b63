"""What a plan says of itself, in three languages."""

import pytest

from contract.actions.codes import CanShow, ProgressState
from picture.text.plans.finding import plan_finding, plan_lead, plan_title, years_of
from tests.picture.text.plans.samples import goal, plan

RIGHT = ProgressState.RIGHT_WAY
NONE = ProgressState.NO_CHANGE


def found(*states, language="sv"):
    return plan_finding(plan(*(goal(state, number=at) for at, state in enumerate(states, 1))), language)


def test_the_title_names_the_area_and_counts_the_goals():
    made = plan(goal(RIGHT), goal(NONE))
    assert plan_title(made, "sv") == "Handlingsplanen för Nyland: ett av två mål rör sig åt rätt håll"
    assert plan_title(made, "fi") == (
        "Toimintasuunnitelma Uudellamaalla: yksi kahdesta tavoitteesta etenee oikeaan suuntaan"
    )
    assert plan_title(made, "en") == "The action plan for Nyland: one of two goals is moving the right way"


def test_a_plan_of_the_country_names_no_area():
    made = plan(goal(RIGHT), level="country", code="SSS")
    assert plan_title(made, "sv") == "Handlingsplanen för hela landet: målet rör sig åt rätt håll"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([ProgressState.REACHED, RIGHT, NONE], "ett av tre mål har nåtts, ett rör sig åt rätt håll"),
        ([RIGHT, RIGHT, ProgressState.WRONG_WAY], "två av tre mål rör sig åt rätt håll, ett rör sig åt fel håll"),
        ([ProgressState.WRONG_WAY, NONE], "ett av två mål rör sig åt fel håll"),
        ([NONE, NONE], "inget mål visar en signifikant förändring"),
        ([ProgressState.NOT_MEASURED], "inget mål har ännu mätts på nytt"),
        ([ProgressState.UNCERTAIN, NONE], "ännu går det inte att säga åt vilket håll målen rör sig"),
        ([], "den har inga mål"),
    ],
)
def test_what_is_certain_is_counted_and_all_else_claims_nothing(states, expected):
    assert found(*states) == expected


def test_goals_that_nothing_measures_are_not_counted_as_moving():
    assert plan_finding(plan(goal(told=True)), "sv") == "ett mål, vars läge den ansvariga berättar"
    assert plan_finding(plan(goal(told=True), goal(RIGHT)), "sv") == "målet rör sig åt rätt håll"


def test_the_lead_tells_the_first_certain_change_and_the_steps_that_cannot_show():
    made = plan(goal(RIGHT), goal(NONE, number=2, can_show=CanShow.NO))
    assert plan_lead(made, "sv") == (
        "Trust sv: <b>24\u00a0%</b> år 2025, <b>32\u00a0%</b> år 2026; målet är 35\u00a0% år 2028. "
        "Steget till mål 2 är för litet för att synas i urvalet. "
        "Läget räknas fram ur publicerade tal; ingen matar in det för hand."
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("state", [ProgressState.UNCERTAIN, ProgressState.NOT_COMPARABLE, ProgressState.NOT_MEASURED])
def test_a_lead_without_certainty_has_no_numbers(state, language):
    assert "24" not in plan_lead(plan(goal(state, language=language)), language)


@pytest.mark.parametrize(("first", "last", "expected"), [(2026, 2028, "2026–2028"), (2026, 2026, "2026")])
def test_the_years_of_a_plan_are_said_once_where_it_has_one(first, last, expected):
    assert years_of(first, last) == expected
