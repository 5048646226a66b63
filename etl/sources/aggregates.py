"""Published figures in a table (CSV, XLSX …) -> observations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from etl.cards import SourceCard
from etl.refused import Refused
from etl.sources.areas import SHOWN, only_level
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
    raw.need([*said.values(), *card.table.select], card.unused)
    chosen = _chosen(raw, card.table.select)
    if card.table.mixed:
        level, geo_year = _of_all_rows(card, "level"), int(_of_all_rows(card, "geo_year"))
        chosen = only_level(chosen, said["area"], level, geo_year, classification)
    return tidy(_with_our_names(chosen, said, constant), card.id, catalogue, classification)


def _chosen(raw: Raw, select: dict[str, str]) -> Raw:
    """Keep the rows that [table.select] names: some tables stack several measures in one column."""
    for column, wanted in select.items():
        same = raw.text(column) == wanted
        if not same.any():
            there = ", ".join(raw.text(column).drop_nulls().unique(maintain_order=True).head(SHOWN))
            do = "Mend [table.select] in the card"
            raise Refused(raw.path, f"no row says {wanted!r}", column=column, stood=there, do=do)
        raw = raw.only(raw.frame.filter(same)[ROW])
    return raw


def _of_all_rows(card: SourceCard, name: str) -> str:
    if name not in card.table.constant:
        do = f"Write {name} into [table.constant] of the card"
        raise Refused(card.path, f"a file with mixed levels needs one {name} for all rows", do=do)
    return card.table.constant[name]


def _with_our_names(raw: Raw, said: dict[str, str], constant: dict[str, str]) -> Raw:
    given = [pl.col(theirs).alias(ours) for ours, theirs in said.items()]
    same = [pl.lit(text).alias(ours) for ours, text in constant.items()]
    none = [pl.lit(None, pl.String).alias(name) for name in OPTIONAL if name not in said and name not in constant]
    return replace(raw, frame=raw.frame.select(ROW, *given, *same, *none), names=said)
