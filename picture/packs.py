"""Reports and packs of an area from its selection: asked, linked to the pages and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import duckdb

from picture.export.region_pack import pack_datasets, region_pack
from picture.export.report.area_report import brief_document, report_document
from picture.export.report.asked import ReportAnswers, ask_report
from picture.export.report.document.content import Document
from picture.export.report.document.pdf import pdf_file
from picture.export.report.document.word_file import word_file
from picture.export.stamp import area_file_name
from picture.query.choices import Choices
from picture.views import FRONT, VIEW_KINDS, Selected, linked_item, view_on

PACK = "pack"
REPORT = "report"
BRIEF = "brief"
DOCUMENTS: Mapping[str, Callable[[ReportAnswers], Document]] = MappingProxyType(
    {REPORT: report_document, BRIEF: brief_document}
)
WRITERS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType({"pdf": pdf_file, "docx": word_file})

NamedFile = tuple[str, bytes]


def make_document(
    con: duckdb.DuckDBPyConnection, choices: Choices, selected: Selected, base: str, *, what: str, form: str
) -> NamedFile:
    """Return a report or a brief with its name. what: of DOCUMENTS; form: of WRITERS; base: address of the server."""
    answers = ask_report(con, view_on(FRONT, selected, choices), choices, base)
    return f"{area_file_name(what, answers.profile)}.{form}", WRITERS[form](DOCUMENTS[what](answers))


def make_pack(con: duckdb.DuckDBPyConnection, choices: Choices, selected: Selected, base: str) -> NamedFile:
    """Return the pack of an area with its name."""
    answers = ask_report(con, view_on(FRONT, selected, choices), choices, base)
    items = [linked_item(VIEW_KINDS[one.kind], one, base) for one in pack_datasets(con, answers, choices)]
    name = area_file_name(PACK, answers.profile)
    return f"{name}.zip", region_pack(items, answers, name)
