"""Plans with their goals and computed progress as objects, for programs: codes the same in every language."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from contract.cell_key import area_key
from contract.codes import Direction
from picture.query.plans.model import ActionPlan, Goal, Measured
from picture.query.register.told import Told

PlanObject = dict[str, Any]


def plan_object(plan: ActionPlan) -> PlanObject:
    """Describe a plan as it is stored; a text says in which language it is."""
    return {
        "plan": plan.id,
        "area": area_key(plan.area.level, plan.area.code),
        "area_name": plan.area.name,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "example": plan.example,
        **_text("title", plan.title),
        "adopted": plan.adopted,
        "url": plan.url,
        "goals": [_goal(goal) for goal in plan.goals],
    }


def _goal(goal: Goal) -> PlanObject:
    return {
        "goal": goal.id,
        "position": goal.number,
        "domain": goal.domain,
        "template": goal.template,
        **_text("title", goal.title),
        **_measured(goal.measured),
        "deadline": goal.deadline,
        **_text("responsible", goal.responsible),
        "target_groups": goal.target_groups,
        "measures": [entry.id for entry in goal.measures],
        "funding": goal.funding,
        "status": goal.status,
        "progress": asdict(goal.measured.progress) if goal.measured else None,
    }


def _measured(measured: Measured | None) -> PlanObject:
    """Describe by what a goal is measured; nothing where its owner tells its status."""
    if measured is None:
        return dict.fromkeys(("indicator", "source", "group", "baseline_period", "wanted", "target"))
    group = measured.group
    return {
        "indicator": measured.indicator.id,
        "source": measured.source.id if measured.source else None,
        "group": f"{group.dim}.{group.code}" if group else "all.all",
        "baseline_period": measured.baseline_period,
        "wanted": Direction.HIGHER if measured.higher else Direction.LOWER,
        "target": measured.target,
    }


def _text(name: str, told: Told | None) -> PlanObject:
    return {name: told.text if told else None, f"{name}_language": told.language if told else None}
