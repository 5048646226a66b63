"""The region pack: what a meeting about one area needs, in one zip, and a list of what each file is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb

from contract.codes import EVERYBODY, Against, Language
from picture.export.archive import archive, members
from picture.export.columns import numbers
from picture.export.data_files import data_zip
from picture.export.image.draw import png, svg
from picture.export.item import ExportItem
from picture.export.local.columns import local_entries
from picture.export.local.heard import heard_rows
from picture.export.meeting.deck import meeting_deck, told_by_place
from picture.export.meeting.guide import guide_document
from picture.export.meeting.place_slides import local_slides
from picture.export.plans.table import goals_csv
from picture.export.pptx.deck import ToldSlide, make_deck
from picture.export.pptx.kinds.plan import plan_slides
from picture.export.pptx.kinds.plan_chart import plan_chart_slides
from picture.export.programs.package import FOLDER
from picture.export.report.area_report import brief_document, report_document
from picture.export.report.asked import ReportAnswers
from picture.export.report.document.pdf import pdf_file
from picture.export.report.document.word_file import word_file
from picture.export.stamp import stamp, warnings
from picture.export.track import Track
from picture.export.workbook.xlsx import workbook
from picture.query.choices import Choices
from picture.query.model import Dataset
from picture.query.numbers import ask_trend
from picture.query.selection import nearest_period
from picture.text.findings.front import Finding, findings
from picture.text.findings.nothing import shows_nothing
from picture.text.names import area_name
from picture.text.words import word

MOST_TRENDS = 2  # of what has changed, the largest change first
IMAGES = 2  # the overview and the map
LINE_END = "\r\n"

Plan = tuple[str, str, Callable[[], bytes]]  # of a file: what it is told as, its name, what makes it


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a pack and the key of the words that say what it is."""

    told: str
    name: str
    content: bytes


def pack_datasets(con: duckdb.DuckDBPyConnection, answers: ReportAnswers, choices: Choices) -> list[Dataset]:
    """Return what the deck shows: the overview, the map of the finding, and how what has changed has moved."""
    news = answers.news
    if shows_nothing(answers.profile):
        return [news]
    recent = findings(news, Against.PREVIOUS)
    told = {one.row.indicator for one in recent}
    changes = [*recent, *(one for one in findings(news, Against.TREND) if one.row.indicator not in told)]
    trends = [_trend(con, one, news, choices) for one in changes[:MOST_TRENDS]]
    return [news, *([answers.map] if any(row.shown for row in answers.map.rows) else []), *trends]


def _trend(con: duckdb.DuckDBPyConnection, one: Finding, news: Dataset, choices: Choices) -> Dataset:
    period = nearest_period(news.view.period, choices.periods[one.indicator.id])
    view = replace(news.view, indicator=one.indicator.id, period=period, group_dim=EVERYBODY, group_code=EVERYBODY)
    return ask_trend(con, view, choices)


def region_pack(
    items: Sequence[ExportItem],
    answers: ReportAnswers,
    name: str,
    template: Path | None = None,
    track: Track = iter,
) -> bytes:
    """Write a zip of everything, its contents first.

    items: of `pack_datasets`; equal ones become equal bytes. template: of the slides; None: ours.
    track: counts the files.
    """
    report = report_document(answers)
    brief = brief_document(answers)
    guide = guide_document(answers)
    slides = [
        replace(item, rules=replace(item.rules, more_slides=None))  # the report has the tables
        for item in told_by_place(items, answers)
    ]
    talk: tuple[ToldSlide, ...] = (
        *local_slides(answers.place, answers.choices),
        *plan_chart_slides(answers.plan, answers.choices),
        *plan_slides(answers.plan, answers.profile.view.language),
    )
    planned: list[Plan] = [
        ("pack_report", f"{name}_report.pdf", partial(pdf_file, report)),
        ("pack_report_word", f"{name}_report.docx", partial(word_file, report)),
        ("pack_brief", f"{name}_brief.pdf", partial(pdf_file, brief)),
        ("pack_brief_word", f"{name}_brief.docx", partial(word_file, brief)),
        ("pack_guide", f"{name}_guide.pdf", partial(pdf_file, guide)),
        ("pack_guide_word", f"{name}_guide.docx", partial(word_file, guide)),
        ("pack_meeting", f"{name}_meeting.pptx", partial(meeting_deck, items, answers, template)),
        ("pack_deck", f"{name}.pptx", partial(make_deck, slides, template, iter, talk)),
        *_workbook(items, name),
        *_images(items, name),
        *_goals(answers, name),
    ]
    files = [PackedFile(told, file, make()) for told, file, make in track(planned)]
    files += _tables(items, name) if _has_tables(items) else []
    contents = _contents(files, answers.profile)
    written = {"README.txt": contents, **{one.name: one.content for one in files}}
    return archive(written, answers.profile.stamp.built_at)


def _goals(answers: ReportAnswers, name: str) -> list[Plan]:
    """Plan the table of the goals of the area's plan; none without one."""
    plan = answers.plan
    language = answers.profile.view.language
    return [("pack_goals", f"{name}_goals.csv", partial(goals_csv, plan, language))] if plan else []


def _has_tables(items: Sequence[ExportItem]) -> bool:
    """Return whether there is a figure or a finding to put into tables: of a municipality there may be neither."""
    return bool(numbers(items) or local_entries(items) or heard_rows(items))


def _workbook(items: Sequence[ExportItem], name: str) -> list[Plan]:
    return [("pack_workbook", f"{name}.xlsx", partial(workbook, items))] if _has_tables(items) else []


def _images(items: Sequence[ExportItem], name: str) -> list[Plan]:
    """Plan the images of the first pictures that have figures."""
    files: list[Plan] = []
    for item in (one for one in items[:IMAGES] if one.dataset.rows):
        told = f"pack_image_{item.dataset.kind}"
        stem = f"{name}_{item.dataset.kind}"
        files += [(told, f"{stem}.png", partial(png, item)), (told, f"{stem}.svg", partial(svg, item))]
    return files


def _tables(items: Sequence[ExportItem], stem: str) -> list[PackedFile]:
    held: Mapping[str, bytes] = members(data_zip(items, stem))
    return [PackedFile(_told(name), name, content) for name, content in held.items()]


def _told(name: str) -> str:
    """Return the key of the words that say what a file of the data is."""
    if name.startswith(f"{FOLDER}/"):
        return "pack_programs"
    if name.endswith("_local.csv"):
        return "pack_local"
    if name.endswith("_heard.csv"):
        return "pack_heard"
    return "pack_table" if name.endswith(".csv") else "pack_codebook"


def _contents(files: Sequence[PackedFile], dataset: Dataset) -> bytes:
    """Write what each file is, in the reader's language."""
    language: Language = dataset.view.language
    title = word("pack_of_area", language, area=area_name(dataset))
    lines = [title, *warnings(dataset), stamp(dataset), ""]
    lines += [f"{one.name}{LINE_END}    {word(one.told, language)}" for one in files]
    return LINE_END.join([*lines, ""]).encode("utf-8-sig")
