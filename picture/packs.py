"""Reports and packs of an area: asked, linked to the pages and written; in a process of its own if wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from types import MappingProxyType

import duckdb

from contract.codes import Language
from picture.export.item import ExportItem
from picture.export.meeting.deck import MEETING_DECKS
from picture.export.meeting.guide import guide_document
from picture.export.region_pack import pack_datasets, region_pack
from picture.export.report.area_report import brief_document, report_document
from picture.export.report.asked import ReportAnswers, ask_report
from picture.export.report.document.content import Document
from picture.export.report.document.pdf import pdf_file
from picture.export.report.document.word_file import word_file
from picture.export.stamp import area_file_name
from picture.export.track import Track
from picture.query.choices import Choices, read_choices
from picture.query.database import open_database
from picture.query.selection import check
from picture.views import FRONT, VIEW_KINDS, Selected, linked_item, view_on

PACK = "pack"
REPORT = "report"
BRIEF = "brief"
GUIDE = "guide"
DOCUMENTS: Mapping[str, Callable[[ReportAnswers], Document]] = MappingProxyType(
    {REPORT: report_document, BRIEF: brief_document, GUIDE: guide_document}
)
WRITERS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType({"pdf": pdf_file, "docx": word_file})

NamedFile = tuple[str, bytes]


def make_document(
    con: duckdb.DuckDBPyConnection, choices: Choices, selected: Selected, base: str, *, what: str, form: str
) -> NamedFile:
    """Return a report or a brief with its name. what: of DOCUMENTS; form: of WRITERS; base: address of the server."""
    answers = ask_report(con, view_on(FRONT, selected, choices), choices, base)
    return f"{area_file_name(what, answers.profile)}.{form}", WRITERS[form](DOCUMENTS[what](answers))


def make_pack(
    con: duckdb.DuckDBPyConnection,
    choices: Choices,
    selected: Selected,
    base: str,
    *,
    template: Path | None = None,
    track: Track = iter,
) -> NamedFile:
    """Return the pack of an area with its name. template: of its slides; None: ours. track: counts its files."""
    answers = ask_report(con, view_on(FRONT, selected, choices), choices, base)
    name = area_file_name(PACK, answers.profile)
    return f"{name}.zip", region_pack(_pictures(con, answers, choices), answers, name, template, track)


def make_meeting(
    con: duckdb.DuckDBPyConnection,
    choices: Choices,
    selected: Selected,
    base: str,
    *,
    what: str,
    template: Path | None = None,
    track: Track = iter,
) -> NamedFile:
    """Return the slides of a meeting with their name. what: of MEETING_DECKS; the rest as for a pack."""
    answers = ask_report(con, view_on(FRONT, selected, choices), choices, base)
    pictures = _pictures(con, answers, choices)
    return f"{area_file_name(what, answers.profile)}.pptx", MEETING_DECKS[what](pictures, answers, template, track)


def _pictures(con: duckdb.DuckDBPyConnection, answers: ReportAnswers, choices: Choices) -> list[ExportItem]:
    """Return the pictures of an area; the first one takes along what the area asked, heard and plans."""
    asked = pack_datasets(con, answers, choices)
    first, *others = (linked_item(VIEW_KINDS[one.kind], one, answers.base) for one in asked)
    return [replace(first, places=(answers.place,), plan=answers.plan), *others]


@dataclass(frozen=True, slots=True)
class AreaJob:
    """The files of one area in one language."""

    database: Path
    command: str
    area: str
    language: Language
    forms: tuple[str, ...]
    base: str
    folder: Path
    template: Path | None = None


def write_area_files(job: AreaJob) -> list[Path]:
    """Write the files of one job and return their paths."""
    database = open_database(job.database)
    with database.cursor() as con:
        choices = read_choices(con, job.language)
        written = []
        for name, content in _files(con, job, choices):
            path = job.folder / name
            path.write_bytes(content)
            written.append(path)
        return written


def _files(con: duckdb.DuckDBPyConnection, job: AreaJob, choices: Choices) -> Iterator[NamedFile]:
    selected, _ = check({"area": job.area, "lang": job.language}, {}, choices)
    if job.command == PACK:
        yield make_pack(con, choices, selected, job.base, template=job.template)
        return
    for what, form in product((REPORT, BRIEF), job.forms):
        yield make_document(con, choices, selected, job.base, what=what, form=form)
