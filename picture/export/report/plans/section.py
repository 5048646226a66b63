"""A plan in a report and in a meeting brief: what it says, and its goals as a table."""

from __future__ import annotations

from contract.codes import Language
from picture.export.report.cells import text_cell
from picture.export.report.document.content import (
    DocumentBlock,
    HeadingBlock,
    ListBlock,
    TableBlock,
    TableColumn,
    TextBlock,
    text_runs,
)
from picture.query.plans.model import ActionPlan
from picture.text.plans.finding import plan_heading, plan_lead
from picture.text.plans.rows import goal_row_heads, goal_rows
from picture.text.words import word

WIDTHS_OF_GOALS = (44, 34, 32, 20, 30, 20, 16)
GOALS_IN_BRIEF = 4


def plan_section(plan: ActionPlan | None, language: Language) -> list[DocumentBlock]:
    """Return the section of a report on a plan; nothing without one."""
    if plan is None or not plan.goals:
        return []
    title = plan_heading(plan, language)
    heads = zip(goal_row_heads(language), WIDTHS_OF_GOALS, strict=True)
    columns = tuple(TableColumn(head, width) for head, width in heads)
    rows = tuple(tuple(text_cell(text) for text in row.cells) for row in goal_rows(plan, language))
    lead = plan_lead(plan, language)
    told = [TextBlock(text_runs(lead))] if lead else []
    tested = [TextBlock(text_runs(word("plans_source", language)), "quiet")] if plan.measured else []
    return [HeadingBlock(title, 2), *told, TableBlock(title, columns, rows), *tested]


def plan_in_brief(plan: ActionPlan | None, language: Language) -> list[DocumentBlock]:
    """Return goals with their states, for one page: those that are computed, which the title counts, go first."""
    if plan is None or not plan.goals:
        return []
    chosen = sorted(plan.goals, key=lambda goal: goal.measured is None)[:GOALS_IN_BRIEF]
    rows = [row for row, goal in zip(goal_rows(plan, language), plan.goals, strict=True) if goal in chosen]
    return [
        HeadingBlock(plan_heading(plan, language), 2),
        ListBlock(tuple(text_runs(f"{row.goal}: {row.state}") for row in rows)),
    ]
