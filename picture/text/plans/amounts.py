"""Values, steps and times of goals, as words."""

from __future__ import annotations

from contract.codes import Kind, Language, Unit
from picture.query.model import Indicator
from picture.query.plans.model import Measured
from picture.text.words import amount, number, period, word


def step_amount(value: float, indicator: Indicator, language: Language) -> str:
    """Write the size of a step or a change: "11 percentage points", "0.3"."""
    text = number(abs(value), indicator.decimals, language)
    if indicator.unit != Unit.PERCENT:
        return amount(abs(value), indicator, language)
    return f"{text}\u00a0{word('percentage_point' if text == '1' else 'percentage_points', language)}"


def value_of(value: float | None, measured: Measured, language: Language) -> str:
    """Write a figure of a goal; a dash where it is not shown."""
    return "–" if value is None else amount(value, measured.indicator, language)


def since(measured: Measured) -> str:
    """Write the period of the baseline."""
    return period(measured.baseline_period)


def latest_when(measured: Measured) -> str:
    """Write the period of the latest figure."""
    return period(measured.progress.latest_period or measured.baseline_period)


def is_exact(indicator: Indicator) -> bool:
    """Return whether every difference is one: a register whose figures neither sampling nor chance moves."""
    events = indicator.kind == Kind.REGISTER_COUNT and indicator.unit in {Unit.REPORTS, Unit.CONTACTS}
    return not indicator.sampled and not events


def measured_name(measured: Measured) -> str:
    """Name what a goal is measured by: indicator, group, and the place of a local collection."""
    group = measured.group
    of_group = [group.name] if group is not None and not group.is_everybody else []
    more = [*of_group, *([measured.source.title] if measured.source else [])]
    return f"{measured.indicator.name} ({', '.join(more)})" if more else measured.indicator.name
