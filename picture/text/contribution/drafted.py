"""The goal that was tried on the page, as words of its workbook."""

from __future__ import annotations

from contract.codes import Language
from picture.query.plans.draft import PlanDraft
from picture.text.places import in_area
from picture.text.plans.amounts import measured_name, since, value_of
from picture.text.words import amount, capital, word


def draft_title(draft: PlanDraft, language: Language) -> str:
    """Write a first title of the goal: what is measured, from where to where."""
    measured = draft.measured
    if measured is None:
        return draft.trial.indicator.name
    name = measured_name(measured)
    if draft.target is None:
        return name
    baseline = value_of(measured.progress.baseline, measured, language)
    return f"{name}: {baseline} → {amount(draft.target, measured.indicator, language)}"


def draft_told(draft: PlanDraft, language: Language) -> str:
    """Write on the first sheet what is filled in already, and from where it begins."""
    measured = draft.measured
    if measured is None or draft.trial.row is None:
        return word("contribution_draft_hidden", language, name=draft.trial.indicator.name)
    return word(
        "contribution_draft",
        language,
        name=measured_name(measured),
        where=capital(in_area(draft.trial.row.area, language)),
        value=value_of(measured.progress.baseline, measured, language),
        since=since(measured),
        year=measured.progress.geo_year,
    )
