"""All plans of the country: a table of areas and domains with the states of their goals, in words, without a rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Domain, Language
from picture.html.links import overview_address, page_link
from picture.html.page.head import page_head
from picture.html.page.stack import stack
from picture.html.plans.library import goal_library
from picture.html.plans.parts import plan_part
from picture.html.register.words import example_tag
from picture.query.choices import Choices
from picture.query.indicator_rows import DOMAINS
from picture.query.model import Area
from picture.query.plans.model import CountryPlans, GoalCount
from picture.text.names import inside
from picture.text.plans.country import country_lead, country_title, without_plan
from picture.text.plans.states import state_label
from picture.text.register.entry_words import target_of
from picture.text.words import capital, number, word

MATRIX = Markup(
    '<table class="lb-plan-matrix"><caption class="lb-unseen">{}</caption><thead><tr>{}</tr></thead>'
    "<tbody>{}</tbody>{}</table>"
)
STATE_SAID = Markup('<span class="lb-plan-said"><span class="lb-mark lb-{}" aria-hidden="true">{}</span> {}</span>')
ROW_OF_AREA = Markup('<tr><th scope="row">{}{}</th>{}</tr>')
CELL_OF_DOMAIN = Markup('<td data-label="{}">{}</td>')
ROW_OF_SUMS = Markup('<tfoot><tr><th scope="row">{}</th>{}</tr></tfoot>')
NO_PLAN = Markup('<p class="lb-plan-without"><b>{}</b> {}</p>')


def country_page(plans: CountryPlans, choices: Choices) -> Markup:
    """Write which areas and domains have goals and how far they are, whom they are for, and the ready ones."""
    language = choices.language
    head = page_head(country_title(plans, language), country_lead(plans, language))
    table = (_matrix(plans, language) if plans.counts else Markup()) + _without(plans, language)
    note = Markup('<p class="lb-quiet">{}</p>').format(word("plans_country_note", language))
    return stack(
        head,
        plan_part("areas", word("plans_country_matrix", language), table + note),
        _groups(plans, choices),
        goal_library(plans.templates, DOMAINS, language),
    )


def _matrix(plans: CountryPlans, language: Language) -> Markup:
    labels = [capital(word(f"domain_{one}", language)) for one in DOMAINS]
    heads = [word("plans_country_area", language), *labels]
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(one) for one in heads)
    planned = {one.area for one in plans.counts}
    rows = Markup("").join(_row(area, plans, labels, language) for area in plans.areas if area in planned)
    return MATRIX.format(word("plans_country_matrix", language), head, rows, _sums(plans, labels, language))


def _sums(plans: CountryPlans, labels: Sequence[str], language: Language) -> Markup:
    """Write how many goals each domain has in all plans together."""
    goals: Counter[Domain] = Counter()
    for count in plans.counts:
        goals[count.domain] += len(count.states)
    cells = (
        CELL_OF_DOMAIN.format(label, _goals(goals[one], language)) for one, label in zip(DOMAINS, labels, strict=True)
    )
    return ROW_OF_SUMS.format(word("plans_country_sum", language), Markup("").join(cells))


def _without(plans: CountryPlans, language: Language) -> Markup:
    """Name the areas without a plan, each a link to where one begins."""
    links = [page_link(one.name, _address(one, plans)) for one in without_plan(plans)]
    return NO_PLAN.format(word("plans_country_no_plan", language), Markup(" · ").join(links)) if links else Markup()


def _address(area: Area, plans: CountryPlans) -> str:
    return overview_address("plans", plans.view, area=area_key(area.level, area.code))


def _row(area: Area, plans: CountryPlans, labels: Sequence[str], language: Language) -> Markup:
    counts = [one for one in plans.counts if one.area == area]
    cells = (
        CELL_OF_DOMAIN.format(label, _states(one, counts, language)) for one, label in zip(DOMAINS, labels, strict=True)
    )
    name = page_link(area.name, _address(area, plans))
    return ROW_OF_AREA.format(name, example_tag(counts[0], language), Markup("").join(cells))


def _states(domain: Domain, counts: Iterable[GoalCount], language: Language) -> Markup:
    found = next((one for one in counts if one.domain == domain), None)
    if found is None:
        return Markup('<span class="lb-quiet">–</span>')
    written = []
    for state, many in Counter(found.states).items():
        label = state_label(state, language)
        count = f"{number(many, 0, language)} × " if many > 1 else ""
        written.append(STATE_SAID.format(label.tone, label.mark, f"{count}{label.words}"))
    return Markup("<br>").join(written)


def _groups(plans: CountryPlans, choices: Choices) -> Markup:
    """Write for which groups there are goals, for how many goals everybody is meant, and which groups have none."""
    language = choices.language
    named = [(target_of(key, choices), count) for key, count in plans.groups if count]
    named += [(word("plans_everybody", language), plans.untargeted)] if plans.untargeted else []
    item = Markup("<li>{}: {}</li>")
    items = Markup("").join(item.format(name, _goals(count, language)) for name, count in named)
    listed = Markup('<ul class="lb-plan-groups">{}</ul>').format(items) if named else Markup()
    missing = [target_of(key, choices) for key, count in plans.groups if not count]
    if missing:
        listed += NO_PLAN.format(word("plans_country_no_goals", language), ", ".join(map(inside, missing)))
    return plan_part("groups", word("plans_country_groups", language), listed) if listed else Markup()


def _goals(count: int, language: Language) -> str:
    some = {0: "none", 1: "one"}.get(count, "many")
    return word(f"plans_strip_{some}", language, **({"count": number(count, 0, language)} if count > 1 else {}))
