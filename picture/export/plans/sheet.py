"""The goals of plans as a sheet of a workbook: words for people, numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from contract.codes import Language
from picture.export.item import ExportItem
from picture.query.plans.model import ActionPlan, Goal, Progress
from picture.text.plans.amounts import measured_name
from picture.text.plans.showing import showing_title
from picture.text.plans.states import goal_label
from picture.text.words import unit, word

GoalCell = str | float | None


@dataclass(frozen=True, slots=True)
class PlannedGoalLine:
    """A goal with the plan that it is of, in the language of what leaves."""

    plan: ActionPlan
    goal: Goal
    language: Language

    @property
    def progress(self) -> Progress | None:
        """Its computed progress; None where nothing measures it."""
        return self.goal.measured.progress if self.goal.measured else None

    def number(self, name: str) -> float | None:
        """Return a number of its progress; None where it is not shown."""
        value: float | None = getattr(self.progress, name) if self.progress else None
        return value


@dataclass(frozen=True, slots=True)
class GoalColumn:
    """A column: the key of its words, how wide it is in letters, what stands in it."""

    key: str
    width: int
    of: Callable[[PlannedGoalLine], GoalCell]
    whole: bool = False  # counts and years have no decimals


def _number(name: str) -> Callable[[PlannedGoalLine], GoalCell]:
    return lambda line: line.number(name)


def _measured_by(line: PlannedGoalLine) -> GoalCell:
    return measured_name(line.goal.measured) if line.goal.measured else None


def _state(line: PlannedGoalLine) -> GoalCell:
    label = goal_label(line.goal, line.language)
    return f"{label.mark} {label.words}"


def _shown(line: PlannedGoalLine) -> GoalCell:
    return showing_title(line.goal.measured, line.language).rpartition("? ")[2] if line.goal.measured else None


def _unit(line: PlannedGoalLine) -> GoalCell:
    return (unit(line.goal.measured.indicator, line.language) or None) if line.goal.measured else None


def _period(line: PlannedGoalLine) -> GoalCell:
    return line.goal.measured.baseline_period if line.goal.measured else None


GOAL_COLUMNS = (
    GoalColumn("column_area", 18, lambda line: line.plan.area.name),
    GoalColumn("plans_row_goal", 50, lambda line: line.goal.title.text),
    GoalColumn("column_domain", 22, lambda line: word(f"domain_{line.goal.domain}", line.language)),
    GoalColumn("plans_row_measured", 40, _measured_by),
    GoalColumn("plans_row_state", 26, _state),
    GoalColumn("export_unit", 12, _unit),
    GoalColumn("plans_sheet_baseline_period", 14, _period),
    GoalColumn("plans_row_baseline", 12, _number("baseline")),
    GoalColumn("plans_sheet_baseline_low", 14, _number("baseline_low")),
    GoalColumn("plans_sheet_baseline_high", 14, _number("baseline_high")),
    GoalColumn("plans_sheet_baseline_n", 14, _number("baseline_n"), whole=True),
    GoalColumn("plans_sheet_latest_period", 14, lambda line: line.progress.latest_period if line.progress else None),
    GoalColumn("plans_sheet_latest", 12, _number("latest")),
    GoalColumn("plans_sheet_latest_low", 14, _number("latest_low")),
    GoalColumn("plans_sheet_latest_high", 14, _number("latest_high")),
    GoalColumn("plans_sheet_latest_n", 14, _number("latest_n"), whole=True),
    GoalColumn("plans_row_target", 12, lambda line: line.goal.measured.target if line.goal.measured else None),
    GoalColumn("plans_try_deadline", 12, lambda line: line.goal.deadline, whole=True),
    GoalColumn("plans_sheet_step", 12, _number("step")),
    GoalColumn("plans_sheet_detectable", 16, _number("detectable")),
    GoalColumn("plans_row_shown", 16, _shown),
    GoalColumn(
        "plans_sheet_responsible", 30, lambda line: line.goal.responsible.text if line.goal.responsible else None
    ),
    GoalColumn("register_example", 12, lambda line: word("export_yes", line.language) if line.plan.example else None),
)


def goal_lines(items: Iterable[ExportItem]) -> list[PlannedGoalLine]:
    """List the goals of the plans that leave with pictures, each plan once."""
    plans = {item.plan.id: (item.plan, item.dataset.view.language) for item in items if item.plan}
    return list(chain.from_iterable(_of_plan(plan, language) for plan, language in plans.values()))


def _of_plan(plan: ActionPlan, language: Language) -> list[PlannedGoalLine]:
    return [PlannedGoalLine(plan, goal, language) for goal in plan.goals]


def decimals_of(column: GoalColumn, line: PlannedGoalLine) -> int:
    """Return with how many decimals a number of a line is shown."""
    return 0 if column.whole or line.goal.measured is None else line.goal.measured.indicator.decimals
