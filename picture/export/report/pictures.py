"""The pages of pictures: the map of the finding, and the population groups that differ."""

from __future__ import annotations

from contract.codes import Language
from picture.charts.legend import dot_signs, group_signs
from picture.export.report.asked import ReportAnswers
from picture.export.report.cells import absolute
from picture.export.report.document.content import (
    DocumentBlock,
    HeadingBlock,
    ListBlock,
    TextBlock,
    TextRun,
    text_runs,
)
from picture.export.report.drawings import groups_drawing, key_of_dots, map_drawing
from picture.html.links import page_address
from picture.query.model import Dataset
from picture.text.editions.corrected import correction_lines
from picture.text.findings.groups import groups_headline, groups_lead
from picture.text.findings.map import map_headline, map_lead
from picture.text.reading.groups import groups_reading
from picture.text.reading.map import map_reading
from picture.text.source_lines import boundaries_line, n_of_areas, n_of_groups, source_line
from picture.text.words import word


def map_page(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return the page of the map: its own finding, the drawing, how to read it, its source."""
    dataset = answers.map
    if not any(row.shown for row in dataset.rows):
        return []
    return [
        HeadingBlock(map_headline(dataset).rstrip("."), 2),
        TextBlock(text_runs(map_lead(dataset)), "intro"),
        map_drawing(dataset),
        key_of_dots(dot_signs(dataset)),
        *_under(dataset, map_reading(dataset), source_line(dataset, n_of_areas(dataset))),
        *([TextBlock(text_runs(boundaries_line(dataset)), "quiet")] if dataset.shapes else []),
        way_to("map", dataset, "where_open_map", answers.base),
    ]


def groups_page(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return what differs between population groups: the largest difference drawn, the others in a sentence each."""
    language = answers.profile.view.language
    title = word("menu_groups", language)
    if not answers.groups:
        return [HeadingBlock(title, 2), TextBlock(text_runs(word("report_groups_none", language)))]
    first, *others = answers.groups
    return [
        HeadingBlock(title, 2),
        HeadingBlock(groups_headline(first).rstrip("."), 3),
        TextBlock(text_runs(groups_lead(first)), "intro"),
        groups_drawing(first),
        key_of_dots(group_signs(first)),
        *_under(first, groups_reading(first), source_line(first, n_of_groups(first))),
        *_others(others, answers.base, language),
    ]


def _others(others: list[Dataset], base: str, language: Language) -> list[DocumentBlock]:
    if not others:
        return []
    told = tuple((TextRun(groups_headline(one).rstrip("."), link=_page("groups", one, base)),) for one in others)
    return [HeadingBlock(word("report_groups_more", language), 3), ListBlock(told)]


def _under(dataset: Dataset, reading: str, sources: str) -> list[DocumentBlock]:
    told = [f"{word('how_to_read', dataset.view.language).rstrip(':.')}: {reading}"] if reading else []
    return [TextBlock(text_runs(one), "quiet") for one in (*told, *correction_lines(dataset), sources)]


def way_to(page: str, dataset: Dataset, key: str, base: str) -> TextBlock:
    """Return a line that leads to the page with the same view. key: of its words."""
    return TextBlock((TextRun(word(key, dataset.view.language), link=_page(page, dataset, base)),), "quiet")


def _page(page: str, dataset: Dataset, base: str) -> str:
    return absolute(base, page_address(page, dataset.view))
