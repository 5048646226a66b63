"""A wave that was served is closed: from the difference between two builds, one late reply could be read off.

Whoever opens the dashboard sees a draft as well as an edition. A changed file of respondents is refused until it is
declared as a revision (`python -m etl revise`); so are one that is gone after its release, and the same respondents
under another name.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence

import polars as pl
import polars.selectors as cs

from contract.errors import UserError
from etl.config.card import CARD, SourceCard
from etl.config.layout import group_columns
from etl.publish.editions import ReleasedWave
from etl.publish.served.record import Record, ServedWave
from etl.publish.served.revisions import Revisions
from etl.read.sources import AnyWave
from etl.sdc.revision.row_hashes import height, rows_in_both, rows_once

READ = ("design", "population", "groups", "table")  # the parts of a card that say what is read of a file of respondents
MAY_BE_READ = (
    "answer_codes",
    "choices",
    "missing",
    "local",
)  # the same, counted only where they are written: older records know them not
# Two waves drawn apart share at most 37 % of the rows that occur once in each (x e^-x is at most e^-1, x being the rows
# expected); the same respondents filed again have nearly all of them.
SAME = 0.6
FEWEST = 30


def released_waves(cards: Iterable[SourceCard], edition: str, version: int) -> tuple[ReleasedWave, ...]:
    """List the waves that an edition releases."""
    return tuple(
        ReleasedWave(
            source=card.id,
            period=card.period,
            file=card.file,
            sha256=card.sha256,
            reading=reading_of(card),
            edition=edition,
            version=version,
        )
        for card in cards
        if card.kind == "respondents"
    )


def refuse_reopened(
    cards: Iterable[SourceCard], released: Iterable[ReleasedWave], record: Record, revisions: Revisions
) -> None:
    """Refuse a build in which a released wave is gone, or a served one has other respondents, undeclared."""
    now = {(card.id, card.period): card for card in cards if card.kind == "respondents"}
    of_editions = {wave.key: wave for wave in released}
    for name, wave in of_editions.items():
        if name not in now:
            raise UserError(
                "released_wave_missing",
                path="/".join(name),
                edition=wave.edition,
                version=wave.version,
                file=wave.file,
                sha256=wave.sha256,
            )
    for card in reopened_waves(now.values(), of_editions.values(), record):
        served = record.newest(card.id, card.period)
        if not revisions.allows(card.id, card.period, card.sha256, reading_of(card)):
            raise _reopened(card, served, of_editions.get((card.id, card.period)))
        if served is None:
            raise UserError("revision_without_record", path=card.path, folder=record.folder)


def reopened_waves(
    cards: Iterable[SourceCard], released: Iterable[ReleasedWave], record: Record
) -> Iterator[SourceCard]:
    """List the waves that were served, or released elsewhere, with another file or another reading of it."""
    of_editions = {wave.key: wave for wave in released}
    for card in cards:
        name = (card.id, card.period)
        known = record.newest(*name) or of_editions.get(name)
        if card.kind == "respondents" and known and (known.sha256, known.reading) != (card.sha256, reading_of(card)):
            yield card


def _reopened(card: SourceCard, served: ServedWave | None, released: ReleasedWave | None) -> UserError:
    """Say what was published of a wave, and how to go back to it or to declare the revision."""
    wave = f"{card.id} {card.period}"
    known = released or served
    if known is not None and known.sha256 == card.sha256:
        path = card.path.with_name(CARD)
        if released is None:
            return UserError("served_card_changed", path=path, parts=READ, wave=wave)
        return UserError(
            "released_card_changed",
            path=path,
            parts=READ,
            edition=released.edition,
            version=released.version,
            wave=wave,
        )
    if released is not None:
        return UserError(
            "released_wave_changed",
            path=card.path,
            found=card.sha256,
            edition=released.edition,
            version=released.version,
            file=released.file,
            sha256=released.sha256,
            wave=wave,
        )
    return UserError(
        "served_wave_changed",
        path=card.path,
        found=card.sha256,
        build=served and served.build,
        file=served and served.file,
        sha256=served and served.sha256,
        wave=wave,
    )


def refuse_copies(waves: Sequence[AnyWave], released: Iterable[ReleasedWave]) -> None:
    """Refuse a wave whose respondents are those of a released one, filed under another source or period."""
    closed = {wave.key: wave for wave in released}
    for old in waves:
        for new in waves:
            was = closed.get(_name(old))
            if was is not None and _name(new) not in closed and _same_people(old, new):
                wave = f"{old.card.id} {old.card.period}"
                raise UserError("released_wave_copied", path=new.card.path, wave=wave, edition=was.edition)


def _name(wave: AnyWave) -> tuple[str, str]:
    return wave.card.id, wave.card.period


def reading_of(card: SourceCard) -> str:
    """Hash what the card says of columns, groups and layout; texts and dates may be corrected."""
    written = tomllib.loads(card.path.with_name(CARD).read_text(encoding="utf-8"))
    parts = {name: written.get(name) for name in READ} | {one: written[one] for one in MAY_BE_READ if one in written}
    read = json.dumps(parts, sort_keys=True)
    return hashlib.sha256(read.encode()).hexdigest()


def _same_people(old: AnyWave, new: AnyWave) -> bool:
    """Return whether most rows of answers, groups and area that occur once in each file agree; ids may differ."""
    questions = [*(_questions(old) & _questions(new))]
    groups = [*(_groups(old) & _groups(new))]
    return mostly_same(old.scan, new.scan, groups, questions)


def mostly_same(old: pl.LazyFrame, new: pl.LazyFrame, groups: Sequence[str], questions: Sequence[str]) -> bool:
    """Return whether most rows of these columns that occur once in each frame agree; no questions: nobody knows."""
    if not questions:
        return False
    columns = ["area", *groups, *questions]
    smaller, larger = sorted((old, new), key=height)
    same = rows_in_both(smaller, larger, columns)
    return same >= FEWEST and any(same > SAME * rows_once(frame, columns) for frame in (smaller, larger))


def _groups(wave: AnyWave) -> set[str]:
    return set(group_columns(wave.card.groups))


def _questions(wave: AnyWave) -> set[str]:
    """Return the questions that somebody answered."""
    numbers = wave.scan.select(cs.integer()).select(pl.all().count()).collect(engine="streaming")
    return {name for name, answers in numbers.row(0, named=True).items() if answers and name != "row"} - _groups(wave)
