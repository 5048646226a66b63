"""What stands in the tables of a report: numbers with their marks, verdicts, years, names that lead to the page."""

from __future__ import annotations

import re

from contract.codes import Against, Kind, Language
from picture.export.report.document.content import TableCell, TextRun
from picture.html.links import overview_address
from picture.query.age import is_old
from picture.query.indicator_rows import IndicatorRow, indicator_row
from picture.query.model import Dataset, Indicator, Observation
from picture.text.findings.front import compared_with
from picture.text.labels import VerdictLabel, mark, verdict_label, verdict_label_of
from picture.text.outcomes import hidden_because, outcome_in
from picture.text.words import amount, interval, moments, number, period, word

LONG_UNIT = re.compile(r"\u00a0(?=[^\W\d]{7})")
NO_CELL = TableCell((TextRun("–", quiet=True),))


def text_cell(text: str, *, bold: bool = False, quiet: bool = False) -> TableCell:
    """Return a cell of plain text; a long unit may stand below its number."""
    return TableCell((TextRun(_loose(text), bold=bold, quiet=quiet),))


def _loose(text: str) -> str:
    return LONG_UNIT.sub(" ", text)


def absolute(base: str, address: str) -> str:
    """Return the whole address of a page from the one that pages have for each other."""
    return f"{base}/{address.removeprefix('.')}"


def name_cell(indicator: Indicator, dataset: Dataset, base: str) -> TableCell:
    """Name an indicator, as the way to how it has moved."""
    link = absolute(base, overview_address("trends", dataset.view, indicator=indicator.id))
    scale = (TextRun(" 0–10", quiet=True),) if indicator.kind == Kind.SURVEY_MEAN else ()
    return TableCell((TextRun(indicator.name, link=link), *scale))


def value_cell_of(row: Observation | None, indicator: Indicator, language: Language, *, bold: bool = True) -> TableCell:
    """Write a number with its marks; of one that is not shown the marks alone."""
    if row is None:
        return NO_CELL
    marks = mark(row)
    if row.value is None:
        return text_cell(marks or "–", quiet=True)
    runs = (TextRun(_loose(amount(row.value, indicator, language)), bold=bold), TextRun(f" {marks}", quiet=True))
    return TableCell(runs if marks else runs[:1])


def interval_cell(row: Observation, indicator: Indicator, language: Language) -> TableCell:
    """Write the interval of a shown number; a stroke where it has none."""
    if row.ci_low is None or row.ci_high is None:
        return NO_CELL
    return text_cell(interval(row.ci_low, row.ci_high, indicator, language), quiet=True)


def n_cell(row: Observation, indicator: Indicator, language: Language) -> TableCell:
    """Write how many answers a number stands on, rounded to ten in our own surveys."""
    if row.n is None or row.value is None:
        return NO_CELL
    about = "≈\u00a0" if indicator.kind.from_respondents else ""
    return text_cell(f"{about}{number(row.n, 0, language)}", quiet=True)


def year_cell(row: Observation, dataset: Dataset) -> TableCell:
    """Write the period of a number, bold where it is old."""
    old = is_old(row.period, dataset.stamp.edition, dataset.stamp.max_age_years)
    return text_cell(period(row.period), bold=old, quiet=not old)


def verdict_cell(label: VerdictLabel) -> TableCell:
    """Write a verdict: what differs in words, else its mark, which the key explains."""
    if label.tone in {"better", "worse", "apart"} or label.mark in {"▲", "▼"}:
        return TableCell((TextRun(f"{label.mark}\u00a0{label.short}", tone=label.tone),))
    return text_cell(label.mark or label.short, quiet=True)


def against_country_cell(item: IndicatorRow, dataset: Dataset) -> TableCell:
    """Write what the test against the country has found; of a number that is not shown why it is not."""
    language = dataset.view.language
    if item.row.value is None:
        return text_cell(hidden_because(item.row, language), quiet=True)
    if not item.indicator.sampled:
        return text_cell(verdict_label_of(item, dataset).words, quiet=True)
    return verdict_cell(verdict_label(item.row, Against.COUNTRY, item.indicator, item.breaks, language))


def change_over_time_cell(item: IndicatorRow, dataset: Dataset) -> TableCell:
    """Write the significant change since the wave before, else since the first; of a register the plain change."""
    language = dataset.view.language
    if item.row.value is None:
        return NO_CELL
    if not item.indicator.sampled:
        over_time = indicator_row(item.row, item.indicator, dataset, Against.PREVIOUS)
        return text_cell(verdict_label_of(over_time, dataset).words, quiet=True) if over_time.reference else NO_CELL
    for against in (Against.PREVIOUS, Against.TREND):
        before = compared_with(item.row, dataset, against)
        if before is None or not outcome_in(item.row, against, dataset).differs:
            continue
        label = verdict_label(item.row, against, item.indicator, item.breaks, language)
        then, now = (number(r.value or 0.0, item.indicator.decimals, language) for r in (before, item.row))
        since = word("spine_since", language, earlier=then, now=now, **moments(before.period, language))
        return TableCell((TextRun(f"{label.mark}\u00a0{since}, {label.short}", tone=label.tone),))
    return verdict_cell(verdict_label(item.row, Against.PREVIOUS, item.indicator, item.breaks, language))
