"""What a build knows -> the tables of schema.sql, each as a frame with the columns of its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import count
from typing import Any

import polars as pl

from contract.codes import Language
from contract.period import Period
from contract.schema import SCHEMA_NUMBER
from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.config.follow_up import FollowUp
from etl.config.policy import Policy, policy_rows
from etl.config.toml import Text
from etl.read.wording import wordings
from geo.boundaries import Shape
from geo.classification import Classification
from geo.tables import Area, Membership, read_tiles

TEXTS = ("name", "short", "clause", "question", "counts", "population", "why", "limits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that goes into one database."""

    build: str
    version: int
    status: str  # draft or published
    policy: Policy
    catalogue: Catalogue
    classification: Classification
    follow_up: tuple[FollowUp, ...]
    cards: tuple[SourceCard, ...]
    rows_read: Mapping[tuple[str, str], int]  # (source, period)
    shapes: tuple[Shape, ...]
    estimates: pl.DataFrame
    comparisons: pl.DataFrame
    small_areas: pl.DataFrame


def database_tables(situation: Situation) -> dict[str, pl.DataFrame]:
    """Return the tables of the contract in the order in which they must be filled; not `area_moved edition change`."""
    s = situation
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "build": [_build(s)],
        "policy": (_fields(row) for row in policy_rows(s.policy)),
        "source": _sources(s.cards),
        "source_note": source_notes(s.cards),
        "source_file": _files(s),
        "indicator": _indicators(s.catalogue),
        "question": _questions(s.catalogue),
        "answer_option": _answer_options(s.catalogue),
        "follow_up": (
            {"id": one.id, "position": at, **texts(name=one.name, asks=one.asks)} for at, one in enumerate(s.follow_up)
        ),
        "follow_up_indicator": _followed(s),
        "series_break": _breaks(s.catalogue),
        "wording": wordings(s.cards, s.catalogue),
        "population_group": _groups(s.catalogue),
        "area": _areas(s.classification),
        "area_member": (_dated(member) for member in s.classification.memberships),
        "area_successor": (_fields(successor) for successor in s.classification.successions()),
        "tile": (_fields(tile) for tile in read_tiles()),
        "shape": (_fields(shape) for shape in s.shapes),
    }
    frames = {name: pl.DataFrame(list(table), infer_schema_length=None) for name, table in rows.items()}
    return frames | {"estimate": s.estimates, "comparison": s.comparisons, "small_area": s.small_areas}


def texts(**named: Text | None) -> dict[str, str | None]:
    """Spread three-language texts over columns: name -> name_fi, name_sv, name_en."""
    columns: dict[str, str | None] = {}
    for name, text in named.items():
        columns |= {f"{name}_{language}": None if text is None else getattr(text, language) for language in Language}
    return columns


def edition_of(cards: Iterable[SourceCard]) -> str:
    """Name the edition after the year in which the newest period of the country's sources ends."""
    return str(max(Period.parse(card.period).last for card in cards if card.local is None))


def _build(s: Situation) -> dict[str, Any]:
    return {
        "id": s.build,
        "edition": edition_of(s.cards),
        "version": s.version,
        "status": s.status,
        "built_at": datetime.now(UTC).replace(tzinfo=None),
        "synthetic": any(card.synthetic for card in s.cards),
        "schema": SCHEMA_NUMBER,
    }


def _sources(cards: tuple[SourceCard, ...]) -> Iterator[dict[str, Any]]:
    """Describe a source by its newest card; it is synthetic as soon as one of its files is."""
    newest = {card.id: card for card in sorted(cards, key=lambda card: Period.parse(card.period))}
    for card in newest.values():
        same = ("id", "kind", "quoted_by", "licence", "url")
        yield {name: getattr(card, name) for name in same} | {
            "synthetic": any(one.synthetic for one in cards if one.id == card.id),
            **texts(title=card.title, producer=card.producer, method=card.method),
        }


def source_notes(cards: Iterable[SourceCard]) -> Iterator[dict[str, Any]]:
    """Yield what readers are told of a source: its rule for small counts and the notes of its publisher, each once."""
    told: dict[str, list[dict[str, Any]]] = {}
    for card in cards:
        rows = told.setdefault(card.id, [])
        if card.disclosure is not None:
            rows.append(
                {"own_words": False, "min_count": card.disclosure.min_count, **texts(text=card.disclosure.stated)}
            )
        for note in card.accepted_notes:
            words = note.note.partition(" ")[2]
            text = note.told or Text(fi=words, sv=words, en=words)
            rows += [{"own_words": note.told is None, "min_count": None, **texts(text=text)}] if text.fi else []
    for source, rows in told.items():
        once = [row for at, row in enumerate(rows) if row not in rows[:at]]
        yield from ({"source": source, "position": position, **row} for position, row in enumerate(once))


def _files(s: Situation) -> Iterator[dict[str, Any]]:
    for card in s.cards:
        same = {name: getattr(card, name) for name in ("period", "file", "sha256", "accessed")}
        yield {"source": card.id, **same, "rows": s.rows_read[card.id, card.period]}


def _indicators(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    same = ("id", "position", "domain", "kind", "recorded_by", "unit", "decimals", "direction", "headline", "source")
    for one in catalogue.indicators:
        yield {name: getattr(one, name) for name in same} | texts(**{name: getattr(one, name) for name in TEXTS})


def _questions(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for one in catalogue.indicators:
        if one.answers is not None:
            asked = {"indicator": one.id, "column_name": one.answers.column, "scale": one.answers.scale}
            yield asked | texts(easy=one.easy)


def _answer_options(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for name, scale in catalogue.scales.items():
        for at, (code, label) in enumerate(scale.codes.items()):
            option = {"scale": name, "code": code, "position": at, "is_answer": code not in scale.no_answer}
            yield option | texts(text=label)


def _followed(s: Situation) -> Iterator[dict[str, Any]]:
    """List the indicators of what is followed; those that wait for their source are left out."""
    present = {one.id for one in s.catalogue.indicators}
    for one in s.follow_up:
        for indicator in (*one.indicators, *one.indirect):
            if indicator in present:
                yield {"follow_up": one.id, "indicator": indicator, "indirect": indicator in one.indirect}


def _breaks(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for one in catalogue.indicators:
        for at in one.breaks:
            yield {"indicator": one.id, "period": at.period, **texts(reason=at.reason)}


def _groups(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    position = count()
    for dimension in catalogue.groups:
        for group in dimension.groups:
            key = {"dim": dimension.dim, "code": group.code, "position": next(position)}
            yield key | texts(dim=dimension.name, name=group.name)


def _areas(classification: Classification) -> Iterator[dict[str, Any]]:
    for position, area in enumerate(classification.every):
        yield _dated(area) | {"position": position}


def _dated(row: Area | Membership) -> dict[str, Any]:
    held = _fields(row)
    del held["valid"]
    return held | {"valid_from": row.valid.first, "valid_to": row.valid.last}


def _fields(row: Any) -> dict[str, Any]:
    """Return the fields of a dataclass as they are; `asdict` copies every value, which takes as long as the rest."""
    return {one.name: getattr(row, one.name) for one in fields(row)}
