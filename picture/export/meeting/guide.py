"""The guide for whoever leads a meeting about an area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contract.codes import Language
from picture.export.report.area_report import area_document
from picture.export.report.asked import ReportAnswers
from picture.export.report.document.content import (
    BoxBlock,
    Document,
    DocumentBlock,
    HeadingBlock,
    LinesBlock,
    ListBlock,
    TableBlock,
    TableCell,
    TableColumn,
    TextBlock,
    text_runs,
)
from picture.text.report.questions import to_discuss
from picture.text.words import number, word

BEFORE = ("invite", "send", "access", "roles")
COURSE = (("welcome", 10), ("figures", 15), ("unknown", 5), ("discuss", 35), ("decide", 20), ("close", 5))  # minutes
RULES = ("turn", "own", "names", "claims", "stays")
READ_ALOUD = ("interval", "same", "cause", "groups")
TENSE = ("pause", "listen", "mediator")
AFTER = ("send", "plan", "tell")
CONTACTS = ("guide_contact_who", "guide_contact_how", "guide_contact_when")  # heads of the lines to write on
OF_DECISION = ("brief_decision", "brief_who", "brief_when")
CONTACT_LINES = 4
LINES_OF_DECISIONS = 5


def guide_document(answers: ReportAnswers) -> Document:
    """Return the guide; its questions are those of the area."""
    return area_document(_pages(answers), "guide_kind", answers)


def _pages(answers: ReportAnswers) -> list[DocumentBlock]:
    language = answers.profile.view.language
    asked = ListBlock(tuple(map(text_runs, to_discuss(answers.news))), numbered=True)
    return [
        HeadingBlock(word("guide_title", language), 1),
        TextBlock(text_runs(word("guide_lead", language)), "lead"),
        *_listed("guide_before", (f"guide_before_{key}" for key in BEFORE), language),
        *_course(language),
        BoxBlock(word("guide_rules", language), (_list((f"guide_rule_{key}" for key in RULES), language),)),
        *_listed("guide_reading", (f"guide_reading_{key}" for key in READ_ALOUD), language),
        *_listed("guide_tense", (f"guide_tense_{key}" for key in TENSE), language),
        HeadingBlock(word("report_ask", language), 2, new_page=True),
        asked,
        *_lines("guide_contacts", CONTACTS, CONTACT_LINES, language),
        *_lines("brief_decisions", OF_DECISION, LINES_OF_DECISIONS, language),
        *_listed("guide_after", (f"guide_after_{key}" for key in AFTER), language),
    ]


def _listed(head: str, keys: Iterable[str], language: Language) -> list[DocumentBlock]:
    return [HeadingBlock(word(head, language), 2), _list(keys, language)]


def _list(keys: Iterable[str], language: Language) -> ListBlock:
    return ListBlock(tuple(text_runs(word(key, language)) for key in keys))


def _course(language: Language) -> list[DocumentBlock]:
    title = word("guide_course", language)
    columns = (
        TableColumn(word("guide_what", language), 146),
        TableColumn(word("guide_minutes", language), 30, "right"),
    )
    rows = tuple(
        (
            TableCell(text_runs(word(f"guide_course_{key}", language))),
            TableCell(text_runs(number(minutes, 0, language))),
        )
        for key, minutes in COURSE
    )
    return [HeadingBlock(title, 2), TableBlock(title, columns, rows)]


def _lines(head: str, heads: Sequence[str], count: int, language: Language) -> list[DocumentBlock]:
    title = word(head, language)
    widths = (86, 50, 40)
    columns = tuple(TableColumn(word(key, language), width) for key, width in zip(heads, widths, strict=True))
    return [HeadingBlock(title, 2), LinesBlock(title, columns, count)]
