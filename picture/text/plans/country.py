"""What all plans of the country say: how many there are, and where there are none."""

from __future__ import annotations

from contract.codes import Domain, Language, Level
from picture.query.model import Area
from picture.query.plans.model import CountryPlans
from picture.text.words import listing, number, word


def country_title(plans: CountryPlans, language: Language) -> str:
    """Count plans and goals."""
    made = {one.plan for one in plans.counts}
    if not made:
        return word("plans_country_title_none", language)
    goals = sum(len(one.states) for one in plans.counts)
    return word(
        "plans_country_title",
        language,
        plans=_counted("plans_count_plans", len(made), language),
        goals=_counted("plans_count_goals", goals, language),
    )


def country_lead(plans: CountryPlans, language: Language) -> str:
    """Write how many regions have a plan, and in which domains no plan has a goal."""
    regions = [area for area in plans.areas if area.level == Level.MAAKUNTA]
    with_plan = {one.area for one in plans.counts} & set(regions)
    told = [word("plans_country_lead", language, with_plan=len(with_plan), areas=len(regions))]
    covered = {one.domain for one in plans.counts}
    missing = [one for one in Domain if one not in covered and one is not Domain.CONTEXT]
    if missing and covered:
        names = listing([word(f"domain_{one}", language) for one in missing], language)
        told.append(word("plans_country_missing", language, domains=names))
    examples = {one.plan for one in plans.counts if one.example}
    if examples:
        every = len(examples) == len({one.plan for one in plans.counts})
        told.append(
            word("plans_country_all_examples", language)
            if every
            else word("plans_country_examples", language, count=number(len(examples), 0, language))
        )
    return " ".join(told)


def without_plan(plans: CountryPlans) -> tuple[Area, ...]:
    """Return the areas that have no plan."""
    planned = {one.area for one in plans.counts}
    return tuple(one for one in plans.areas if one not in planned)


def _counted(key: str, count: int, language: Language) -> str:
    if count == 1:
        return word(f"{key}_one", language)
    return word(f"{key}_many", language, count=number(count, 0, language))
