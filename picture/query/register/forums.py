"""The yearly forums: what is kept of each, and what became of the decisions of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from contract.actions.codes import ActionStatus, ForumItemKind
from contract.codes import Language
from picture.query.register.entries import ENTRY_COLUMNS, RegisterEntry, entries_of
from picture.query.register.told import Told, texts_of, told_in

ITEM_COLUMNS = f"id, kind, {texts_of('text')}, url, follows, status"


@dataclass(frozen=True, slots=True)
class ForumItem:
    """One thing that is kept of a forum."""

    id: str
    kind: ForumItemKind
    text: Told
    url: str | None
    follows: str | None  # of a follow-up: the decision that it is about
    status: ActionStatus | None


@dataclass(frozen=True, slots=True)
class Followed:
    """A decision of the forum before, with what was told of it since."""

    decision: ForumItem
    told: tuple[ForumItem, ...]  # none: nothing is known


@dataclass(frozen=True, slots=True)
class Forum:
    """One forum with what is kept of it."""

    entry: RegisterEntry
    items: tuple[ForumItem, ...]
    before: RegisterEntry | None  # the forum before it
    followed: tuple[Followed, ...]  # its decisions
    all: tuple[RegisterEntry, ...]  # every forum, the newest first

    def of(self, kind: ForumItemKind) -> tuple[ForumItem, ...]:
        """Return what is kept of one kind."""
        return tuple(one for one in self.items if one.kind is kind)


def ask_forums(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[RegisterEntry, ...]:
    """Return every forum, the newest first."""
    rows = con.execute(
        f"SELECT {ENTRY_COLUMNS} FROM register_entry WHERE kind = 'forum' ORDER BY first_day DESC, position"
    ).fetchall()
    return entries_of(con, rows, language)


def ask_forum(con: duckdb.DuckDBPyConnection, key: str, language: Language) -> Forum | None:
    """Return a forum, without an id the newest; None where there is none."""
    forums = ask_forums(con, language)
    place = next((place for place, one in enumerate(forums) if key in {"", one.id}), None)
    if place is None:
        return None
    entry = forums[place]
    before = forums[place + 1] if place + 1 < len(forums) else None
    items = _items(con, entry.id, language)
    decisions = _items(con, before.id, language) if before else ()
    return Forum(
        entry=entry,
        items=items,
        before=before,
        followed=tuple(_followed(one, items) for one in decisions if one.kind is ForumItemKind.DECISION),
        all=forums,
    )


def _items(con: duckdb.DuckDBPyConnection, forum: str, language: Language) -> tuple[ForumItem, ...]:
    rows = con.execute(
        f"SELECT {ITEM_COLUMNS} FROM forum_item WHERE forum = $forum ORDER BY position, id", {"forum": forum}
    ).fetchall()
    return tuple(
        ForumItem(
            id=key,
            kind=ForumItemKind(kind),
            text=told_in(texts, language) or Told(key, language),
            url=url,
            follows=follows,
            status=ActionStatus(status) if status else None,
        )
        for key, kind, texts, url, follows, status in rows
    )


def _followed(decision: ForumItem, items: Sequence[ForumItem]) -> Followed:
    told = (one for one in items if one.kind is ForumItemKind.FOLLOW_UP and one.follows == decision.id)
    return Followed(decision, tuple(told))
