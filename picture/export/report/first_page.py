"""The page that stands alone: the finding, what differs, what has changed, what to discuss."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from contract.codes import Against, Level
from picture.export.report.asked import ReportAnswers
from picture.export.report.cells import name_cell, value_cell_of
from picture.export.report.document.content import (
    BesideBlock,
    BoxBlock,
    ChangeFact,
    DocumentBlock,
    Drawing,
    FactsBlock,
    HeadingBlock,
    ListBlock,
    TableBlock,
    TableCell,
    TableColumn,
    TextBlock,
    TextRun,
    text_runs,
)
from picture.export.report.drawings import (
    SPINE_MM,
    STRIP_MM,
    key_of,
    locator,
    spine_drawing,
    spine_scale,
    strip_drawing,
    where_it_changed,
)
from picture.export.report.short_names import with_short_names
from picture.html.front.strip import Strip, common_span
from picture.html.profile.key import spine_signs
from picture.html.profile.spine import half_width, spine_of
from picture.html.profile.table import in_spine
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Area, Dataset
from picture.text.captions import part_of
from picture.text.findings.front import findings, long_run, news_lead
from picture.text.findings.matrix import differing, matrix_headline, matrix_lead
from picture.text.findings.profile import profile_headline, profile_lead, smallest_difference
from picture.text.labels import value_text
from picture.text.names import area_name
from picture.text.report.findings import ChangeInWords, report_headline, rest_line, told_changes_of_area
from picture.text.report.questions import to_discuss
from picture.text.source_lines import n_of_area, source_line
from picture.text.words import capital, word

MOST_DIFFERENCES = 9  # on the page that stands alone
MOST_CHANGES = 3
MOST_INDICATORS = 5
SHORT_NAME = 20  # letters; a longer name stands in the title alone
KEY_LETTERS = 50  # of a name in the key


def first_page(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return the page of an area of which something is known."""
    dataset = answers.news
    language = dataset.view.language
    return [
        _top(answers),
        *(
            country_changes(dataset)
            if dataset.view.area_level == Level.COUNTRY
            else differences(answers, MOST_DIFFERENCES)
        ),
        *changes(dataset, MOST_CHANGES),
        *_regions(answers),
        BoxBlock(word("report_ask", language), (ListBlock(tuple(map(text_runs, to_discuss(dataset)))),)),
        TextBlock(text_runs(_sources(dataset)), "quiet"),
    ]


def _top(answers: ReportAnswers) -> BesideBlock:
    dataset = answers.news
    title = HeadingBlock(report_headline(dataset), 1)
    told = tuple(TextBlock(text_runs(one), "lead") for one in leads(dataset))
    return BesideBlock((title, *told), own_locator(answers))


def own_locator(answers: ReportAnswers) -> Drawing:
    """Draw where the area lies; of the country, in which regions its news shows."""
    dataset = answers.news
    view = dataset.view
    if view.area_level == Level.COUNTRY:
        return where_it_changed(answers.shapes, dataset, answers.map)
    area = Area(view.area_level, view.area, area_name(dataset))
    own = {area.code} if area.level == Level.MAAKUNTA else {one.code for one in answers.context.holds}
    return locator(answers.shapes, own, area, view.language)


def leads(dataset: Dataset) -> list[str]:
    """Write the paragraphs under the title: how many indicators differ, the number of the finding, what has changed."""
    if dataset.view.area_level == Level.COUNTRY:
        return [told for told in (news_lead(dataset), long_run(dataset)) if told]
    language = dataset.view.language
    found = findings(dataset, Against.COUNTRY)[:1]
    counted = [f"{profile_headline(dataset).rstrip('.')}."] if found else []
    numbers = [
        "{}: {}.".format(
            one.indicator.name,
            word(
                "beside_country",
                language,
                value=value_text(one.row, one.indicator, language),
                country=value_text(one.before, one.indicator, language),
            ),
        )
        for one in found
    ]
    return [" ".join((*counted, *numbers)), *profile_lead(dataset)[1:]] if found else [*profile_lead(dataset)]


def differing_items(dataset: Dataset) -> list[IndicatorRow]:
    """List the rows that differ from the country, the largest difference first."""
    every = chain.from_iterable(indicator_rows(dataset, domain) for domain in DOMAINS)
    order = [one.row.indicator for one in findings(dataset, Against.COUNTRY)]
    told = [item for item in every if in_spine(item) and item.row.shown and item.row.indicator in order]
    return sorted(told, key=lambda item: order.index(item.row.indicator))


