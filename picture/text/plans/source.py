"""The source line of a plan: surveys, how many answered, and how changes were tested."""

from __future__ import annotations

from picture.query.choices import Choices
from picture.query.plans.model import ActionPlan
from picture.text.plans.amounts import measured_name
from picture.text.source_lines import source_name
from picture.text.words import number, word


def plan_source(plan: ActionPlan, choices: Choices) -> str:
    """Write where the figures of a plan come from and how its changes were tested."""
    language = choices.language
    measured = [goal.measured for goal in plan.goals if goal.measured]
    if not measured:
        return word("plans_told_why", language)
    sources = dict.fromkeys(source_name(one.source or one.indicator.source) for one in measured)
    counted = [(measured_name(one), one.progress.latest_n or one.progress.baseline_n) for one in measured]
    known = dict.fromkeys((name, n) for name, n in counted if n)
    told = [word("plans_source_n", language, name=name, n=number(n or 0, 0, language)) for name, n in known]
    tested = word("plans_source", language)
    return ". ".join(
        [word("plans_source_of", language, sources="; ".join(sources)), *(["; ".join(told)] if told else []), tested]
    )
