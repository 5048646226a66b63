"""The guide for whoever leads a meeting about an area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contract.codes import Language
from picture.export.report.area_report import area_document
from picture.export.report.asked import ReportAnswers
from picture.export.report.cells import text_cell
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
from picture.query.register.entries import RegisterEntry
from picture.text.register.entry_words import entry_name, languages_of
from picture.text.report.questions import to_discuss
from picture.text.words import number, word

BEFORE = ("invite", "send", "access", "roles")
COURSE = (("welcome", 10), ("figures", 15), ("unknown", 5), ("discuss", 35), ("decide", 20), ("close", 5))  # minutes
RULES = ("turn", "own", "names", "claims", "stays")
READ_ALOUD = ("interval", "same", "cause", "groups")
TENSE = ("pause", "listen", "mediator")
AFTER = ("send", "plan", "tell")
CONTACTS = ("guide_contact_who", "guide_contact_how", "guide_contact_when")  # heads of the lines to write on
KNOWN_CONTACTS = ("guide_contact_who", "guide_contact_how", "register_fact_languages")
MOST_CONTACTS = 6  # that page and table hold
LINE_WIDTHS = (86, 50, 40)
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
        HeadingBlock(word("guide_contacts", language), 2),
        *_known_contacts(answers.mediators, language),
        _lines("guide_contacts_own", CONTACTS, CONTACT_LINES, language),
        HeadingBlock(word("brief_decisions", language), 2),
        _lines("brief_decisions", OF_DECISION, LINES_OF_DECISIONS, language),
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


def _known_contacts(mediators: Sequence[RegisterEntry], language: Language) -> list[DocumentBlock]:
    """Return who can be asked, as the register knows it; that nobody is known is told."""
    if not mediators:
        return [TextBlock(text_runs(word("guide_contacts_none", language)), "quiet")]
    rows = tuple(
        (
            text_cell(entry_name(one, language)),
            text_cell(one.contact or one.url or "–"),
            text_cell(languages_of(one, language) or "–"),
        )
        for one in mediators[:MOST_CONTACTS]
    )
    title = word("guide_contacts", language)
    told = TextBlock(text_runs(word("guide_contacts_known", language)), "quiet")
    return [TableBlock(title, _columns(KNOWN_CONTACTS, language), rows), told]


def _lines(head: str, heads: Sequence[str], count: int, language: Language) -> LinesBlock:
    return LinesBlock(word(head, language), _columns(heads, language), count)


def _columns(heads: Sequence[str], language: Language) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(word(key, language), width) for key, width in zip(heads, LINE_WIDTHS, strict=True))