def differences(answers: ReportAnswers, most: int) -> list[DocumentBlock]:
    """Draw what differs from the country on one scale, and say how many compared indicators do not; or nothing."""
    dataset = answers.profile
    found = differing_items(dataset)
    items = found[:most]
    if not items:
        return []
    language = dataset.view.language
    area = area_name(dataset)
    named = area if len(area) <= SHORT_NAME else word("report_this_area", language)
    spines = [spine_of(item.row, item.reference, answers.regions.rows, dataset) for item in items]
    half = half_width(spines)
    rows = [
        (
            name_cell(item.indicator, dataset, answers.base),
            value_cell_of(item.row, item.indicator, language),
            TableCell(drawing=spine_drawing(item, spine, half, dataset)),
            value_cell_of(item.reference, item.indicator, language, bold=False),
        )
        for item, spine in zip(items, spines, strict=True)
    ]
    columns = (
        TableColumn(word("column_indicator", language), 72),
        TableColumn(capital(named), 22, "right"),
        TableColumn(spine_scale(half, language), SPINE_MM + 3),
        TableColumn(word("level_country", language), 17, "right"),
    )
    more = word("report_more_differences", language, count=len(found) - most) if len(found) > most else ""
    rest = " ".join(text for text in (more, rest_line(dataset)) if text)
    return [
        HeadingBlock(word("report_differs", language, area=named), 2),
        TableBlock(word("spine_caption", language, area=area), columns, tuple(rows), open_rows=True),
        key_of(spine_signs(with_short_names(dataset, KEY_LETTERS), spines, None)),
        *([TextBlock(text_runs(rest), "quiet")] if rest else []),
    ]


def changes(dataset: Dataset, most: int) -> list[DocumentBlock]:
    """Return what has changed as facts side by side; nothing where no test has found a change."""
    told = told_changes_of_area(dataset)
    if not told or dataset.view.area_level == Level.COUNTRY:
        return []
    language = dataset.view.language
    facts = tuple(map(_fact, told[:most]))
    more = [word("report_more_changes", language, count=len(told) - most)] if len(told) > most else []
    return [
        HeadingBlock(word("report_changed", language), 2),
        FactsBlock(facts),
        *(TextBlock(text_runs(one), "quiet") for one in more),
    ]


def _fact(one: ChangeInWords) -> ChangeFact:
    return ChangeFact(one.label.mark, one.label.tone, one.ends, one.finding.indicator.name, one.label.words)


def country_changes(dataset: Dataset) -> list[DocumentBlock]:
    """Return what has changed in the country, both ends of each change on scales of one length."""
    told = told_changes_of_area(dataset)
    if not told:
        return []
    language = dataset.view.language
    strips = [_strip(one) for one in told]
    span = common_span(strips)
    rows = [
        (
            TableCell(text_runs(one.finding.indicator.name)),
            TableCell(text_runs(one.ends)),
            TableCell(drawing=strip_drawing(strip, span, language)),
            TableCell((TextRun(f"{one.label.mark}\u00a0{one.label.words}", tone=one.label.tone),)),
        )
        for one, strip in zip(told, strips, strict=True)
    ]
    columns = (
        TableColumn(word("column_indicator", language), 67),
        TableColumn(word("column_value", language), 22),
        TableColumn(word("column_place", language), STRIP_MM + 3),
        TableColumn(word("spine_change", language), 40),
    )
    title = word("report_changed", language)
    return [HeadingBlock(title, 2), TableBlock(title, columns, tuple(rows))]


def _strip(one: ChangeInWords) -> Strip:
    found = one.finding
    return Strip(found.indicator, found.row, found.before, one.label.tone, certain=True)


def _regions(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return, of the country, in which indicators regions differ from it, those with most of them first."""
    regions = answers.regions
    language = regions.view.language
    counts = [(differing(regions, one.id), one.name) for one in regions.indicators]
    most = sorted((pair for pair in counts if pair[0]), key=lambda pair: -pair[0])[:MOST_INDICATORS]
    if answers.news.view.area_level != Level.COUNTRY or not most:
        return []
    told = [word("report_regions_in", language, indicator=name, count=count) for count, name in most]
    return [
        HeadingBlock(matrix_headline(regions), 2),
        TextBlock(text_runs(matrix_lead(regions))),
        ListBlock(tuple(map(text_runs, told))),
    ]


def _sources(dataset: Dataset) -> str:
    """Name the sources of the figures of the page, with the area's n and the smallest difference that shows."""
    shown = [row for row in dataset.rows if row.shown and dataset.indicator(row.indicator).kind.from_respondents]
    part = part_of(dataset, shown)
    of_area: Sequence[str] = () if dataset.view.area_level == Level.COUNTRY else (smallest_difference(dataset),)
    return " ".join(one for one in (source_line(part, n_of_area(part)), *of_area) if one)
