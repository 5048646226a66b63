"""Goals in any state, made by hand."""

from dataclasses import replace

from contract.actions.codes import ActionStatus, CanShow, ProgressReason, ProgressState
from contract.codes import Domain
from picture.query.choices import read_choices
from picture.query.model import Area
from picture.query.plans.model import ActionPlan, Goal, Measured, Progress
from picture.query.register.told import Told
from tests.picture.small import small_database

REASONS = {
    ProgressState.UNCERTAIN: ProgressReason.HIDDEN,
    ProgressState.NOT_COMPARABLE: ProgressReason.BREAK,
    ProgressState.NOT_MEASURED: ProgressReason.NO_NEWER_PERIOD,
}


def indicator(name="trust", language="sv", **changes):
    return replace(read_choices(small_database(), language).indicator(name), **changes)


def progress(state=ProgressState.RIGHT_WAY, **changes):
    reason = REASONS.get(state)
    whole = Progress(
        state, reason, 2026, 24.0, 22.0, 26.0, 1310, "2026", 32.0, 30.0, 34.0, 1240,
        *((None,) * 4 if reason else (8.0, 5.0, 11.0, 0.01)), 11.0, 7.0, CanShow.YES, None,
    )  # fmt: skip
    return replace(whole, **changes)


def goal(state=ProgressState.RIGHT_WAY, *, number=1, told=False, language="sv", target=35.0, higher=True, **changes):
    measured = Measured(indicator(language=language), None, None, "2025", higher, target, progress(state, **changes))
    title = Told(f"Goal {number}", language)
    shown = None if told else measured
    return Goal(
        f"g{number}", number, Domain.ATTITUDES, None, title, shown, 2028, None, (), (), (), ActionStatus.UNDER_WAY
    )


def plan(*goals, level="maakunta", code="01", name="Nyland"):
    return ActionPlan("MK01-2026", Area(level, code, name), 2026, 2028, False, None, None, None, goals)
