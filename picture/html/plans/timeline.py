"""When: what happened in the country, when the goals are measured, and the measures of each goal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from contract.codes import Language
from contract.period import Period
from picture.html.plans.parts import plan_part
from picture.html.timeline.draw import draw_timeline, wide_look
from picture.html.timeline.lanes import DatedThing, ThingSign, TimeLane, Timeline, thing_of
from picture.query.plans.model import ActionPlan, PlanPage
from picture.query.register.entries import RegisterEntry
from picture.text.register.entry_words import entry_name
from picture.text.register.when import when_of
from picture.text.words import word

OF_PLAN = wide_look(1188, 172)
YEARS_BEFORE = 4  # of a plan, at most


def plan_timeline(page: PlanPage, plan: ActionPlan, language: Language) -> Markup:
    """Draw the years of a plan and those before it, with a line where today is."""
    first, last = _years(page, plan)
    drawn = Timeline(first, last, page.today, tuple(_lanes(page, plan, first, last, language)))
    title = word("plans_timeline_title", language)
    picture = draw_timeline(drawn, title, _alt(page, plan, language), OF_PLAN, language)
    note = Markup('<p class="lb-quiet">{}</p>').format(word("plans_timeline_note", language))
    return plan_part("timeline", title, picture + note)


def _years(page: PlanPage, plan: ActionPlan) -> tuple[int, int]:
    begun = [Period.parse(goal.measured.baseline_period).first for goal in plan.goals if goal.measured]
    first = max(min([*begun, plan.first_year, page.today.year]) - 1, plan.first_year - YEARS_BEFORE)
    return first, plan.last_year


def _lanes(page: PlanPage, plan: ActionPlan, first: int, last: int, language: Language) -> Iterator[TimeLane]:
    def lane(name: str, entries: Sequence[RegisterEntry]) -> TimeLane:
        return TimeLane(name, tuple(thing_of(one, first, last, language) for one in entries))

    national = [one for one in page.national if one.first_day and first <= one.first_day.year <= last]
    if national:
        yield lane(word("plans_timeline_country", language), national)
    if page.waves:
        yield TimeLane(word("plans_timeline_survey", language), tuple(_waves(page, plan, first, last, language)))
    for goal in plan.goals:
        dated = [one for one in goal.measures if one.first_day]
        if dated:
            yield lane(word("plans_timeline_goal", language, number=goal.number), dated)


def _waves(page: PlanPage, plan: ActionPlan, first: int, last: int, language: Language) -> Iterator[DatedThing]:
    """Give a dot for each period that was measured, in the middle of its time."""
    measured = [goal.measured for goal in plan.goals if goal.measured]
    starts = {one.baseline_period for one in measured}
    latest = {one.progress.latest_period for one in measured}
    for wave in page.waves:
        middle = Period.parse(wave).midpoint
        if first <= middle < last + 1:
            key = "plans_timeline_latest" if wave in latest else "plans_timeline_baseline" if wave in starts else ""
            yield DatedThing(middle + 0.5, middle + 0.5, word(key, language) if key else "", ThingSign.WAVE)


def _alt(page: PlanPage, plan: ActionPlan, language: Language) -> str:
    lanes = [(word("plans_timeline_country", language), page.national)]
    lanes += [(word("plans_timeline_goal", language, number=goal.number), goal.measures) for goal in plan.goals]
    return " ".join(f"{name}: {_named(entries, language)}." for name, entries in lanes if entries)


def _named(entries: Sequence[RegisterEntry], language: Language) -> str:
    return ", ".join(f"{entry_name(one, language)} ({when_of(one, language)})" for one in entries)
