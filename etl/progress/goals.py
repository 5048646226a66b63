"""What a goal asks of the figures, and the figures that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from contract.actions.codes import Sampling
from contract.codes import SERIES_KEY

GOAL = ("plan", "goal", "source", *SERIES_KEY, "baseline_period", "wanted", "target")


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that is tied to an indicator, in the area of its plan; columns of tables `plan` and `goal`."""

    plan: str
    goal: str
    indicator: str
    source: str | None  # of a local collection
    level: str
    code: str
    group_dim: str
    group_code: str
    baseline_period: str
    wanted: str
    target: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything published that a goal may be compared with: estimates of the picture, and of local collections."""

    estimates: pl.DataFrame  # table `estimate`, after disclosure control
    local: pl.DataFrame = field(default_factory=pl.DataFrame)  # table `local_estimate`, after disclosure control
    sampling: Mapping[str, Sampling] = field(default_factory=dict)  # of each local source

    def of(self, source: str | None) -> pl.DataFrame:
        """Return the figures of a local source, or those of the picture."""
        if source is None:
            return self.estimates
        if self.local.is_empty():
            return self.estimates.clear()
        return self.local.filter(source=source).with_columns(geo_year=pl.lit(None, pl.Int32))


def goals_of(plans: pl.DataFrame, goals: pl.DataFrame) -> tuple[Goal, ...]:
    """Return the goals that are tied to an indicator (rows of tables `plan` and `goal`), in their order."""
    if goals.is_empty():
        return ()
    placed = goals.rename({"id": "goal"}).join(plans.select(plan="id", level="level", code="code"), on="plan")
    known = placed.filter(pl.col("indicator").is_not_null()).sort("plan", "position")
    return tuple(Goal(**row) for row in known.select(GOAL).iter_rows(named=True))
