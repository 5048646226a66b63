"""How far the goals of a plan are, as a native chart: a ring for the baseline, a dot with its interval, a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any

from pptx.presentation import Presentation as Deck

from contract.codes import EVERYBODY, Language, Unit
from contract.status import ConfStatus
from picture.charts.axis import number_format, value_axis
from picture.export.pptx.chart.book import CellRow, cell_row
from picture.export.pptx.chart.dots import DotPlot, DotRow, Upright, dots_chart, interval_key
from picture.export.pptx.fit import fit_text
from picture.export.pptx.key import draw_chart
from picture.export.pptx.layout import WIDE_LAYOUT, WORDS
from picture.export.pptx.slide import FOOT_SIZE, add_plain_slide, placeholder
from picture.export.stamp import stamp
from picture.html.plans.progress_picture import progress_alt
from picture.query.choices import Choices
from picture.query.model import Area, Dataset, Group, Observation
from picture.query.plans.model import ActionPlan, Goal, Measured
from picture.text.names import shortened
from picture.text.plans.amounts import value_of
from picture.text.plans.finding import plan_heading
from picture.text.plans.slide import baseline_name, latest_name, latest_told, sign_meanings, target_name
from picture.text.plans.source import plan_source
from picture.text.plans.states import goal_label
from picture.text.words import word

PROGRESS_KIND = "progress"  # of the slide, as its tags name it
MOST_CHARTED = 4  # goals on a slide
GOAL_LETTERS_OF_SLIDE = 46  # of its name beside the chart; the notes have the whole


@dataclass(frozen=True, slots=True)
class ChartedGoal:
    """A goal whose baseline is shown."""

    goal: Goal
    measured: Measured


@dataclass(frozen=True, slots=True)
class PlanChartSlide:
    """What such a slide says and draws."""

    kind: str
    title: str
    area: Area
    goals: tuple[ChartedGoal, ...]  # of one unit
    source: str


def plan_chart_slides(plan: ActionPlan | None, choices: Choices) -> tuple[PlanChartSlide, ...]:
    """Return the slides that draw a plan: goals of one unit together; none where no baseline is shown."""
    if plan is None:
        return ()
    drawn = [
        ChartedGoal(goal, goal.measured)
        for goal in plan.goals
        if goal.measured is not None and goal.measured.progress.baseline is not None
    ]
    title = plan_heading(plan, choices.language)
    source = plan_source(plan, choices)
    return tuple(PlanChartSlide(PROGRESS_KIND, title, plan.area, part, source) for part in _parts(drawn))


def _parts(drawn: Sequence[ChartedGoal]) -> Iterator[tuple[ChartedGoal, ...]]:
    """Yield goals that stand on one axis, a few at a time."""
    for _, alike in groupby(sorted(drawn, key=_axis_of), key=_axis_of):
        held = tuple(alike)
        yield from (held[start : start + MOST_CHARTED] for start in range(0, len(held), MOST_CHARTED))


def _axis_of(one: ChartedGoal) -> tuple[bool, str]:
    """Return what stands on one axis: shares, the first, together; of the rest each indicator by itself."""
    indicator = one.measured.indicator
    shares = indicator.unit == Unit.PERCENT
    return (not shares, "" if shares else indicator.id)


def add_plan_chart(deck: Deck, dataset: Dataset, told: PlanChartSlide) -> Any:
    """Add the slide and return it. dataset: whose stamp and warnings it has."""
    language = dataset.view.language
    subtitle = f"{told.area.name} · {word('plans_slide_subtitle', language)}"
    slide = add_plain_slide(deck, WIDE_LAYOUT, dataset, told.title, subtitle)
    alt = " ".join(f"{one.goal.title.text}: {progress_alt(one.goal, one.measured, language)}" for one in told.goals)
    fit_text(placeholder(slide, WORDS), [told.source], FOOT_SIZE)
    indicators = tuple({one.measured.indicator.id: one.measured.indicator for one in told.goals}.values())
    held = replace(dataset, indicators=indicators)
    plot = _plot(told, held)
    key = [*plot.signs.items(), *interval_key(plot.rows, language)]
    draw_chart(slide, lambda size: dots_chart(plot, held, "", size), key, word("plans_slide_subtitle", language), alt)
    spoken = (told.title, alt, told.source, stamp(dataset))
    slide.notes_slide.notes_placeholder.text_frame.text = "\n\n".join(spoken)
    return slide


def _plot(told: PlanChartSlide, dataset: Dataset) -> DotPlot:
    language = dataset.view.language
    rows: list[DotRow] = []
    uprights: list[Upright] = []
    for one in told.goals:
        first = len(rows) + 1
        rows += _rows(one, told.area, dataset)
        uprights += _target(one, first, len(rows), language)
    observed = chain.from_iterable(_observed(one, told.area) for one in told.goals)
    axis = value_axis(observed, told.goals[0].measured.indicator)
    drawn = {row.sign for row in rows if row.cell is not None}
    signs = {sign: meaning for sign, meaning in sign_meanings(language).items() if sign in drawn}
    return DotPlot(rows, uprights, axis, signs)


def _rows(one: ChartedGoal, area: Area, dataset: Dataset) -> Iterator[DotRow]:
    """Yield the name of a goal with its state, its baseline, and its latest figure where there is one."""
    language = dataset.view.language
    label = goal_label(one.goal, language)
    name = shortened(f"{one.goal.number}. {one.goal.title.text}", GOAL_LETTERS_OF_SLIDE)
    yield DotRow(name, told=f"{label.mark} {label.words}", bold=True)
    progress = one.measured.progress
    baseline, *later = _observed(one, area, with_target=False)
    was = baseline_name(one.measured, language)
    yield DotRow(was, _cell(baseline, was, one, dataset), "open", value_of(progress.baseline, one.measured, language))
    for latest in later:
        now = latest_name(one.measured, language)
        sign = "certain" if progress.certain else "grey"
        yield DotRow(now, _cell(latest, now, one, dataset), sign, latest_told(one.measured, language))


def _target(one: ChartedGoal, first: int, last: int, language: Language) -> Iterator[Upright]:
    target = one.measured.target
    if target is not None:
        name = target_name(one.goal, target, one.measured, language)
        pattern = number_format(one.measured.indicator, language)
        yield Upright(name, CellRow(name, target, None, None, None, "", "", "", pattern), first, last)


def _cell(row: Observation, name: str, one: ChartedGoal, dataset: Dataset) -> CellRow:
    """Write a figure; one of a local collection is no cell of the picture."""
    cell = cell_row(row, f"{one.goal.number}. {name}", row.indicator, dataset)
    return replace(cell, key="") if one.measured.source else cell


def _observed(one: ChartedGoal, area: Area, *, with_target: bool = True) -> list[Observation]:
    """Return the figures of a goal, and its target where the axis is to hold it."""
    measured = one.measured
    p = measured.progress
    was = _observation(measured, area, measured.baseline_period, p.baseline)
    found = [replace(was, ci_low=p.baseline_low, ci_high=p.baseline_high, n=p.baseline_n)]
    if p.latest is not None and p.latest_period is not None:
        now = _observation(measured, area, p.latest_period, p.latest)
        found.append(replace(now, ci_low=p.latest_low, ci_high=p.latest_high, n=p.latest_n))
    if with_target and measured.target is not None:
        found.append(_observation(measured, area, measured.baseline_period, measured.target))
    return found


def _observation(measured: Measured, area: Area, period: str, value: float | None) -> Observation:
    group = measured.group or Group(EVERYBODY, EVERYBODY, "", "")
    indicator = measured.indicator
    free = ConfStatus.FREE
    return Observation(
        indicator.id, period, area, group, value, None, None, None, frozenset(), free, indicator.source.id
    )
