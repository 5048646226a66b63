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
