"""The words of the slide that draws a plan."""

from __future__ import annotations

from contract.codes import Language
from picture.query.plans.model import Goal, Measured
from picture.text.plans.amounts import latest_when, since, value_of
from picture.text.words import amount, interval, word


def sign_meanings(language: Language) -> dict[str, str]:
    """Return what each way of drawing a dot means."""
    baseline = {"open": word("plans_row_baseline", language)}
    return baseline | {sign: word(f"plans_slide_sign_{sign}", language) for sign in ("certain", "grey")}


def baseline_name(measured: Measured, language: Language) -> str:
    """Name the row of the baseline."""
    return f"{word('plans_row_baseline', language)} {since(measured)}"


def latest_name(measured: Measured, language: Language) -> str:
    """Name the row of the latest figure."""
    return word("plans_slide_latest", language, when=latest_when(measured))


def latest_told(measured: Measured, language: Language) -> str:
    """Write the latest figure with its interval."""
    progress = measured.progress
    value = value_of(progress.latest, measured, language)
    if progress.latest_low is None or progress.latest_high is None:
        return value
    return f"{value} ({interval(progress.latest_low, progress.latest_high, measured.indicator, language)})"


def target_name(goal: Goal, target: float, measured: Measured, language: Language) -> str:
    """Name the line at the target."""
    told = amount(target, measured.indicator, language)
    return word("plans_target", language, target=told, deadline=goal.deadline)
