"""A released wave is closed: from the difference between two editions, one late reply could be read off.

A changed file of respondents, one that is gone, and the same respondents under another name are refused.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Sequence

import polars as pl

from contract.errors import UserError
from etl.config.card import CARD, SourceCard, group_columns
from etl.publish.editions import ReleasedWave
from etl.read.sources import Wave

READ = ("design", "population", "groups", "table")  # the parts of a card that say what is read of a file of respondents
# Two waves drawn apart share at most 37 % of the rows that occur once in each (x e^-x is at most e^-1, x being the rows
# expected); the same respondents filed again have nearly all of them.
SAME = 0.6
FEWEST = 30


def released_waves(cards: Iterable[SourceCard], edition: str, version: int) -> tuple[ReleasedWave, ...]:
    """List the waves that an edition releases."""
    return tuple(
        ReleasedWave(card.id, card.period, card.file, card.sha256, _reading(card), edition, version)
        for card in cards
        if card.kind == "respondents"
    )


def refuse_reopened(cards: Iterable[SourceCard], released: Iterable[ReleasedWave]) -> None:
    """Refuse a build in which a released wave is gone, or has another file or another reading of it."""
    now = {(card.id, card.period): card for card in cards if card.kind == "respondents"}
    for wave in released:
        card = now.get((wave.source, wave.period))
        if card is None:
            raise UserError(
                "released_wave_missing",
                path=f"{wave.source}/{wave.period}",
                edition=wave.edition,
                version=wave.version,
                file=wave.file,
                sha256=wave.sha256,
            )
        if card.sha256 != wave.sha256:
            raise UserError(
                "released_wave_changed",
                path=card.path,
                found=card.sha256,
                edition=wave.edition,
                version=wave.version,
                file=wave.file,
                sha256=wave.sha256,
            )
        if _reading(card) != wave.reading:
            raise UserError(
                "released_card_changed",
                path=card.path.with_name(CARD),
                parts=READ,
                edition=wave.edition,
                version=wave.version,
            )


def refuse_copies(waves: Sequence[Wave], released: Iterable[ReleasedWave]) -> None:
    """Refuse a wave whose respondents are those of a released one, filed under another source or period."""
    closed = {(wave.source, wave.period): wave for wave in released}
    for old in waves:
        for new in waves:
            was = closed.get(_name(old))
            if was is not None and _name(new) not in closed and _same_people(old, new):
                wave = f"{old.card.id} {old.card.period}"
                raise UserError("released_wave_copied", path=new.card.path, wave=wave, edition=was.edition)


def _name(wave: Wave) -> tuple[str, str]:
    return wave.card.id, wave.card.period


def _reading(card: SourceCard) -> str:
    """Hash what the card says of columns, groups and layout; texts and dates may be corrected."""
    written = tomllib.loads(card.path.with_name(CARD).read_text(encoding="utf-8"))
    read = json.dumps({name: written.get(name) for name in READ}, sort_keys=True)
    return hashlib.sha256(read.encode()).hexdigest()


def _same_people(old: Wave, new: Wave) -> bool:
    """Return whether most rows of answers, groups and area that occur once in each file agree; ids may differ."""
    questions = [*(_questions(old) & _questions(new))]
    groups = [*(_groups(old) & _groups(new))]
    if not questions:
        return False
    one, other = (
        wave.respondents.select("area", *groups, *questions).filter(pl.struct(pl.all()).is_unique())
        for wave in (old, new)
    )
    same = one.join(other, on=one.columns, how="semi", nulls_equal=True).height
    return same >= FEWEST and same > SAME * min(one.height, other.height)


def _groups(wave: Wave) -> set[str]:
    return set(group_columns(wave.card.groups))


def _questions(wave: Wave) -> set[str]:
    frame = wave.respondents
    asked = frame.select(pl.col(pl.Int64)).columns
    return {name for name in asked if name != "row" and frame[name].count()} - _groups(wave)
