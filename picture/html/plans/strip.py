"""The plan of an area in one strip, beside its figures: how far each goal is, or where to begin."""

from __future__ import annotations

from markupsafe import Markup

from picture.html.links import overview_address, page_link
from picture.html.register.words import example_tag, told_html
from picture.query.model import View
from picture.query.plans.model import ActionPlan
from picture.text.plans.finding import years_of
from picture.text.plans.states import goal_label
from picture.text.words import word

PLAN_STRIP = Markup('<section class="lb-plan-beside"><p><b>{}</b>{} {}</p><ul>{}</ul></section>')
NO_PLAN_YET = Markup('<section class="lb-plan-beside"><p><b>{}</b> {}</p></section>')
IN_PLAN_STRIP = Markup('<li><span class="lb-mark lb-{}" aria-hidden="true">{}</span> <span>{}: {}</span></li>')


def plan_beside(plan: ActionPlan | None, view: View) -> Markup:
    """Write the goals of a plan with their states, and the way to it; without one that none is known yet."""
    language = view.language
    address = overview_address("plans", view)
    if plan is None:
        none = word("plans_beside_none", language)
        return NO_PLAN_YET.format(none, page_link(word("plans_beside_start", language), address))
    labels = [(goal, goal_label(goal, language)) for goal in plan.goals]
    items = [
        IN_PLAN_STRIP.format(
            label.tone, label.mark, told_html(goal.title, language) + example_tag(plan, language), label.words
        )
        for goal, label in labels
    ]
    return PLAN_STRIP.format(
        word("plans_beside_title", language, years=years_of(plan.first_year, plan.last_year)),
        example_tag(plan, language),
        page_link(word("plans_beside_all", language), address),
        Markup("").join(items),
    )
