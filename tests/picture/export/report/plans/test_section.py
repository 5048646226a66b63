"""A plan in report and brief."""

from picture.export.pptx.kinds.plan import plan_slides
from picture.export.report.plans.section import plan_in_brief, plan_section
from tests.picture.text.plans.samples import goal, plan


def test_without_a_plan_nothing_is_added():
    assert plan_slides(None, "sv") == ()
    assert plan_section(None, "sv") == plan_in_brief(None, "sv") == []


def test_a_brief_names_each_goal_with_its_state():
    heading, listed = plan_in_brief(plan(goal()), "sv")
    assert heading.text == "Handlingsplanen för Nyland: målet rör sig åt rätt håll"
    assert ["".join(run.text for run in item) for item in listed.items] == ["1. Goal 1: ▲ rör sig åt rätt håll"]


def test_a_brief_shows_the_goals_that_its_title_counts():
    told = [goal(told=True, number=at) for at in range(1, 5)]
    *_, listed = plan_in_brief(plan(*told, goal(number=5)), "sv")
    texts = ["".join(run.text for run in item) for item in listed.items]
    assert [text[0] for text in texts] == ["1", "2", "3", "5"]
