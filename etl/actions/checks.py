"""What is wrong with a single plan, goal, entry or finding that its cells alone do not show."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from contract.actions.codes import ForumItemKind, RegisterKind
from contract.codes import LEVELS_WITHOUT_PLANS, Direction
from contract.errors import UserError
from contract.period import Period
from etl.actions.cells.dates import Dated
from etl.actions.cells.values import KnownNames, area_of
from etl.actions.contributions import Contributions
from etl.actions.entries import ForumItem, LocalFinding, Plan, PlannedGoal, RegisterEntry
from etl.actions.files import Line

DATED = frozenset({RegisterKind.EVENT, RegisterKind.FORUM, RegisterKind.MILESTONE})


@dataclass(frozen=True)
class Beside:
    """What a contribution may name that stands elsewhere."""

    names: KnownNames
    sources: Collection[str]
    templates: Collection[str]  # ids of the library of goals


def single_errors(read: Contributions, beside: Beside) -> Iterator[UserError]:
    """Yield what is wrong with each entry by itself, in the order of tables."""
    for plan in read.plans:
        yield from _of_plan(plan, read, beside.names)
    for goal in read.goals:
        yield from _of_goal(goal, beside)
    for entry in read.register:
        yield from _of_entry(entry, beside.names)
    for item in read.forum:
        yield from _of_item(item)
    for finding in read.findings:
        yield from _of_finding(finding, beside.names)


def _of_plan(plan: Plan, read: Contributions, names: KnownNames) -> Iterator[UserError]:
    folder = read.folder(plan.contribution)
    if plan.first_year > plan.last_year:
        yield plan.line.placed(UserError("action_plan_years"), "last_year")
        return
    if folder.area and plan.area != folder.area:
        yield plan.line.placed(UserError("action_plan_area", area=folder.area), "area")
    if folder.area and (plan.first_year, plan.last_year) != _years(folder.period):
        yield plan.line.placed(UserError("action_plan_period", period=folder.period), "first_year")
    if area_of(plan.area)[0] in LEVELS_WITHOUT_PLANS:
        yield plan.line.placed(UserError("action_plan_level"), "area")
    for year in dict.fromkeys((plan.first_year, plan.last_year)):
        yield from _in_force(plan.area, (date(year, 1, 1),), plan.line, "area", names)


def _years(period: str) -> tuple[int, int]:
    read = Period.parse(period)
    return read.first, read.last


def _of_goal(goal: PlannedGoal, beside: Beside) -> Iterator[UserError]:
    line = goal.line
    if goal.template is not None and goal.template not in beside.templates:
        yield line.placed(UserError("action_template_unknown", templates=tuple(beside.templates)), "template")
    elif not goal.title and goal.template is None:
        yield line.placed(UserError("action_text_in_no_language"), "title_fi")
    if goal.source is not None and goal.source not in beside.sources:
        yield line.placed(UserError("action_source_unknown", sources=sorted(beside.sources)), "source")
    if goal.indicator is None:
        for column in ("target", "baseline_period", "wanted", "group"):
            if column in line.texts:
                yield line.placed(UserError("action_goal_without_indicator"), column)
        return
    if goal.baseline_period is None:
        yield line.placed(UserError("action_goal_without_baseline"), "baseline_period")
    elif goal.deadline <= Period.parse(goal.baseline_period).last:
        yield line.placed(UserError("action_goal_deadline", baseline=goal.baseline_period), "deadline")
    yield from _of_indicator(goal, goal.indicator, beside.names)


def _of_indicator(goal: PlannedGoal, name: str, names: KnownNames) -> Iterator[UserError]:
    indicator = names.catalogue.indicator(name)
    if indicator.direction == Direction.NEITHER and goal.wanted is None:
        yield goal.line.placed(UserError("action_goal_without_direction"), "wanted")
    elif goal.wanted is not None and goal.wanted != indicator.direction != Direction.NEITHER:
        yield goal.line.placed(UserError("action_goal_against_direction", better=indicator.direction), "wanted")
    scale = names.catalogue.scale_of(indicator)
    if goal.target is None or scale.holds(goal.target):
        return
    if scale.most is None:
        yield goal.line.placed(UserError("action_target_below", least=scale.least), "target")
    else:
        yield goal.line.placed(UserError("action_target_outside", least=scale.least, most=scale.most), "target")


def _of_entry(entry: RegisterEntry, names: KnownNames) -> Iterator[UserError]:
    if entry.begins is None and entry.kind in DATED:
        yield entry.line.placed(UserError("action_event_without_date"), "begins")
    if entry.begins is None and entry.ends is not None:
        yield entry.line.placed(UserError("action_end_without_beginning"), "ends")
    yield from _order_of_dates(entry.begins, entry.ends, entry.line)
    for area in entry.areas:
        yield from _in_force(area, _days(entry), entry.line, "areas", names)


def _of_item(item: ForumItem) -> Iterator[UserError]:
    if item.follows is not None and item.kind != ForumItemKind.FOLLOW_UP:
        yield item.line.placed(UserError("action_follows_nothing"), "follows")


def _of_finding(finding: LocalFinding, names: KnownNames) -> Iterator[UserError]:
    yield from _order_of_dates(finding.begins, finding.ends, finding.line)
    if finding.area is not None:
        yield from _in_force(finding.area, (finding.begins.first,), finding.line, "area", names)


def _order_of_dates(begins: Dated | None, ends: Dated | None, line: Line) -> Iterator[UserError]:
    if begins is None or ends is None:
        return
    if begins.precision != ends.precision:
        yield line.placed(UserError("action_dates_differ"), "ends")
    elif ends.last < begins.first:
        yield line.placed(UserError("action_ends_before", begins=str(begins)), "ends")


def _days(entry: RegisterEntry) -> tuple[date, ...]:
    """Return the first and the last day of an entry; what goes on lasts until the newest division."""
    if entry.begins is None:
        return (date.max,)
    return (entry.begins.first, entry.ends.last if entry.ends else date.max)


def _in_force(area: str, days: tuple[date, ...], line: Line, column: str, names: KnownNames) -> Iterator[UserError]:
    """Yield the error of an area that was in force on none of these days, told of the first.

    Days outside the tables of areas are held against their first or their newest division.
    """
    first, newest = names.days
    reasons: list[UserError] = []
    on = [min(max(day, first), newest) for day in days]
    for day in on:
        try:
            names.classification.area(*area_of(area), day)
        except UserError as error:
            reasons.append(error)
    if len(reasons) == len(on):
        yield line.placed(UserError("action_area_not_in_force", on=on[0], reason=reasons[0]), column)
