"""The page of a yearly forum: programme, materials, decisions, what became of those before, all forums."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.actions.codes import ForumItemKind
from contract.actions.labels import label
from contract.codes import Language
from picture.html.links import page_link
from picture.html.page.head import page_head
from picture.html.page.stack import stack
from picture.html.register.entry import ENTRY_SECTION
from picture.html.register.table import ics_link
from picture.html.register.words import (
    example_tag,
    forum_address,
    outside_link,
    register_address,
    told_html,
    told_link,
)
from picture.query.choices import Choices
from picture.query.register.entries import RegisterEntry
from picture.query.register.forums import Followed, Forum, ForumItem
from picture.query.register.near import areas_by_key
from picture.text.register.entry_words import entry_name, entry_where
from picture.text.register.when import when_of
from picture.text.words import number, word

FORUM_PAGE = Markup('<div class="lb-forum">{}</div>')
FORUM_HEAD = Markup('<p class="lb-eyebrow">{} · {}{} {}</p><h1 class="lb-h1">{}</h1><p class="lb-lead">{}</p>')
FORUM_LIST = Markup('<ul class="lb-list">{}</ul>')
UNKNOWN_PART = Markup('<p class="lb-forum-unknown">{}</p>')
FORUM_LINE = Markup("<li>{}{}</li>")
QUIET_WORD = Markup(' <span class="lb-quiet">({})</span>')


def forum_first(forum: Forum, choices: Choices) -> Markup:
    """Write what the forum is, and its programme. Addresses wait for the view."""
    language = choices.language
    entry = forum.entry
    head = FORUM_HEAD.format(
        when_of(entry, language),
        entry_where(entry, areas_by_key(choices), choices),
        example_tag(entry, language),
        ics_link(entry, choices),
        told_html(entry.name, language),
        _lead(forum, language),
    )
    about = Markup("<p>{}</p>").format(told_html(entry.about, language)) if entry.about else Markup()
    web = Markup("<p>{}</p>").format(outside_link(entry.url)) if entry.url else Markup()
    return FORUM_PAGE.format(head + about + web + _part(forum, ForumItemKind.PROGRAMME, language))


def forum_rest(forum: Forum, choices: Choices) -> Markup:
    """Write materials, decisions, what became of those of the forum before, and every forum."""
    language = choices.language
    parts = (
        _part(forum, ForumItemKind.MATERIAL, language),
        _part(forum, ForumItemKind.DECISION, language),
        _followed(forum, language),
        _archive(forum, language),
    )
    return FORUM_PAGE.format(stack(*parts))


def forum_deck(files: Markup, language: Language) -> Markup:
    """Write the way to the picture's findings as a deck."""
    told = Markup("<p>{}</p>{}").format(word("forum_deck_text", language), files)
    return FORUM_PAGE.format(ENTRY_SECTION.format(word("forum_deck_title", language), told))


def no_forum(forums: Sequence[RegisterEntry], language: Language) -> Markup:
    """Write that there is no such forum, or none at all, and where to look."""
    title = word("forum_unknown" if forums else "forum_none", language)
    head = page_head(title, "" if forums else word("forum_none_lead", language))
    back = page_link(word("register_back", language), register_address(language))
    return FORUM_PAGE.format(stack(head, _forums(forums, "", language) if forums else Markup(), back))


def _lead(forum: Forum, language: Language) -> str:
    count = len(forum.of(ForumItemKind.DECISION))
    some = {0: "none", 1: "one"}.get(count, "many")
    key = f"forum_lead_decisions_{some}"
    told = [word(key, language, count=number(count, 0, language)) if some == "many" else word(key, language)]
    if forum.followed:
        known = sum(bool(one.told) for one in forum.followed)
        told.append(word("forum_lead_followed", language, known=known, count=len(forum.followed)))
    return " ".join(told)


def _part(forum: Forum, kind: ForumItemKind, language: Language) -> Markup:
    items = forum.of(kind)
    listed = FORUM_LIST.format(
        Markup("").join(FORUM_LINE.format(_item(one, forum.entry, language), "") for one in items)
    )
    told = listed if items else UNKNOWN_PART.format(word(f"forum_nothing_{kind}", language))
    return ENTRY_SECTION.format(word(f"forum_{kind}", language), told)


def _item(item: ForumItem, of: RegisterEntry, language: Language) -> Markup:
    """Write what is kept of a forum; what is kept of an invented one was invented too."""
    link = Markup(" {}").format(outside_link(item.url)) if item.url else Markup()
    return told_html(item.text, language) + example_tag(of, language) + _state(item, language) + link


def _state(item: ForumItem, language: Language) -> Markup:
    if item.status is None:
        return Markup()
    return QUIET_WORD.format(word("forum_status", language, state=label(item.status, language)))


def _followed(forum: Forum, language: Language) -> Markup:
    if forum.before is None:
        return Markup()
    lines = Markup("").join(_line(one, forum.entry, forum.before, language) for one in forum.followed)
    told = FORUM_LIST.format(lines) if lines else UNKNOWN_PART.format(word("forum_nothing_follow_up", language))
    return ENTRY_SECTION.format(word("forum_follow_up", language, name=entry_name(forum.before, language)), told)


def _line(one: Followed, of: RegisterEntry, before: RegisterEntry, language: Language) -> Markup:
    """Write a decision of the forum before, and under it what a forum tells of it."""
    decision = told_html(one.decision.text, language) + example_tag(before, language)
    if not one.told:
        return FORUM_LINE.format(decision, QUIET_WORD.format(word("forum_not_followed", language)))
    told = Markup("").join(FORUM_LINE.format(_item(each, of, language), "") for each in one.told)
    return FORUM_LINE.format(decision, FORUM_LIST.format(told))


def _archive(forum: Forum, language: Language) -> Markup:
    return ENTRY_SECTION.format(word("forum_archive", language), _forums(forum.all, forum.entry.id, language))


def _forums(forums: Sequence[RegisterEntry], here: str, language: Language) -> Markup:
    lines = (
        FORUM_LINE.format(
            Markup("<b>{}</b>").format(told_html(one.name, language))
            if one.id == here
            else told_link(one.name, forum_address(one.id, language), language),
            QUIET_WORD.format(when_of(one, language)) + example_tag(one, language),
        )
        for one in forums
    )
    return FORUM_LIST.format(Markup("").join(lines))
