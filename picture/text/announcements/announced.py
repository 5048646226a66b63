"""Everything that was announced of editions, one announcement each, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain

from contract.codes import Language
from picture.query.choices import Choices
from picture.query.corrections import CalendarEntry, CorrectedCell, Correction, EditionVersion, Notice
from picture.text.words import clock, day, word


class AnnouncedKind(StrEnum):
    """What an announcement is about."""

    PUBLISHED = "published"
    CORRECTED = "corrected"
    NOTICE = "notice"
    MOVED = "moved"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement."""

    kind: AnnouncedKind
    name: str  # names it for good among those of its kind: "2026-2"
    day: date
    title: str
    text: str
    version: str = ""  # that can be read now: "2026-1"
    cells: tuple[CorrectedCell, ...] = ()  # of a correction


@dataclass(frozen=True, slots=True)
class Topic:
    """What a reader follows; what is empty is not narrowed."""

    indicators: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()  # as the key of a cell has them

    def has(self, cell: CorrectedCell) -> bool:
        """Return whether a corrected cell belongs to it."""
        key = cell.key
        return (not self.indicators or key.indicator in self.indicators) and (not self.areas or key.area in self.areas)


def announced(choices: Choices, topic: Topic) -> tuple[Announced, ...]:
    """Return what a database tells; of corrections those that touch a topic, with their cells in it.

    A correction without cells is one of a place's own survey: every topic has it, since it says in words which.
    """
    told = choices.editions
    language = choices.language
    corrections = [(one, tuple(filter(topic.has, told.cells_of(one)))) for one in told.corrections]
    found = [
        *(_published(one, language) for one in told.versions),
        *(_withdrawn(one, choices) for one in told.versions if one.withdrawn),
        *(_corrected(one, cells, language) for one, cells in corrections if cells or not told.cells_of(one)),
        *(_notice(one, place, language) for place, one in enumerate(told.notices)),
        *chain.from_iterable(_moved(one, language) for one in told.calendar),
        *(_cancelled(one, choices) for one in told.calendar if one.status == "cancelled"),
    ]
    found.sort(key=lambda one: one.day)
    return tuple(found[::-1])


def release_name(entry: CalendarEntry | EditionVersion | Correction | Notice, language: Language) -> str:
    """Name a version of an edition: "Edition 2026, version 2"."""
    return word("figure_version", language, edition=entry.edition, version=entry.version)


def moment(value: datetime, language: Language) -> str:
    """Write a day with its hour: "8.12.2027 klo 8.00"."""
    return word("announced_moment", language, day=day(value.date(), language), hour=clock(value, language))


def moves_told(entry: CalendarEntry, language: Language) -> list[str]:
    """Write each move of a confirmed date: from when, to when, why."""
    then = [*(one.previous for one in entry.moves[1:]), entry.due]
    return [
        word(
            "announced_moved_text" if to else "announced_moved_away_text",
            language,
            previous=moment(one.previous, language),
            reason=one.reason,
            **({"due": moment(to, language)} if to else {}),
        )
        for one, to in zip(entry.moves, then, strict=False)
    ]


def _key(edition: str, version: int) -> str:
    return f"{edition}-{version}"


def _published(one: EditionVersion, language: Language) -> Announced:
    key = _key(one.edition, one.version)
    title = word("announced_published", language, name=release_name(one, language))
    text = word("announced_published_text", language, semantic=one.semantic)
    return Announced(AnnouncedKind.PUBLISHED, key, one.released, title, text, version=key)


def _withdrawn(one: EditionVersion, choices: Choices) -> Announced:
    language = choices.language
    stamp = choices.stamp
    served = (one.edition, one.version) == (stamp.edition, stamp.version)
    title = word("announced_withdrawn", language, name=release_name(one, language))
    text = " ".join([word("announced_withdrawn_text", language), *([stamp.reason] if served and stamp.reason else [])])
    return Announced(
        AnnouncedKind.WITHDRAWN, _key(one.edition, one.version), one.withdrawn or one.released, title, text
    )


def _corrected(one: Correction, cells: tuple[CorrectedCell, ...], language: Language) -> Announced:
    title = word("announced_corrected", language, name=release_name(one, language))
    key = _key(one.edition, one.version)
    return Announced(AnnouncedKind.CORRECTED, key, one.day, title, one.text, version=key, cells=cells)


def _notice(one: Notice, place: int, language: Language) -> Announced:
    title = word("announced_notice", language, name=release_name(one, language))
    return Announced(AnnouncedKind.NOTICE, f"{one.edition}-{place}", one.declared, title, one.text)


def _moved(entry: CalendarEntry, language: Language) -> Iterator[Announced]:
    title = word("announced_moved", language, name=release_name(entry, language))
    for place, (move, text) in enumerate(zip(entry.moves, moves_told(entry, language), strict=True)):
        name = f"{_key(entry.edition, entry.version)}-{place}"
        yield Announced(AnnouncedKind.MOVED, name, move.declared, title, text)


def _cancelled(entry: CalendarEntry, choices: Choices) -> Announced:
    language = choices.language
    title = word("announced_cancelled", language, name=release_name(entry, language))
    key = _key(entry.edition, entry.version)
    return Announced(AnnouncedKind.CANCELLED, key, _last_told(choices), title, entry.notice or "")


def _last_told(choices: Choices) -> date:
    """Return the last day on which anything was told: on which one a release was cancelled is not stored."""
    told = choices.editions
    days = [
        *(one.released for one in told.versions),
        *(one.declared for one in told.notices),
        *(move.declared for move in chain.from_iterable(one.moves for one in told.calendar)),
    ]
    return max(days, default=choices.stamp.built_at.date())
