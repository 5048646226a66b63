"""A plan as a slide: a native table of its goals, with the words of the page."""

from __future__ import annotations

from contract.codes import Language
from picture.export.pptx.kinds.talk import TalkSlide
from picture.query.plans.model import ActionPlan
from picture.text.plans.finding import plan_heading
from picture.text.plans.rows import goal_row_heads, goal_rows

PLAN_KIND = "plan"
GOALS_OF_SLIDE = 5
OF_GOALS = (3.2, 2.3, 2.0, 1.3, 1.9, 1.2, 1.0)  # widths of the columns beside each other


def plan_slides(plan: ActionPlan | None, language: Language) -> tuple[TalkSlide, ...]:
    """Return the slides of a plan, a few goals on each; none without a plan or goals."""
    if plan is None:
        return ()
    rows = [row.cells for row in goal_rows(plan, language)]
    parts = [tuple(rows[start : start + GOALS_OF_SLIDE]) for start in range(0, len(rows), GOALS_OF_SLIDE)]
    heads = goal_row_heads(language)
    title = plan_heading(plan, language)
    return tuple(TalkSlide(PLAN_KIND, title, (heads, *part), OF_GOALS, header=True) for part in parts)
