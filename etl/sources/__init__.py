"""One reader per kind of source: a card in, a tidy frame out, or a refusal that names file, row and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from etl.cards import SourceCard
from etl.catalogue import Catalogue
from etl.sources.aggregates import read_aggregates
from etl.sources.jsonstat import read_jsonstat
from etl.sources.observations import SCHEMA
from etl.sources.respondents import read_respondents
from geo.classification import Classification


@dataclass(frozen=True, slots=True)
class Wave:
    """The respondents of one survey and period."""

    card: SourceCard
    respondents: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read."""

    waves: tuple[Wave, ...]
    observations: pl.DataFrame  # of all published sources and registers, in the tidy shape
    rows: Mapping[tuple[str, str], int]  # (source, period) -> rows taken from its file


def read_all(cards: Iterable[SourceCard], catalogue: Catalogue, classification: Classification) -> Readings:
    """Read the file of every card by the reader of its kind; raise Refused at the first that cannot be trusted."""
    waves, observations = [], [pl.DataFrame(schema=SCHEMA)]
    rows: dict[tuple[str, str], int] = {}
    for card in cards:
        match card.kind:
            case "respondents":
                frame = read_respondents(card, catalogue, classification)
                waves.append(Wave(card, frame))
            case "aggregates":
                frame = read_aggregates(card, catalogue, classification)
                observations.append(frame)
            case "jsonstat":
                frame = read_jsonstat(card, catalogue, classification)
                observations.append(frame)
        rows[card.id, card.period] = frame.height
    return Readings(tuple(waves), pl.concat(observations), rows)
