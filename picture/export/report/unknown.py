"""The report of an area of which the survey shows nothing: what is not known, why, what is known, what to do."""

from __future__ import annotations

from contract.codes import Domain
from picture.export.report.asked import ReportAnswers
from picture.export.report.cells import interval_cell, n_cell, name_cell, text_cell, value_cell_of, year_cell
from picture.export.report.document.content import (
    BesideBlock,
    BoxBlock,
    DocumentBlock,
    HeadingBlock,
    ListBlock,
    TableBlock,
    TableColumn,
    TextBlock,
    TextRun,
    text_runs,
)
from picture.export.report.first_page import own_locator
from picture.export.report.indicators import context_table
from picture.query.indicator_rows import DOMAINS
from picture.query.model import Dataset, Observation
from picture.text.findings.nothing import survey_rows, why_nothing
from picture.text.names import area_name
from picture.text.outcomes import hidden_because
from picture.text.reading.offices import own_office
from picture.text.words import period, word


def unknown_top(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return what is not known, and why."""
    dataset = answers.profile
    language = dataset.view.language
    title = HeadingBlock(word("nothing_title", language, subject=area_name(dataset)), 1)
    lead = TextBlock(text_runs(word("nothing_lead", language)), "lead")
    why = f"{why_nothing(survey_rows(dataset), language)}."
    return [
        BesideBlock((title, lead), own_locator(answers)),
        BoxBlock(word("nothing_why", language), (TextBlock(text_runs(why)),)),
    ]


def what_to_do(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return the steps that would lead to figures, the first one first."""
    dataset = answers.profile
    view = dataset.view
    language = view.language
    steps = [text_runs(word("nothing_do_sample", language))]
    larger = [area.name for area in answers.context.belongs if area.name != area_name(dataset)]
    if larger:
        steps.append(text_runs(f"{word('nothing_do_larger', language)} {', '.join(larger)}"))
    office = own_office(view.area_level, view.area, language)
    if office is not None:
        steps.append((TextRun(f"{office.advice} "), TextRun(office.site, link=office.url)))
    return [HeadingBlock(word("nothing_do", language), 2), ListBlock(tuple(steps), numbered=True)]


def what_is_known(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return who lives there, and what registers and others tell of the area."""
    dataset = answers.profile
    language = dataset.view.language
    rows = [row for row in dataset.rows if row.shown and dataset.indicator(row.indicator).domain in DOMAINS]
    figures = [_figures(rows, word("spine_below", language), answers)] if rows else []
    nothing = TextBlock(text_runs(word("nothing_known_none", language, area=area_name(dataset))))
    known = [*context_table(answers)[1:], *figures] or [nothing]
    return [HeadingBlock(word("nothing_known", language), 2), *known]


def country_beside(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return the country's figures, marked as such; nothing where there are none."""
    dataset = answers.profile
    language = dataset.view.language
    surveyed = [row.indicator for row in survey_rows(dataset)]
    rows = sorted(
        (r for r in dataset.reference if r.shown and r.indicator in surveyed), key=lambda r: _place(r, dataset)
    )
    if not rows:
        return []
    title = word("nothing_country", language, period=period(dataset.view.period))
    not_here = word("nothing_country_not", language, area=area_name(dataset))
    return [
        HeadingBlock(title, 2, new_page=True),
        TextBlock(text_runs(not_here), "quiet"),
        _figures(rows, title, answers),
    ]


def not_shown(answers: ReportAnswers) -> list[DocumentBlock]:
    """List by name what is not shown of the area, and why; nothing where the survey has asked nothing there."""
    dataset = answers.profile
    language = dataset.view.language
    withheld = [row for row in survey_rows(dataset) if not row.shown]
    if not withheld:
        return []
    told = [
        (TextRun(f"{dataset.indicator(row.indicator).name}: "), TextRun(hidden_because(row, language), quiet=True))
        for row in withheld
    ]
    title = word("nothing_rows", language, area=area_name(dataset), count=len(withheld))
    return [HeadingBlock(title, 2), ListBlock(tuple(told))]


def _place(row: Observation, dataset: Dataset) -> int:
    return [indicator.id for indicator in dataset.indicators].index(row.indicator)


def _figures(rows: list[Observation], title: str, answers: ReportAnswers) -> TableBlock:
    dataset = answers.profile
    language = dataset.view.language
    heads = (
        ("column_domain", 38),
        ("column_indicator", 62),
        ("column_value", 22),
        ("report_interval", 22),
        ("report_n", 18),
        ("report_year", 14),
    )
    columns = tuple(TableColumn(word(key, language), width) for key, width in heads)
    lines = [
        (
            text_cell(word(f"domain_{Domain(indicator.domain)}", language), quiet=True),
            name_cell(indicator, dataset, answers.base),
            value_cell_of(row, indicator, language),
            interval_cell(row, indicator, language),
            n_cell(row, indicator, language),
            year_cell(row, dataset),
        )
        for row, indicator in ((row, dataset.indicator(row.indicator)) for row in rows)
    ]
    return TableBlock(title, columns, tuple(lines))
