"""Every indicator of an area in tables, a domain each: number, interval, n, year, the country, change, small trend."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from contract.codes import Domain, Language, Level
from picture.export.report.asked import ReportAnswers
from picture.export.report.cells import (
    NO_CELL,
    against_country_cell,
    change_over_time_cell,
    interval_cell,
    n_cell,
    name_cell,
    text_cell,
    value_cell_of,
    year_cell,
)
from picture.export.report.document.content import (
    DocumentBlock,
    HeadingBlock,
    TableBlock,
    TableCell,
    TableColumn,
    TextBlock,
    text_runs,
)
from picture.export.report.drawings import trend_drawing
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset
from picture.text.findings.matrix import differing
from picture.text.labels import mark
from picture.text.names import area_name, inside
from picture.text.source_lines import marks_of
from picture.text.words import word

Row = tuple[TableCell, ...]
NUMBERS = (  # of every table: key of the head, width in millimetres
    ("column_indicator", 39),
    ("column_value", 19),
    ("report_interval", 17),
    ("report_n", 15),
    ("report_year", 13),
)
NUMBERS_OF_COUNTRY = (  # also counts
    ("column_indicator", 40),
    ("column_value", 24),
    ("report_interval", 17),
    ("report_n", 15),
    ("report_year", 14),
)
TREND = ("column_trend", 19)


def indicator_tables(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return the tables of all domains and of the context, with the key of their marks."""
    dataset = answers.profile
    language = dataset.view.language
    blocks: list[DocumentBlock] = [
        HeadingBlock(word("report_all", language, area=area_name(dataset)), 2, new_page=True),
        TextBlock(text_runs(word("report_all_key", language)), "quiet"),
    ]
    for domain in DOMAINS:
        blocks += _domain(domain, answers)
    return [*blocks, *marks_block(dataset)]


def _domain(domain: Domain, answers: ReportAnswers) -> list[DocumentBlock]:
    dataset = answers.profile
    language = dataset.view.language
    items = indicator_rows(dataset, domain)
    if not items:
        return []
    name = word(f"domain_{domain}", language)
    asks = word(f"domain_{domain}_asks", language)
    of_country = dataset.view.area_level == Level.COUNTRY
    table = _of_country(items, name, answers) if of_country else _of_area(items, name, answers)
    return [HeadingBlock(f"{name}: {inside(asks)}", 3), table]


def _of_area(items: Sequence[IndicatorRow], title: str, answers: ReportAnswers) -> TableBlock:
    dataset = answers.profile
    language = dataset.view.language
    heads = (*NUMBERS, ("level_country", 16), ("spine_against", 30), ("report_change", 26), TREND)
    rows = [
        (
            *_numbers(item, answers),
            value_cell_of(item.reference, item.indicator, language, bold=False),
            against_country_cell(item, dataset),
            change_over_time_cell(item, dataset),
            _trend(item, language),
        )
        for item in items
    ]
    return _table(title, heads, rows, language)


def _of_country(items: Sequence[IndicatorRow], title: str, answers: ReportAnswers) -> TableBlock:
    language = answers.profile.view.language
    heads = (*NUMBERS_OF_COUNTRY, ("report_change", 37), ("report_regions_differ", 23), TREND)
    rows = [
        (
            *_numbers(item, answers),
            change_over_time_cell(item, answers.profile),
            _regions(item, answers.regions),
            _trend(item, language),
        )
        for item in items
    ]
    return _table(title, heads, rows, language)


def _numbers(item: IndicatorRow, answers: ReportAnswers) -> Row:
    language = answers.profile.view.language
    return (
        name_cell(item.indicator, answers.profile, answers.base),
        value_cell_of(item.row, item.indicator, language),
        interval_cell(item.row, item.indicator, language),
        n_cell(item.row, item.indicator, language),
        year_cell(item.row, answers.profile),
    )


def _regions(item: IndicatorRow, regions: Dataset) -> TableCell:
    """Write in how many regions an indicator of our own surveys differs from the country."""
    of_matrix = item.indicator.id in {one.id for one in regions.indicators}
    return text_cell(str(differing(regions, item.indicator.id))) if of_matrix else NO_CELL


def _trend(item: IndicatorRow, language: Language) -> TableCell:
    drawing = trend_drawing(item, language)
    return NO_CELL if drawing is None else TableCell(drawing=drawing)


def _table(title: str, heads: Sequence[tuple[str, float]], rows: Sequence[Row], language: Language) -> TableBlock:
    columns = tuple(TableColumn(word(key, language), width) for key, width in heads)
    return TableBlock(title, columns, tuple(rows))


def context_table(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return who lives in the area: figures that are not judged."""
    dataset = answers.profile
    language = dataset.view.language
    items = [item for item in indicator_rows(dataset, Domain.CONTEXT) if item.row.shown]
    if not items:
        return []
    of_area = dataset.view.area_level != Level.COUNTRY
    rows = [
        (
            name_cell(item.indicator, dataset, answers.base),
            value_cell_of(item.row, item.indicator, language),
            year_cell(item.row, dataset),
            *([value_cell_of(item.reference, item.indicator, language, bold=False)] if of_area else []),
            _trend(item, language),
        )
        for item in items
    ]
    beside = (("level_country", 36),) if of_area else ()
    heads = (("column_indicator", 66), ("column_value", 36), ("report_year", 20), *beside, TREND)
    columns = tuple(TableColumn(word(key, language), width) for key, width in heads)
    title = word("domain_context", language)
    return [HeadingBlock(title, 3), TableBlock(title, columns, tuple(rows))]


def marks_block(dataset: Dataset) -> list[DocumentBlock]:
    """Explain the marks that stand in the tables; nothing where there are none."""
    every = [row for row in chain(dataset.rows, dataset.reference) if mark(row)]
    marks = marks_of(every, dataset.view.language)
    told = " · ".join(f"{one} {meaning}" for one, meaning in marks)
    return [TextBlock(text_runs(told), "quiet")] if told else []
