"""What a plan says: the finding as the page's title, and the sentences under it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from contract.actions.codes import CanShow, ProgressState
from contract.codes import Language, Level
from picture.query.plans.model import ActionPlan, Goal
from picture.text.places import in_area
from picture.text.plans.amounts import latest_when, measured_name, since, value_of
from picture.text.words import amount, listing, numeral, phrase, word

CERTAIN = (ProgressState.REACHED, ProgressState.RIGHT_WAY, ProgressState.WRONG_WAY)  # certain ones, one by one
NEUTER = {"en": "ett", "ett": "ett"}  # Swedish: ett mål


def plan_title(plan: ActionPlan, language: Language) -> str:
    """Write whose plan it is, and how many of its goals are on their way."""
    found = plan_finding(plan, language)
    if plan.area.level == Level.COUNTRY:
        return word("plans_title_country", language, found=found)
    named = in_area(plan.area, language) if language == Language.FI else plan.area.name
    return word("plans_title", language, area=named, found=found)


def plan_heading(plan: ActionPlan, language: Language) -> str:
    """Write what a plan says; of an invented one also that it is an example."""
    title = plan_title(plan, language)
    return f"{title} ({word('register_example', language).lower()})" if plan.example else title


def plan_finding(plan: ActionPlan, language: Language) -> str:
    """Count the goals by computed state; where none is certain, say what that means."""
    total = len(plan.measured)
    if not total:
        return _told(len(plan.goals), language)
    certain = [(state, count) for state in CERTAIN if (count := plan.count(state))]
    if not certain:
        return word(f"plans_found_{_uncertain(plan)}", language)
    first, *rest = certain
    return ", ".join([_first(*first, total, language), *(_next(state, count, language) for state, count in rest)])


def _uncertain(plan: ActionPlan) -> str:
    if plan.count(ProgressState.NO_CHANGE) == len(plan.measured):
        return "no_change"
    return "not_measured" if plan.count(ProgressState.NOT_MEASURED) == len(plan.measured) else "unknown"


def _told(count: int, language: Language) -> str:
    if not count:
        return word("plans_found_none", language)
    if count == 1:
        return word("plans_found_told_one", language)
    return word("plans_found_told_many", language, count=numeral(count, language))


def _first(state: ProgressState, count: int, total: int, language: Language) -> str:
    verb = _verb(state, count, language)
    if total == 1:
        return word("plans_found_only", language, verb=verb)
    of = numeral(total, language, "of")
    return word("plans_found_first", language, count=_goals(count, language), total=of, verb=verb)


def _next(state: ProgressState, count: int, language: Language) -> str:
    return word("plans_found_next", language, count=_goals(count, language), verb=_verb(state, count, language))


def _verb(state: ProgressState, count: int, language: Language) -> str:
    return word(f"plans_found_{state}_{'one' if count == 1 else 'many'}", language)


def _goals(count: int, language: Language) -> str:
    text = numeral(count, language)
    return NEUTER.get(text, text) if language == Language.SV else text


def plan_lead(plan: ActionPlan, language: Language) -> Markup:
    """Write the first certain change in numbers, which steps are too small, and that all of it is computed."""
    return Markup(" ").join(_lead(plan, language))


def _lead(plan: ActionPlan, language: Language) -> Iterator[Markup]:
    first = next((goal for goal in plan.goals if goal.state in CERTAIN), None)
    if first is not None:
        yield _in_numbers(first, language)
    small = [str(g.number) for g in plan.measured if g.measured and g.measured.progress.can_show is CanShow.NO]
    if small:
        key = "plans_lead_small_one" if len(small) == 1 else "plans_lead_small_many"
        yield Markup.escape(word(key, language, numbers=listing(small, language)))
    if plan.measured:
        yield Markup.escape(word("plans_lead_computed", language))


def _in_numbers(goal: Goal, language: Language) -> Markup:
    measured = goal.measured
    if measured is None:
        return Markup("")
    progress = measured.progress
    told = phrase(
        "plans_lead_goal",
        language,
        name=measured_name(measured),
        baseline=value_of(progress.baseline, measured, language),
        latest=value_of(progress.latest, measured, language),
        since=since(measured),
        when=latest_when(measured),
    )
    if measured.target is None:
        return told + "."
    target = amount(measured.target, measured.indicator, language)
    return told + word("plans_lead_target", language, target=target, deadline=goal.deadline)


def years_of(first: int, last: int) -> str:
    """Write the years of a plan: "2026–2028", "2026"."""
    return str(first) if first == last else f"{first}–{last}"
