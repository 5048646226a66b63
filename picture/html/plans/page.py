"""The page of an area's plan, or what to begin with where there is none."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.html.page.head import page_head
from picture.html.page.stack import stack
from picture.html.plans.cards import goal_cards, state_key
from picture.html.plans.library import domain_strip, empty_domains, goal_library
from picture.html.plans.measures import plan_measures
from picture.html.plans.timeline import plan_timeline
from picture.query.choices import Choices
from picture.query.indicator_rows import DOMAINS
from picture.query.plans.model import PlanPage
from picture.text.places import in_area
from picture.text.plans.finding import plan_lead, plan_title
from picture.text.plans.source import plan_source
from picture.text.words import capital, word

EXAMPLE_NOTE = Markup(
    '<p class="lb-plan-example"><span class="lb-example">{}</span> <span class="lb-quiet">{}</span></p>'
)


def plan_page(page: PlanPage, choices: Choices) -> Markup:
    """Write the chosen plan with its goals; without one what to begin with."""
    plan = page.plan
    language = choices.language
    if plan is None:
        return stack(_no_plan(page, language), goal_library(page.templates, DOMAINS, language))
    head = page_head(plan_title(plan, language), plan_lead(plan, language))
    return stack(
        _example(language) if plan.example else Markup(),
        head + state_key(language),
        goal_cards(plan, page.view, choices),
        domain_strip(plan, page.templates, language),
        plan_timeline(page, plan, language),
        plan_measures(plan, choices),
        goal_library(page.templates, empty_domains(plan), language),
        Markup('<div class="lb-source-lines"><p>{}</p></div>').format(plan_source(plan, choices)),
    )


def _example(language: Language) -> Markup:
    return EXAMPLE_NOTE.format(word("register_example", language), word("plans_example_note", language))


def _no_plan(page: PlanPage, language: Language) -> Markup:
    where = in_area(page.area, language)
    title = word("plans_none_title", language, where=where)
    return page_head(capital(title), word("plans_none_lead", language))
