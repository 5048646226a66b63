"""The goals of plans with their stored progress as a table; the names of its columns are the same in all languages."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from io import StringIO

from contract.cell_key import area_key
from contract.codes import Language
from picture.export.csv import TEXT_ENCODING, cell
from picture.query.plans.model import ActionPlan, Goal, Progress

OF_GOAL_TABLE = (
    *("plan", "area", "example", "goal", "title", "title_language", "domain", "status", "indicator", "source", "group"),
    *("baseline_period", "wanted", "target", "deadline"),
)
PROGRESS_COLUMNS = tuple(field.name for field in fields(Progress))


def goals_csv(plan: ActionPlan, language: Language) -> bytes:
    """Write the goals of a plan for spreadsheets, a row each; columns of progress are empty where nothing measures."""
    return goals_text([plan], language).encode(TEXT_ENCODING)


def goals_text(plans: Iterable[ActionPlan], language: Language) -> str:
    """Write the goals of plans in the separators of a language; for programs, of English."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter="," if language == Language.EN else ";", lineterminator="\r\n")
    writer.writerow((*OF_GOAL_TABLE, *PROGRESS_COLUMNS))
    for plan in plans:
        for row in (_values(plan, goal) for goal in plan.goals):
            writer.writerow([cell(value, language) for value in row])
    return text.getvalue()


def _values(plan: ActionPlan, goal: Goal) -> list[str | float | int | None]:
    title = goal.title
    told = [plan.id, area_key(plan.area.level, plan.area.code), str(plan.example).lower(), goal.id, title.text]
    told += [str(title.language), goal.domain.value, goal.status.value]
    measured = goal.measured
    if measured is None:
        return [*told, *[None] * 6, goal.deadline, *[None] * len(PROGRESS_COLUMNS)]
    group = f"{measured.group.dim}.{measured.group.code}" if measured.group else None
    source = measured.source.id if measured.source else None
    asked = [measured.indicator.id, source, group, measured.baseline_period]
    wanted = "higher" if measured.higher else "lower"
    return [*told, *asked, wanted, measured.target, goal.deadline, *astuple(measured.progress)]
