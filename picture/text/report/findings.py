"""The finding of a report in one sentence, and what belongs beside it: the rest, what changed, what is not known."""

from __future__ import annotations

from dataclasses import dataclass

from contract.codes import Against, Kind, Level
from picture.query.model import Area, Dataset
from picture.text.findings.changes import ends_of
from picture.text.findings.front import Finding, findings, front_headline, printed_alike
from picture.text.findings.profile import profile_headline, smallest_difference
from picture.text.labels import VerdictLabel, verdict_label
from picture.text.names import area_name
from picture.text.outcomes import Outcome, hidden, outcomes, reasons
from picture.text.places import in_area
from picture.text.words import amount, capital, number, numeral, word


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """A change that a test has found, in words."""

    finding: Finding
    label: VerdictLabel
    ends: str  # "24 → 32 %"


def where(dataset: Dataset) -> str:
    """Write in which area: "Uudellamaalla"."""
    view = dataset.view
    return in_area(Area(view.area_level, view.area, area_name(dataset)), view.language)


def report_headline(dataset: Dataset) -> str:
    """Write the largest difference from the country, of the country its news; else what may be said instead.

    dataset: a profile; of the country, its front page.
    """
    if dataset.view.area_level == Level.COUNTRY:
        return front_headline(dataset)
    found = findings(dataset, Against.COUNTRY)
    return capital(told_difference(found[0], dataset)) if found else profile_headline(dataset)


def told_difference(one: Finding, dataset: Dataset) -> str:
    """Write a difference from the country without numbers: "more people in Uusimaa than in the whole country …"."""
    if one.indicator.kind == Kind.SURVEY_MEAN:
        way = "higher" if one.higher else "lower"
    else:
        way = "more" if one.higher else "fewer"
    return word(f"report_that_{way}", dataset.view.language, where=where(dataset), clause=one.indicator.clause)


def told_changes_of_area(dataset: Dataset) -> list[ChangeInWords]:
    """List what has changed since the wave before and, of the rest, since the first one; the largest change first."""
    told: list[ChangeInWords] = []
    for against in (Against.PREVIOUS, Against.TREND):
        known = {one.finding.row.indicator for one in told}
        told += [_change(one, against, dataset) for one in findings(dataset, against) if one.row.indicator not in known]
    return told


def _change(one: Finding, against: Against, dataset: Dataset) -> ChangeInWords:
    language = dataset.view.language
    label = verdict_label(one.row, against, one.indicator, dataset.breaks, language)
    alike = printed_alike(one)
    now = amount(one.row.value or 0.0, one.indicator, language)
    return ChangeInWords(one, label, now if alike else ends_of(one.before, one.row, one.indicator, language))


def rest_line(dataset: Dataset) -> str:
    """Write in how many compared indicators no difference was found, beside some that differ; else nothing."""
    found = outcomes(dataset, Against.COUNTRY)
    same = found.count(Outcome.NO_DIFFERENCE)
    if not same or not any(one.differs for one in found):
        return ""
    language = dataset.view.language
    return word("report_rest_one" if same == 1 else "report_rest", language, count=numeral(same, language, "in"))


def not_known(dataset: Dataset) -> list[str]:
    """Write what a profile does not tell: figures that are not shown and why, and differences too small to be seen."""
    language = dataset.view.language
    withheld = [hidden(row) for row in dataset.rows if not row.shown]
    told = []
    if withheld:
        count = number(len(withheld), 0, language)
        told.append(word("report_withheld", language, count=count, reasons=reasons(withheld, language)))
    smallest = "" if dataset.view.area_level == Level.COUNTRY else smallest_difference(dataset)
    return [
        *told,
        *([smallest] if smallest else []),
        word("report_no_proof", language),
        word("report_no_cause", language),
    ]
