"""Published figures in a table (CSV, XLSX …) -> observations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from etl.cards import SourceCard
from etl.sources.files import read_file
from etl.sources.observations import tidy
from etl.sources.raw import ROW, Raw

if TYPE_CHECKING:
    from etl.catalogue import Catalogue
    from geo.classification import Classification

NEEDED = ("indicator", "period", "area", "level", "geo_year", "group_dim", "group_code", "value")
OPTIONAL = ("ci_low", "ci_high", "n", "flag", "quoted_by", "note")


def read_aggregates(card: SourceCard, catalogue: Catalogue, classification: Classification) -> pl.DataFrame:
    """Read published figures as observations (see `tidy`); what [table.constant] says holds for every row."""
    raw = read_file(card)
    columns, constant = card.table.columns, card.table.constant
    said = {name: columns.get(name, name) for name in NEEDED if name not in constant} | dict(columns)
    raw.need(list(said.values()), card.unused)
    return tidy(_with_our_names(raw, said, constant), card.id, catalogue, classification)


def _with_our_names(raw: Raw, said: dict[str, str], constant: dict[str, str]) -> Raw:
    given = [pl.col(theirs).alias(ours) for ours, theirs in said.items()]
    same = [pl.lit(text).alias(ours) for ours, text in constant.items()]
    none = [pl.lit(None, pl.String).alias(name) for name in OPTIONAL if name not in said and name not in constant]
    return replace(raw, frame=raw.frame.select(ROW, *given, *same, *none), names=said)
