"""The goals of a plan with their stored progress as a table; the names of its columns are the same in all languages."""

from __future__ import annotations

import csv
from dataclasses import astuple, fields
from io import StringIO

from contract.codes import Language
from picture.export.csv import TEXT_ENCODING, cell
from picture.query.plans.model import ActionPlan, Goal, Progress

OF_GOAL_TABLE = (
    *("plan", "example", "goal", "title", "domain", "status", "indicator", "source", "group", "baseline_period"),
    *("wanted", "target", "deadline"),
)
PROGRESS_COLUMNS = tuple(field.name for field in fields(Progress))


def goals_csv(plan: ActionPlan, language: Language) -> bytes:
    """Write a row per goal; of one that nothing measures the columns of progress are empty."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter="," if language == Language.EN else ";", lineterminator="\r\n")
    writer.writerow((*OF_GOAL_TABLE, *PROGRESS_COLUMNS))
    for goal in plan.goals:
        writer.writerow([cell(value, language) for value in _values(plan, goal)])
    return text.getvalue().encode(TEXT_ENCODING)


def _values(plan: ActionPlan, goal: Goal) -> list[str | float | int | None]:
    told = [plan.id, str(plan.example).lower(), goal.id, goal.title.text, goal.domain.value, goal.status.value]
    measured = goal.measured
    if measured is None:
        return [*told, *[None] * 6, goal.deadline, *[None] * len(PROGRESS_COLUMNS)]
    group = f"{measured.group.dim}.{measured.group.code}" if measured.group else None
    asked = [measured.indicator.id, measured.source, group, measured.baseline_period]
    wanted = "higher" if measured.higher else "lower"
    return [*told, *asked, wanted, measured.target, goal.deadline, *astuple(measured.progress)]
