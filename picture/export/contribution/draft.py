"""What stands in the workbook of a contribution before anybody writes in it: the goal that was tried on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contract.actions.codes import ActionStatus
from contract.actions.columns import ContributionTable, contribution_tables
from contract.cell_key import area_key
from contract.codes import Direction, Language
from picture.query.plans.draft import PlanDraft
from picture.text.contribution.drafted import draft_title

Cells = Mapping[str, str | float]  # by the code of a column in the file
GOALS = ContributionTable.GOALS


@dataclass(frozen=True, slots=True)
class Filled:
    """The first row of each table, and what the first sheet says of it."""

    rows: Mapping[ContributionTable, Cells]
    told: str


def draft_rows(draft: PlanDraft, language: Language) -> Mapping[ContributionTable, Cells]:
    """Write a plan and its goal, as the lists of the workbook show them."""
    area = {"area": f"{area_key(draft.area.level, draft.area.code)} {draft.area.name}"} if draft.area else {}
    plan: Cells = {**area, "first_year": draft.first_year, "last_year": draft.last_year}
    return {ContributionTable.PLAN: plan, GOALS: _goal(draft, language)}


def _goal(draft: PlanDraft, language: Language) -> Cells:
    indicator = draft.trial.indicator
    written: dict[str, str | float | None] = {
        "id": indicator.id.replace("_", "-"),
        "domain": _label("domain", indicator.domain, language),
        f"title_{language}": draft_title(draft, language),
        "indicator": f"{indicator.id} {indicator.short}",
        "deadline": draft.deadline,
        f"responsible_{language}": draft.role or None,
        "status": _label("status", ActionStatus.PLANNED, language),
        "target": draft.target,
    }
    row = draft.trial.row
    written["baseline_period"] = row.period if row else None
    if row is not None and not row.group.is_everybody:
        written["group"] = f"{row.group.dim}:{row.group.code} {row.group.name}"
    measured = draft.measured
    if measured is not None:
        wanted = Direction.HIGHER if measured.higher else Direction.LOWER
        written["wanted"] = _label("wanted", wanted, language)
    return {code: value for code, value in written.items() if value is not None}


def _label(column: str, code: str, language: Language) -> str | None:
    """Return what the list of a column shows for a code; None where it does not have it."""
    choices = contribution_tables()[GOALS].column(column).choices
    return choices[code].of(language) if code in choices else None
