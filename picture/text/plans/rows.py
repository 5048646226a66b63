"""The goals of a plan as rows of words: what page, slide, report and table say alike."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from contract.codes import Language
from picture.query.plans.model import ActionPlan, Goal
from picture.text.plans.amounts import latest_when, measured_name, since, value_of
from picture.text.plans.showing import showing_title
from picture.text.plans.states import goal_label
from picture.text.register.entry_words import marks_behind
from picture.text.words import amount, interval, word

GOAL_ROW_WORDS = ("goal", "measured", "state", "baseline", "latest", "target", "shown")


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal in words; a dash where there is nothing to say. Fields as GOAL_ROW_WORDS."""

    goal: str
    measured: str
    state: str
    baseline: str
    latest: str
    target: str
    shown: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Its words in the order of the heads."""
        return tuple(astuple(self))


def goal_row_heads(language: Language) -> tuple[str, ...]:
    """Return the heads of the columns."""
    return tuple(word(f"plans_row_{one}", language) for one in GOAL_ROW_WORDS)


def goal_rows(plan: ActionPlan, language: Language) -> tuple[GoalRow, ...]:
    """Write every goal of a plan in its order."""
    return tuple(_row(goal, plan, language) for goal in plan.goals)


def _row(goal: Goal, plan: ActionPlan, language: Language) -> GoalRow:
    name = f"{goal.number}. {goal.title.text}{marks_behind(goal.title, language, example=plan.example)}"
    label = goal_label(goal, language)
    measured = goal.measured
    if measured is None:  # its owner tells the state: nothing was found that a mark could stand for
        return GoalRow(name, word(f"domain_{goal.domain}", language), label.words, "–", "–", str(goal.deadline), "–")
    progress = measured.progress
    baseline = value_of(progress.baseline, measured, language)
    latest = value_of(progress.latest, measured, language)
    if progress.latest_low is not None and progress.latest_high is not None:
        latest = f"{latest} ({interval(progress.latest_low, progress.latest_high, measured.indicator, language)})"
    target = "–" if measured.target is None else amount(measured.target, measured.indicator, language)
    return GoalRow(
        name,
        measured_name(measured),
        f"{label.mark} {label.words}",
        f"{baseline} {since(measured)}" if progress.baseline is not None else "–",
        f"{latest} {latest_when(measured)}" if progress.latest is not None else "–",
        f"{target} {goal.deadline}",
        showing_title(measured, language).rpartition("? ")[2],
    )
