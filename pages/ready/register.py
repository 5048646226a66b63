"""What the pages of the register show, made once for all readers of a build, day and choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from contract.actions.codes import RegisterKind
from pages.ready.store import store
from pages.server.databases import DatabaseFile
from picture.answers.question import PageQuestion
from picture.answers.shown import TextAnswer
from picture.html.register.choosing import filter_fields
from picture.html.register.entry import entry_page, no_entry
from picture.html.register.forum import forum_first, forum_rest, no_forum
from picture.html.register.page import register_page
from picture.query.register.entries import ask_entry, ask_of_party
from picture.query.register.filters import Filters, Offered, ask_offered, read_filters
from picture.query.register.forums import ask_forum, ask_forums
from picture.query.register.latest import ask_aims
from picture.query.register.register import ask_register

FINLAND = ZoneInfo("Europe/Helsinki")


def today() -> date:
    """Return the day in Finland, which is the line "now" of a timeline."""
    return datetime.now(FINLAND).date()


def asked_filters(
    question: PageQuestion, file: DatabaseFile, asked: Mapping[str, str]
) -> tuple[Filters, tuple[str, ...]]:
    """Read the filters of an address; return them, and the keys whose value is none that exists."""
    return read_filters(asked, _offered(question, file))


def register_fields(question: PageQuestion, file: DatabaseFile, filters: Filters) -> Markup:
    """Write a field for each filter."""
    return filter_fields(filters, _offered(question, file), question.choices, question.selected)


def register_answer(question: PageQuestion, file: DatabaseFile, filters: Filters) -> Markup:
    """Return what the page shows of the register; its addresses wait for the view."""
    now = today()
    view = question.view
    key = ("register", view.area_level, view.area, view.language, now, *astuple(filters))
    answer: Markup = store(file).get_or_make(
        (file, key),
        lambda: register_page(ask_register(question.con, view, question.choices, filters, now), question.choices),
    )
    return answer


def entry_answer(question: PageQuestion, file: DatabaseFile, key: str) -> Markup:
    """Return what the page shows of an entry; its addresses wait for the view."""
    name = (file, ("entry", key, question.language))
    ready = store(file)
    answer: Markup | None = ready.get(name)
    if answer is not None:
        return answer
    con = question.con
    language = question.language
    entry = ask_entry(con, key, language)
    if entry is None:  # not remembered: anybody may ask for any number of ids
        return no_entry(language)
    others = ask_of_party(con, key, language) if entry.kind is RegisterKind.ORGANISATION else ()
    made = entry_page(entry, ask_aims(con, entry.indicators, entry.areas, question.choices), others, question.choices)
    ready.put(name, made)
    return made


def forum_answer(question: PageQuestion, file: DatabaseFile, key: str) -> TextAnswer:
    """Return what the page shows of a forum, without an id of the newest; its addresses wait for the view."""
    name = (file, ("forum", key, question.language))
    ready = store(file)
    answer: TextAnswer | None = ready.get(name)
    if answer is not None:
        return answer
    forum = ask_forum(question.con, key, question.language)
    if forum is None:
        return TextAnswer(no_forum(ask_forums(question.con, question.language), question.language), Markup())
    made = TextAnswer(forum_first(forum, question.choices), forum_rest(forum, question.choices))
    ready.put(name, made)
    return made


def _offered(question: PageQuestion, file: DatabaseFile) -> Offered:
    offered: Offered = store(file).get_or_make((file, "register offered"), lambda: ask_offered(question.con))
    return offered
