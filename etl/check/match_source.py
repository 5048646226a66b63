"""Which source a file fits, and what its reader says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import polars as pl

from contract.errors import UserError
from contract.period import Period
from etl.check.beside_stored import findings_of
from etl.check.columns import columns_of_source
from etl.check.kit import refuse_without_card
from etl.check.own_card import card_beside
from etl.config.card import MEGABYTE, SourceCard, read_cards
from etl.config.catalogue.catalogue import Catalogue, read_catalogue
from etl.config.findings import Finding
from etl.read.formats.files import CUBE_TEXTS, CUBES, TABLES, column_names, format_of
from etl.read.plausible.queries import not_accepted
from etl.read.sources import READERS, REGISTER
from etl.read.survey.large import refuse_large
from geo.classification import Classification, read_classification

KINDS: Mapping[str, Collection[str]] = {  # how a card's file may be named; registers are checked by the build
    "respondents": TABLES.keys(),
    "aggregates": TABLES.keys(),
    "cube": (*CUBES, *CUBE_TEXTS),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """The source that a file fits best, and the result of reading it as that source: a frame, or an error."""

    card: SourceCard  # of the source, with the file in the place of its own
    likeness: float  # share of columns that both have, 0..1
    frame: pl.DataFrame | None
    error: UserError | None
    findings: tuple[Finding, ...] = ()  # of query edits, that the card does not accept
    own: bool = False  # the card lies beside this very file


@dataclass(frozen=True, slots=True)
class Known:
    """What files are compared with."""

    cards: tuple[SourceCard, ...]
    catalogue: Catalogue
    areas: Classification
    max_megabytes: float

    @classmethod
    def of(cls, data: Path, max_megabytes: float) -> Known:
        """Read what is known, with the cards of a folder of data; raise UserError."""
        cards = read_cards(data / "sources", max_megabytes, with_files=False)
        return cls(cards, read_catalogue(), read_classification(), max_megabytes)


def fit(path: Path, known: Known, source: str = "") -> Fit | None:
    """Read a file as the source it is most like, or as the named one; None where it is like none. Raise UserError."""
    check_size(path, known.max_megabytes)
    newest = {card.id: card for card in sorted(known.cards, key=lambda card: Period.parse(card.period))}
    if source in newest and newest[source].kind == REGISTER:
        raise UserError("register_not_checked", path=path, source=source)
    if source and source not in newest:
        raise UserError("source_unknown", source=source, sources=sorted(newest))
    form = format_of(path)
    if not source and (beside := card_beside(path, known.max_megabytes)):
        return replace(_read_as(beside, path, 1.0, known), own=True)
    if not source:
        refuse_without_card(path, known.cards)
    # The answers of a place are like those of any other: they are its own only beside its card, or where it is named
    of_country = [card for card in newest.values() if card.local is None and form in KINDS.get(card.kind, ())]
    cards = [newest[source]] if source else of_country
    columns = column_names(path)
    ranked = sorted(
        ((_likeness(columns_of_source(card, known.catalogue), columns), card.id) for card in cards), reverse=True
    )
    if not ranked or (ranked[0][0] == 0 and not source):
        return None
    best = ranked[0][0]
    alike = [newest[name] for likeness, name in ranked if likeness == best]
    alike.sort(key=lambda card: card.file != path.name)  # of several with the same columns, the one of this name first
    tried: list[Fit] = []
    for card in alike:
        tried.append(_read_as(card, path, best, known))
        if tried[-1].error is None:
            return tried[-1]
    return tried[0]


def _read_as(of_source: SourceCard, path: Path, likeness: float, known: Known) -> Fit:
    """Read a file in the place of a source's own."""
    card = msgspec.structs.replace(of_source, path=path, file=path.name)
    told: list[Finding] = []
    try:
        refuse_large(card)
        frame = READERS[card.kind](card, known.catalogue, known.areas, told)
        told.extend(findings_of(card, frame, known.cards, known.catalogue, known.areas))
        return Fit(card, likeness, frame, None, not_accepted(card, told))
    except UserError as error:
        return Fit(card, likeness, None, error)


def check_size(path: Path, max_megabytes: float) -> None:
    """Refuse a file that is larger than the policy allows."""
    size = path.stat().st_size if path.is_file() else 0  # what is not there or empty is told by `format_of`
    if size > max_megabytes * MEGABYTE:
        raise UserError("file_too_large", path=path, megabytes=size / MEGABYTE, limit=max_megabytes)


def _likeness(of_source: set[str], of_file: set[str]) -> float:
    """Return the share of a source's columns that a file has; texts beside them (a title, data) do not lower it."""
    return len(of_source & of_file) / len(of_source) if of_source else 0.0
