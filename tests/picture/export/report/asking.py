"""Reports of the small database and of a published one."""

from datetime import UTC, datetime
from functools import cache

from contract.pointer import served_database
from picture.export.report.area_report import brief_document, report_document
from picture.export.report.asked import ask_report
from picture.export.report.document.content import Document
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.selection import check
from picture.views import FRONT, view_on
from tests.picture.small import small_database

BASE = "https://example.org/lagesbild"


def answers(con, area, language):
    choices = read_choices(con, language)
    selected, wrong = check({"area": area, "lang": language}, {}, choices)
    assert not wrong
    return ask_report(con, view_on(FRONT, selected, choices), choices, BASE)


def small(area, language="fi"):
    return answers(small_database(), area, language)


def connected(published):
    return connect(served_database(published))


@cache
def asked_of(published, area, language):
    return answers(connected(published), area, language)


@cache
def report(published, area, language) -> Document:
    return report_document(asked_of(published, area, language))


def brief(published, area, language) -> Document:
    return brief_document(asked_of(published, area, language))


def document(*blocks, **more) -> Document:
    """A document of a few blocks."""
    told = {
        "title": "Nyland: report",
        "subject": "Subject",
        "publication": "House",
        "kind": "Report",
        "marks": ("SYNTHETIC", "DRAFT"),
        "foot": "Edition 2026",
        "language": "sv",
        "made": datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
        "build": "0f3a9c17be42",
    }
    return Document(**{**told, **more}, blocks=blocks)
