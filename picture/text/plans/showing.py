"""Can this be shown here at all: the step to the target against the smallest change that shows, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from contract.actions.codes import CanShow, ProgressState
from contract.codes import Language, Unit
from picture.query.model import Indicator
from picture.query.plans.model import Measured
from picture.query.rounding import rounded
from picture.text.plans.amounts import is_exact, step_amount
from picture.text.words import amount, number, phrase, word


def showing_title(measured: Measured, language: Language) -> str:
    """Write the question and its answer."""
    return word(f"plans_show_{measured.progress.can_show}", language)


def showing_unit(indicator: Indicator, language: Language) -> str:
    """Write in what the two bars are measured."""
    return word("plans_show_unit_points", language) if indicator.unit == Unit.PERCENT else ""


def showing_text(measured: Measured, language: Language) -> Markup:
    """Explain the answer; of a step that cannot show, write what to do."""
    return Markup(" ").join(_sentences(measured, language))


def _sentences(measured: Measured, language: Language) -> Iterator[Markup]:
    progress = measured.progress
    if progress.can_show is CanShow.YES:
        yield Markup.escape(_yes(measured, language))
    elif progress.state is ProgressState.REACHED and progress.can_show is CanShow.NO:
        yield Markup.escape(word("plans_show_no_but_reached", language))
    elif progress.can_show is CanShow.NO:
        yield Markup.escape(word("plans_show_no_text", language))
        advice = list(_advice(measured, language))
        if advice:
            yield phrase("plans_show_do", language, what=either(advice, language))
    else:
        yield Markup.escape(_unknown(measured, language))


def either(items: list[str], language: Language) -> str:
    """Join ways out of which one suffices."""
    return f" {word('plans_or', language)} ".join(items)


def _yes(measured: Measured, language: Language) -> str:
    progress = measured.progress
    if is_exact(measured.indicator) or progress.detectable is None:
        return word("plans_show_register", language)
    step = step_amount(progress.step or 0.0, measured.indicator, language)
    least = step_amount(progress.detectable, measured.indicator, language)
    n = progress.latest_n or progress.baseline_n
    if n is None:
        return word("plans_show_open_from", language, detectable=least)
    return word("plans_show_yes_text", language, step=step, n=number(n, 0, language), detectable=least)


def _unknown(measured: Measured, language: Language) -> str:
    progress = measured.progress
    if measured.target is None:
        least = progress.detectable
        more = (
            [word("plans_show_open_from", language, detectable=step_amount(least, measured.indicator, language))]
            if least
            else []
        )
        return " ".join([word("plans_show_open", language), *more])
    if progress.baseline is None:
        return word("plans_show_hidden", language)
    past = progress.step is not None and (progress.step <= 0 if measured.higher else progress.step >= 0)
    return word("plans_show_past" if past else "plans_show_untested", language)


def _advice(measured: Measured, language: Language) -> Iterator[str]:
    """Write the ways out: a target that shows, or a sample in which this one does."""
    progress = measured.progress
    target = showing_target(measured)
    if target is not None:
        key = "plans_show_raise" if measured.higher else "plans_show_lower"
        yield word(key, language, target=amount(target, measured.indicator, language))
    n = progress.latest_n or progress.baseline_n
    if progress.needed_n and n:
        needed = number(progress.needed_n, 0, language)
        yield word("plans_show_enlarge", language, n=number(n, 0, language), needed=needed)


def showing_target(measured: Measured) -> float | None:
    """Return the nearest target that shows; None where the scale ends before it."""
    progress = measured.progress
    if progress.baseline is None or progress.detectable is None:
        return None
    decimals = measured.indicator.decimals
    step = rounded(progress.detectable, decimals) * (1 if measured.higher else -1)
    target = float(rounded(progress.baseline, decimals) + step)
    return target if measured.indicator.scale.holds(target) else None
