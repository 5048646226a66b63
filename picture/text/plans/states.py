"""The state of a goal: its mark, its words and why; a closed list. Uncertain is never good or bad."""

from __future__ import annotations

from collections.abc import Mapping

from contract.actions.codes import ProgressState
from contract.codes import Language
from picture.query.plans.model import Goal, Measured
from picture.query.rounding import rounded
from picture.text.labels import DASH, Tone, VerdictLabel
from picture.text.plans.amounts import is_exact, latest_when, since, value_of
from picture.text.words import word

MARKS: Mapping[ProgressState, tuple[str, Tone]] = {
    ProgressState.REACHED: ("✓", "better"),
    ProgressState.RIGHT_WAY: ("▲", "better"),
    ProgressState.NO_CHANGE: (DASH, "neither"),
    ProgressState.WRONG_WAY: ("▼", "worse"),
    ProgressState.UNCERTAIN: ("?", "unsure"),
    ProgressState.NOT_COMPARABLE: ("≠", "unsure"),
    ProgressState.NOT_MEASURED: ("…", "unsure"),
}
TOLD_BY_OWNER: tuple[str, Tone] = ("·", "neither")  # by its owner: nothing is computed


def state_label(state: ProgressState | None, language: Language) -> VerdictLabel:
    """Return the mark and the words of a state; None: its owner tells it."""
    mark, tone = MARKS[state] if state else TOLD_BY_OWNER
    words = word(f"plans_state_{state or 'told'}", language)
    return VerdictLabel(mark, words, words, tone)


def goal_label(goal: Goal, language: Language) -> VerdictLabel:
    """Return the state of a goal; one that nothing measures is as far as its owner tells."""
    if goal.measured:
        return state_label(goal.state, language)
    mark, tone = TOLD_BY_OWNER
    words = word(f"plans_told_{goal.status}", language)
    return VerdictLabel(mark, words, words, tone)


def state_why(goal: Goal, language: Language) -> str:
    """Write in a few words why a goal is where it is."""
    if goal.measured is None:
        return word("plans_told_why", language)
    measured = goal.measured
    progress = measured.progress
    when = {"since": since(measured), "when": latest_when(measured)}
    if progress.reason:
        return word(f"plans_why_{progress.reason}", language, **_only(when, f"plans_why_{progress.reason}", language))
    numbers = {
        "baseline": value_of(progress.baseline, measured, language),
        "latest": value_of(progress.latest, measured, language),
    }
    key = _why(measured, numbers)
    return word(key, language, **_only(when | numbers, key, language))


def _why(measured: Measured, numbers: Mapping[str, str]) -> str:
    state = measured.progress.state
    if state is ProgressState.NO_CHANGE:
        same = numbers["baseline"] == numbers["latest"]
        at_target = "plans_why_at_target" if is_at_target(measured) else "plans_why_no_change"
        return "plans_why_no_change_same" if same else at_target
    if is_exact(measured.indicator) and state in {ProgressState.REACHED, ProgressState.WRONG_WAY}:
        return f"plans_why_register_{state}"
    if state is ProgressState.RIGHT_WAY and measured.target is None:
        return "plans_why_right_way_open"
    return f"plans_why_{'register_' if is_exact(measured.indicator) else ''}{state}"


def is_at_target(measured: Measured) -> bool:
    """Return whether the latest figure, as it is shown, is at the target or beyond."""
    latest = measured.progress.latest
    if latest is None or measured.target is None:
        return False
    decimals = measured.indicator.decimals
    beyond = rounded(latest, decimals) - rounded(measured.target, decimals)
    return beyond >= 0 if measured.higher else beyond <= 0


def _only(values: Mapping[str, str], key: str, language: Language) -> dict[str, str]:
    """Keep the values for which the words have a place."""
    words = word(key, language)
    return {name: value for name, value in values.items() if f"{{{name}}}" in words}
