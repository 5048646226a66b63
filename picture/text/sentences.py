"""Verdicts -> sentences. They speak of a change or a difference only where a stored verdict allows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from contract.codes import Against, Language, Unit, Verdict
from picture.query.model import Break, Dataset, Observation
from picture.query.series import newest_break
from picture.query.trend.lines import told_row
from picture.text.outcomes import (
    OVER_TIME,
    Outcome,
    named_reasons,
    outcome_in,
    reasons,
)
from picture.text.words import capital, moments, number, numeral, word

TWO = 2


def comparison_sentence(row: Observation, against: Against, dataset: Dataset) -> str:
    """Write what a stored comparison allows to say; an empty text where nothing was compared."""
    found = row.against(against)
    if found is None:
        return ""
    language = dataset.view.language
    told = moments(found.reference, language) if against in OVER_TIME else {"group": row.group.name}
    told["reason"] = break_reason(row, dataset.breaks)
    if found.verdict == Verdict.UNCERTAIN:
        told["reason"] = reasons([outcome_in(row, against, dataset)], language)
    return word(f"{against}_{found.verdict}", language, **told).strip()


def break_reason(row: Observation, breaks: Iterable[Break]) -> str:
    """Return why earlier periods cannot be compared."""
    newest = newest_break(row, breaks)
    return newest.reason if newest else ""


def untold(of: Literal["map", "groups"], shown: Sequence[Outcome], dataset: Dataset) -> list[str]:
    """Write why a sample's areas or groups are not compared; of a register, which has no sampling error, nothing."""
    language = dataset.view.language
    if set(shown) <= {Outcome.REGISTER}:
        return []
    if Outcome.NO_INTERVALS not in shown:
        return [word(f"{of}_untested", language)]
    some = any(r.ci_low is not None for r in dataset.rows)
    return [word(f"{of}_some_intervals" if some else f"{of}_no_intervals", language)]


def none_differs(of: Literal["map", "groups"], found: Sequence[Outcome], language: Language) -> str:
    """Write that no test found a difference; nothing where none was made."""
    same = found.count(Outcome.NO_DIFFERENCE)
    return word({1: f"{of}_none_one", TWO: f"{of}_none_two"}.get(same, f"{of}_none"), language) if same else ""


def left_out(
    of: Literal["map", "groups"], names: Sequence[str], found: Sequence[Outcome], language: Language
) -> list[str]:
    """Write how many areas or groups could not be compared, and why."""
    left = sum(not one.tested for one in found)
    if not left:
        return []
    if left == len(found):
        return [word(f"{of}_left_all", language, reasons=reasons(found, language))]
    why = named_reasons(names, found, language)
    return [_of_total(f"{of}_left", left, len(found), why, language)]


def _of_total(key: str, count: int, total: int, why: str, language: Language) -> str:
    """Write "two of the 19 areas …" with the reasons."""
    places = {"count": numeral(count, language), "total": numeral(total, language, "of"), "reasons": why}
    return capital(word(f"{key}_one" if count == 1 else key, language, **places))


def worth_telling(row: Observation) -> list[Against]:
    """Choose what to say of a change: the trend only where it says more than the change since the period before."""
    previous = row.against(Against.PREVIOUS)
    trend = row.against(Against.TREND)
    if previous and trend and trend.verdict != Verdict.NOT_COMPARABLE and trend.reference != previous.reference:
        return [Against.PREVIOUS, Against.TREND]
    return [Against.PREVIOUS if previous else Against.TREND]


def detectable_sentence(dataset: Dataset) -> str:
    """Write the smallest change that the chosen area's sample could show; an empty text where none was stored."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    told = told_row(dataset)
    found = told.against(Against.PREVIOUS) if told else None
    if found is None or found.detectable is None or indicator.unit != Unit.PERCENT:
        return ""
    value = number(found.detectable, indicator.decimals, language)
    return word("mark_detectable_one", language) if value == "1" else word("mark_detectable", language, value=value)
