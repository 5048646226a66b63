"""Where a plan has no goals, and the ready ones that may fill the gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from contract.codes import Domain, Language
from picture.html.plans.parts import plan_part
from picture.query.indicator_rows import DOMAINS
from picture.query.plans.model import ActionPlan, GoalTemplate
from picture.text.words import capital, number, word

STRIP = Markup('<ul class="lb-plan-strip">{}</ul>')
IN_STRIP = Markup("<li><b>{}</b> <span{}>{}</span> {}</li>")
LIBRARY = "library"


def empty_domains(plan: ActionPlan) -> tuple[Domain, ...]:
    """Return the domains in which a plan has no goal."""
    return tuple(one for one in DOMAINS if all(goal.domain != one for goal in plan.goals))


def domain_strip(plan: ActionPlan, templates: Sequence[GoalTemplate], language: Language) -> Markup:
    """Write how many goals each domain has, and of those without any how many ready ones there are."""
    return STRIP.format(Markup("").join(_in_strip(one, plan, templates, language) for one in DOMAINS))


def _in_strip(domain: Domain, plan: ActionPlan, templates: Iterable[GoalTemplate], language: Language) -> Markup:
    count = sum(goal.domain == domain for goal in plan.goals)
    ready = sum(one.domain == domain for one in templates)
    some = {0: "none", 1: "one"}.get(count, "many")
    told = word(f"plans_strip_{some}", language, **({"count": number(count, 0, language)} if count > 1 else {}))
    link = Markup()
    if not count and ready:
        many = "one" if ready == 1 else "many"
        text = word(
            f"plans_strip_ready_{many}", language, **({"count": number(ready, 0, language)} if ready > 1 else {})
        )
        link = Markup('<a href="#{}">{}</a>').format(f"{LIBRARY}-{domain}", text)
    quiet = Markup(' class="lb-quiet"') if not count else ""
    return IN_STRIP.format(capital(word(f"domain_{domain}", language)), quiet, told, link)


def goal_library(templates: Sequence[GoalTemplate], domains: Iterable[Domain], language: Language) -> Markup:
    """Write the ready goals of some domains."""
    of_domain = {one: list(ready) for one, ready in groupby(sorted(templates, key=_place), key=lambda t: t.domain)}
    parts = [_ready(one, of_domain[one], language) for one in domains if one in of_domain]
    if not parts:
        return Markup()
    lead = Markup('<p class="lb-quiet">{}</p>').format(word("plans_library_lead", language))
    body = lead + Markup('<div class="lb-plan-library">{}</div>').format(Markup("").join(parts))
    return plan_part(LIBRARY, word("plans_library_title", language), body)


def _place(template: GoalTemplate) -> int:
    return list(Domain).index(template.domain)


def _ready(domain: Domain, templates: Iterable[GoalTemplate], language: Language) -> Markup:
    item = Markup('<li><b>{}</b><p>{}</p><span class="lb-quiet">{}</span></li>')
    items = Markup("").join(item.format(one.title, one.about, _measured_by(one, language)) for one in templates)
    title = capital(word(f"domain_{domain}", language))
    return Markup('<div id="{}"><h3>{}</h3><ul>{}</ul></div>').format(f"{LIBRARY}-{domain}", title, items)


def _measured_by(template: GoalTemplate, language: Language) -> str:
    if template.indicator is None:
        return word("plans_library_told", language)
    return word("plans_library_measured", language, indicator=template.indicator.name)
