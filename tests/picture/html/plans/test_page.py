"""The page of plans as HTML."""

from datetime import date

import pytest

from contract.actions.codes import ProgressState
from picture.html.plans.country import country_page
from picture.html.plans.page import plan_page
from picture.html.plans.progress_picture import progress_alt, progress_picture, scale_of
from picture.html.plans.strip import plan_beside
from picture.query.choices import read_choices
from picture.query.model import View
from picture.query.plans.ask import ask_plans
from picture.query.plans.country import ask_country_plans
from tests.picture.small import small_database
from tests.picture.text.plans.samples import goal, plan

LANGUAGES = ("fi", "sv", "en")


def page(language="sv", area="01", level="maakunta"):
    con = small_database()
    choices = read_choices(con, language)
    view = View("trust", "maakunta", area, "2026", "all", "all", language, area_level=level)
    if level == "country":
        return country_page(ask_country_plans(con, view, choices), choices)
    return plan_page(ask_plans(con, view, choices, "", date(2026, 11, 28)), choices)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_goal_is_a_card_with_its_number(language):
    html = page(language)
    assert [html.count(f'id="goal-{number}"') for number in range(1, 7)] == [1, 1, 1, 1, 1, 0]


def test_examples_are_marked():
    assert "lb-example" in page()
    assert "Målen, åtgärderna och de ansvariga är påhittade." in page()


def test_a_domain_without_goals_has_ready_ones():
    html = page()
    assert 'href="#library-participation"' in html
    assert 'id="library-participation"' in html
    assert 'id="library-interaction"' not in html  # it has goals


def test_a_text_in_another_language_carries_its_lang():
    assert '<span lang="fi">Turvassa</span>' in page("sv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_without_a_plan_offers_the_library(language):
    html = page(language, area="02")
    assert "lb-goal-number" not in html
    assert html.count('id="library-') == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_country_shows_which_areas_have_goals_without_a_rank(language):
    html = page(language, "SSS", "country")
    assert html.count("<tr>") == 3  # head, the one region with a plan, all plans together
    without = html.index("lb-plan-without")
    assert html.index("North") < without < html.index("South") < html.index("Islands")


def test_a_hidden_goal_has_no_picture():
    hidden = goal(baseline=None)
    assert progress_picture(hidden, "sv") == ""


def test_the_picture_tells_its_numbers():
    made = goal()
    assert progress_alt(made, made.measured, "sv") == (
        "Utgångsläge 24\u00a0% 2025. Senaste 32\u00a0% 2026, konfidensintervall 30–34. Mål 35\u00a0% år 2028."
    )


def test_a_scale_holds_every_number_and_stays_within_its_ends():
    scale = scale_of(goal().measured, 548)
    assert (scale.low, scale.high, scale.step) == (20.0, 40.0, 5.0)
    assert (
        scale_of(goal(baseline=1.0, latest=2.0, latest_low=0.0, latest_high=4.0, target=3.0).measured, 548).low == 0.0
    )


def test_the_strip_beside_figures_tells_each_goal_or_where_to_begin():
    made = plan(goal(), goal(ProgressState.UNCERTAIN, number=2))
    view = View("trust", "maakunta", "01", "2026", "all", "all", "sv")
    html = plan_beside(made, view)
    assert "Goal 1: rör sig åt rätt håll" in html
    assert "Goal 2: för osäkert" in html
    assert "<span>Goal 1" in html  # one part of its line: beside the mark nothing breaks it up on a phone
    assert "Det finns ännu ingen handlingsplan." in plan_beside(None, view)
