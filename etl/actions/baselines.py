"""Goals beside published figures: a baseline that does not exist, or that nothing newer can be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from contract.codes import EVERYBODY, SERIES_KEY, Direction
from contract.errors import UserError
from contract.period import Period
from etl.actions.cells.values import area_of
from etl.actions.contributions import Contributions
from etl.actions.entries import PlannedGoal
from etl.config.catalogue.catalogue import Catalogue

Cell = tuple[str, str, str, str, str]  # indicator, level, code, dimension and group


@dataclass(frozen=True, slots=True)
class Published:
    """A figure of a series: on which division, and its value unless it is hidden."""

    period: str
    geo_year: int | None
    value: float | None


def baseline_errors(read: Contributions, estimates: pl.DataFrame, catalogue: Catalogue) -> Iterator[UserError]:
    """Yield what is wrong with baselines. Goals of local collections are left to etl/progress."""
    areas = {plan.contribution: plan.area for plan in read.plans}
    asked = [
        (goal, _cell(goal, goal.indicator, areas[goal.contribution]))
        for goal in read.goals
        if goal.indicator and goal.source is None and goal.contribution in areas
    ]
    known = _series(estimates, {cell for _, cell in asked})
    for goal, cell in asked:
        yield from _of_goal(goal, known.get(cell, ()), catalogue)


def _cell(goal: PlannedGoal, indicator: str, area: str) -> Cell:
    dim, _, group = (goal.group or f"{EVERYBODY}:{EVERYBODY}").partition(":")
    return (indicator, *area_of(area), dim, group)


def _series(estimates: pl.DataFrame, cells: Iterable[Cell]) -> Mapping[Cell, tuple[Published, ...]]:
    wanted = pl.DataFrame(sorted(cells), schema=dict.fromkeys(SERIES_KEY, pl.String), orient="row")
    found: dict[Cell, tuple[Published, ...]] = {}
    for row in estimates.join(wanted, on=SERIES_KEY).select(*SERIES_KEY, "period", "geo_year", "value").iter_rows():
        found[row[:5]] = (*found.get(row[:5], ()), Published(*row[5:]))
    return found


def _of_goal(goal: PlannedGoal, series: tuple[Published, ...], catalogue: Catalogue) -> Iterator[UserError]:
    baseline = [one for one in series if one.period == goal.baseline_period]
    if not series:
        yield goal.line.placed(UserError("action_no_figures"), "indicator")
    elif not baseline:
        periods = sorted({one.period for one in series}, key=Period.parse)
        yield goal.line.placed(UserError("action_baseline_no_figure", periods=periods), "baseline_period")
    elif not {one.geo_year for one in baseline} & {one.geo_year for one in _newest(series)}:
        yield goal.line.placed(
            UserError(
                "action_baseline_other_division",
                ours=min(one.geo_year or 0 for one in baseline),
                newest=max(one.geo_year or 0 for one in series),
            ),
            "baseline_period",
        )
    else:
        yield from _of_target(goal, baseline, catalogue)


def _newest(series: tuple[Published, ...]) -> list[Published]:
    last = max(Period.parse(one.period) for one in series)
    return [one for one in series if Period.parse(one.period) == last]


def _of_target(goal: PlannedGoal, baseline: list[Published], catalogue: Catalogue) -> Iterator[UserError]:
    """Yield the error of a target on the wrong side of its baseline, where that is known."""
    values = [one.value for one in baseline if one.value is not None]
    if goal.target is None or not values or goal.indicator is None:
        return
    wanted = goal.wanted or catalogue.indicator(goal.indicator).direction
    beyond = goal.target > values[0] if wanted == Direction.HIGHER else goal.target < values[0]
    if not beyond:
        yield goal.line.placed(UserError("action_target_wrong_side", baseline=values[0]), "target")
