"""Goals and what was found of them -> table `goal_progress`: a closed list of states, of published figures alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import Any

import polars as pl

from contract.actions.codes import CanShow, ProgressReason, ProgressState
from contract.codes import Direction, Verdict
from etl.compare.rules import ComparisonRules
from etl.config.catalogue.catalogue import Catalogue, Indicator
from etl.progress.changes import Change, Surveys, changes, of_events
from etl.progress.goals import Figures, Goal
from etl.progress.pairs import Figure, Pair, pairs

STATES_OF_REASONS: Mapping[ProgressReason, ProgressState] = {
    ProgressReason.NO_NEWER_PERIOD: ProgressState.NOT_MEASURED,
    ProgressReason.NO_BASELINE: ProgressState.UNCERTAIN,
    ProgressReason.HIDDEN: ProgressState.UNCERTAIN,
    ProgressReason.NO_INTERVAL: ProgressState.UNCERTAIN,
    ProgressReason.BREAK: ProgressState.NOT_COMPARABLE,
    ProgressReason.OTHER_DIVISION: ProgressState.NOT_COMPARABLE,
    ProgressReason.SELF_SELECTED: ProgressState.NOT_COMPARABLE,
}
STEP_OF_N = 100  # respondents: nobody plans a wave by fewer
FRAME = {
    **dict.fromkeys(("plan", "goal", "state", "reason"), pl.String),
    "geo_year": pl.Int32,
    **dict.fromkeys(("baseline", "baseline_low", "baseline_high"), pl.Float64),
    "baseline_n": pl.Int64,
    "latest_period": pl.String,
    **dict.fromkeys(("latest", "latest_low", "latest_high"), pl.Float64),
    "latest_n": pl.Int64,
    **dict.fromkeys(("difference", "ci_low", "ci_high", "p_adjusted", "step", "detectable"), pl.Float64),
    "can_show": pl.String,
    "needed_n": pl.Int64,
}


def goal_progress(
    goals: Iterable[Goal],
    figures: Figures,
    surveys: Surveys,
    catalogue: Catalogue,
    rules: ComparisonRules,
) -> pl.DataFrame:
    """Compute how far every goal with an indicator is: table `goal_progress`."""
    known = {one.id: one for one in catalogue.indicators}
    found = pairs((one for one in goals if one.indicator in known), figures, rules.breaks)
    tested = changes(found, surveys, figures, catalogue, rules)
    rows = [_row(pair, tested.get((pair.goal.plan, pair.goal.goal)), known[pair.goal.indicator]) for pair in found]
    return pl.DataFrame(rows, schema=FRAME)


def _row(pair: Pair, change: Change | None, indicator: Indicator) -> dict[str, Any]:
    """Judge one goal. What is hidden is no part of `pair`, and so of nothing here."""
    goal = pair.goal
    difference = _difference(pair, change, indicator)
    reason = pair.reason or (ProgressReason.NO_INTERVAL if difference is None else None)
    tested = change if reason is None else None
    step = _step(pair, indicator)
    detectable = change.detectable if change else None
    can_show = _can_show(step, detectable, goal.wanted, exact=_exact(indicator))
    return {
        "plan": goal.plan,
        "goal": goal.goal,
        "state": STATES_OF_REASONS[reason] if reason else _state(pair, tested, difference, indicator),
        "reason": reason,
        "geo_year": pair.baseline.geo_year if pair.baseline else None,
        **_numbers("baseline", pair.baseline),
        "latest_period": pair.latest.period if pair.latest else None,
        **_numbers("latest", pair.latest),
        "difference": difference,
        "ci_low": tested.ci_low if tested else None,
        "ci_high": tested.ci_high if tested else None,
        "p_adjusted": tested.p_adjusted if tested else None,
        "step": step,
        "detectable": detectable,
        "can_show": can_show,
        "needed_n": _needed_n(pair, step, detectable) if can_show is CanShow.NO else None,
    }


def _step(pair: Pair, indicator: Indicator) -> float | None:
    """Return what lies between the baseline and the target, as readers see both."""
    if pair.goal.target is None or pair.baseline is None:
        return None
    return float(_shown(pair.goal.target, indicator) - _value(pair.baseline, indicator))


def _difference(pair: Pair, change: Change | None, indicator: Indicator) -> float | None:
    """Return the tested difference; of a register the difference of the figures that readers see."""
    if pair.reason is not None or pair.baseline is None or pair.latest is None:
        return None
    if _exact(indicator):
        return float(_value(pair.latest, indicator) - _value(pair.baseline, indicator))
    return change.difference if change else None


def _state(pair: Pair, change: Change | None, difference: float | None, indicator: Indicator) -> ProgressState:
    """Say which way a goal went: of a sample only what its test found."""
    found = change is not None and change.verdict in {Verdict.HIGHER, Verdict.LOWER}
    if not difference or not (found or _exact(indicator)):
        return ProgressState.NO_CHANGE
    if (difference > 0) != (pair.goal.wanted == Direction.HIGHER):
        return ProgressState.WRONG_WAY
    return ProgressState.REACHED if _at_target(pair, indicator) else ProgressState.RIGHT_WAY


def _at_target(pair: Pair, indicator: Indicator) -> bool:
    """Return whether the latest figure, as readers see it, is at the target or beyond."""
    if pair.goal.target is None or pair.latest is None:
        return False
    beyond = _value(pair.latest, indicator) - _shown(pair.goal.target, indicator)
    return beyond >= 0 if pair.goal.wanted == Direction.HIGHER else beyond <= 0


def _exact(indicator: Indicator) -> bool:
    """Return whether every difference is one: a register without sampling error or chance."""
    return not indicator.kind.sampled and not of_events(indicator.kind, indicator.unit)


def _can_show(step: float | None, detectable: float | None, wanted: str, *, exact: bool) -> CanShow:
    if step is None or step == 0 or (step > 0) != (wanted == Direction.HIGHER):
        return CanShow.UNKNOWN
    if exact:
        return CanShow.YES
    if detectable is None:
        return CanShow.UNKNOWN
    return CanShow.YES if abs(step) >= detectable else CanShow.NO


def _needed_n(pair: Pair, step: float | None, detectable: float | None) -> int | None:
    """Return with how many respondents a wave the step could be shown: an error falls with the root of their number.

    Of figures that are published alone, rounded as they are: from the variance itself more would follow.
    """
    n = (pair.latest and pair.latest.n) or (pair.baseline and pair.baseline.n)
    if not n or not step or detectable is None:
        return None
    needed = n * (detectable / step) ** 2
    return ceil(needed / STEP_OF_N) * STEP_OF_N


def _numbers(name: str, figure: Figure | None) -> dict[str, float | int | None]:
    if figure is None:
        return {}
    ends = {f"{name}_low": figure.ci_low, f"{name}_high": figure.ci_high}
    return {name: figure.value, **ends, f"{name}_n": figure.n}


def _value(figure: Figure, indicator: Indicator) -> Decimal:
    return _shown(figure.value or 0.0, indicator)


def _shown(value: float, indicator: Indicator) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)
