"""A goal that is only thought of: whether this indicator can show this target here, from stored figures alone."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from contract.actions.codes import CanShow, ProgressReason, ProgressState
from contract.actions.scale import MOST_COUNT
from contract.codes import Against, Direction
from contract.period import Period
from picture.query.choices import Choices
from picture.query.model import Indicator, Observation, View
from picture.query.numbers import ask_trend
from picture.query.plans.model import Measured, Progress
from picture.query.rounding import rounded

STEP_OF_RESPONDENTS = 100


@dataclass(frozen=True, slots=True)
class Trial:
    """The newest figure of a cell as a baseline, and what a target of it would be."""

    indicator: Indicator
    row: Observation | None  # None: there is no figure of this cell
    measured: Measured | None  # None: no figure is shown
    outside: float | None = None  # a target that the indicator cannot have: nothing is said of it


def ask_trial(con: duckdb.DuckDBPyConnection, view: View, choices: Choices, target: float | None) -> Trial:
    """Return what the newest figure of the chosen cell, and the smallest change found there, say of a target."""
    indicator = choices.indicator(view.indicator)
    dataset = ask_trend(con, view, choices)
    rows = [row for row in dataset.rows if view.chose_line(row)]
    row = max(rows, key=lambda one: Period.parse(one.period), default=None)
    outside = target if target is not None and not indicator.scale.holds(target) else None
    if row is None or row.value is None:
        return Trial(indicator, row, None, outside)
    target = None if outside is not None else target
    higher = target >= row.value if target is not None and _neither(indicator) else _higher(indicator)
    progress = _progress(row, indicator, target, higher=higher)
    measured = Measured(indicator, row.group, None, row.period, higher, target, progress)
    return Trial(indicator, row, measured, outside)


def read_target(text: str) -> float | None:
    """Read a target as an address holds it; anything else is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) <= MOST_COUNT else None


def _neither(indicator: Indicator) -> bool:
    return indicator.direction == Direction.NEITHER


def _higher(indicator: Indicator) -> bool:
    return indicator.direction != Direction.LOWER


def _progress(row: Observation, indicator: Indicator, target: float | None, *, higher: bool) -> Progress:
    before = row.against(Against.PREVIOUS)
    detectable = before.detectable if before else None
    decimals = indicator.decimals
    value = row.value or 0.0
    step = None if target is None else float(rounded(target, decimals) - rounded(value, decimals))
    can_show = _can_show(step, detectable, higher=higher, sampled=indicator.sampled)
    needed = row.n * (detectable / step) ** 2 if row.n and detectable and step and can_show is CanShow.NO else None
    return Progress(
        state=ProgressState.NOT_MEASURED,
        reason=ProgressReason.NO_NEWER_PERIOD,
        geo_year=row.geo_year,
        baseline=row.value,
        baseline_low=row.ci_low,
        baseline_high=row.ci_high,
        baseline_n=row.n,
        **dict.fromkeys(("latest_period", "latest", "latest_low", "latest_high", "latest_n"), None),
        **dict.fromkeys(("difference", "ci_low", "ci_high", "p_adjusted"), None),
        step=step,
        detectable=detectable,
        can_show=can_show,
        needed_n=None if needed is None else int(-(-needed // STEP_OF_RESPONDENTS) * STEP_OF_RESPONDENTS),
    )


def _can_show(step: float | None, detectable: float | None, *, higher: bool, sampled: bool) -> CanShow:
    """Answer as etl/progress does: of a step the wanted way, as large as the smallest change that is found."""
    if not step or (step > 0) != higher:
        return CanShow.UNKNOWN
    if not sampled:
        return CanShow.YES
    if detectable is None:
        return CanShow.UNKNOWN
    return CanShow.YES if abs(step) >= detectable else CanShow.NO
