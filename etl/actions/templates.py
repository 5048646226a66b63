"""The library of ready goals (etl/config/goal_templates.toml)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import etl.config
from contract.codes import Direction, Domain
from contract.errors import UserError
from etl.config.toml import FromToml, Text, read_toml

FILE = Path(etl.config.__file__).with_name("goal_templates.toml")


class GoalTemplate(FromToml, frozen=True):
    """A ready goal: of how work is done, or measured by an indicator."""

    id: str
    domain: Domain
    title: Text
    about: Text
    indicator: str | None = None
    wanted: Direction | None = None


class _Library(FromToml, frozen=True):
    goals: tuple[GoalTemplate, ...]


def read_goal_templates(indicators: Collection[str], file: Path = FILE) -> tuple[GoalTemplate, ...]:
    """Read the library; raise UserError where a goal names an indicator that the catalogue does not have."""
    goals = read_toml(file, _Library).goals
    for goal in goals:
        if goal.indicator is not None and goal.indicator not in indicators:
            raise UserError("indicator_unknown", path=file, key=goal.id, found=goal.indicator)
    return goals
