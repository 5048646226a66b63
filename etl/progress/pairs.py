"""The two figures of a goal, baseline and latest, or why one of them may not be compared with the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from contract.actions.codes import ProgressReason, Sampling
from contract.codes import SERIES_KEY
from contract.period import Period
from etl.progress.goals import Figures, Goal

Cell = tuple[str | None, ...]  # source, and SERIES_KEY


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure; without a value it is hidden."""

    period: str
    geo_year: int | None  # None: of a local collection
    value: float | None
    ci_low: float | None
    ci_high: float | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """What a goal is judged by. Hidden figures are None here; `reason`: why nothing is compared."""

    goal: Goal
    baseline: Figure | None = None
    latest: Figure | None = None
    reason: ProgressReason | None = None


def pairs(goals: Iterable[Goal], figures: Figures, breaks: pl.DataFrame) -> tuple[Pair, ...]:
    """Find both figures of every goal; `breaks`: indicator, period."""
    goals = tuple(goals)
    rows = _by_cell(goals, figures)
    starts: dict[str, list[str]] = {}
    for indicator, period in breaks.select("indicator", "period").iter_rows():
        starts.setdefault(indicator, []).append(period)
    return tuple(
        _pair(
            goal,
            rows.get(_cell(goal), []),
            starts.get(goal.indicator, []) if goal.source is None else [],
            self_selected=figures.sampling.get(goal.source or "") is Sampling.SELF_SELECTED,
        )
        for goal in goals
    )


def _pair(goal: Goal, rows: Sequence[Figure], breaks: Sequence[str], *, self_selected: bool) -> Pair:
    before = {row.geo_year: row for row in rows if row.period == goal.baseline_period}
    if not before:
        return Pair(goal, reason=ProgressReason.NO_BASELINE)
    newest = before[max(before, key=_year)]
    if newest.value is None:
        return Pair(goal, reason=ProgressReason.HIDDEN)
    period = _latest(goal.baseline_period, (row.period for row in rows))
    if period is None:
        return Pair(goal, newest, reason=ProgressReason.NO_NEWER_PERIOD)
    after = {row.geo_year: row for row in rows if row.period == period}
    both = before.keys() & after.keys()
    if not both:
        return Pair(goal, newest, _shown(after[max(after, key=_year)]), ProgressReason.OTHER_DIVISION)
    year = max(both, key=_year)
    latest = _shown(after[year])
    between = any(_order(goal.baseline_period) < _order(at) <= _order(period) for at in breaks)
    reason = (
        ProgressReason.SELF_SELECTED
        if self_selected
        else ProgressReason.BREAK
        if between
        else ProgressReason.HIDDEN
        if latest is None
        else None
    )
    baseline = _shown(before[year])
    return Pair(goal, baseline, latest, ProgressReason.HIDDEN if baseline is None else reason)


def _latest(baseline: str, periods: Iterable[str]) -> str | None:
    """Return the period that ends last of those that begin after the baseline; of several, the shortest."""
    after = [period for period in periods if _days(period)[0] > _days(baseline)[1]]
    return max(after, key=lambda period: _days(period)[::-1], default=None)


def _days(period: str) -> list[str]:
    return Period.parse(period).interval.split("/")


def _order(period: str) -> Period:
    return Period.parse(period)


def _year(geo_year: int | None) -> int:
    return geo_year or 0


def _shown(figure: Figure) -> Figure | None:
    return None if figure.value is None else figure


def _by_cell(goals: Sequence[Goal], figures: Figures) -> Mapping[Cell, list[Figure]]:
    """Read the figures of the goals' cells."""
    found: dict[Cell, list[Figure]] = {}
    for source in dict.fromkeys(goal.source for goal in goals):
        cells = cells_of([goal for goal in goals if goal.source == source])
        rows = figures.of(source).join(cells, on=SERIES_KEY, how="semi")
        for row in rows.select(*SERIES_KEY, *Figure.__slots__).iter_rows():
            key = row[: len(SERIES_KEY)]
            found.setdefault((source, *key), []).append(Figure(*row[len(SERIES_KEY) :]))
    return found


def cells_of(goals: Iterable[Goal]) -> pl.DataFrame:
    """Return the cells of goals, each once: SERIES_KEY."""
    cells = [_cell(goal)[1:] for goal in goals]
    return pl.DataFrame(cells, schema=dict.fromkeys(SERIES_KEY, pl.String), orient="row").unique()


def _cell(goal: Goal) -> Cell:
    return (goal.source, *(getattr(goal, name) for name in SERIES_KEY))
