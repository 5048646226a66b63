"""The population of a survey and the persons sampled for it: tables of counts beside the card."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import polars as pl

from contract.errors import UserError
from etl.config.card import CARD, SourceCard, tidy_columns
from etl.config.catalogue.catalogue import Catalogue
from etl.config.layout import Table
from etl.read.area_codes import area_codes
from etl.read.formats.files import read_file
from etl.read.formats.table import SourceTable
from etl.read.respondents import read_group
from etl.read.signs.missing import without_signs
from geo.classification import Classification

POPULATION = "population"
SAMPLED = "sampled"


def read_population(card: SourceCard, catalogue: Catalogue, classification: Classification) -> pl.DataFrame | None:
    """Read the population of a survey: `area` and group dimensions (those that the file has), `population` in persons.

    None where the card names no file. Raise UserError with the row of what cannot be.
    """
    if card.population is None:
        return None
    return _read_counts(card, card.population.file, POPULATION, catalogue, classification)


def read_sample(card: SourceCard, catalogue: Catalogue, classification: Classification) -> pl.DataFrame | None:
    """Read the persons sampled as `read_population` reads the population; the count is called `sampled`."""
    if card.fieldwork is None or card.fieldwork.sample_file is None:
        return None
    return _read_counts(card, card.fieldwork.sample_file, SAMPLED, catalogue, classification)


def counted(respondents: pl.LazyFrame, by: Sequence[str], **more: pl.Expr) -> pl.DataFrame:
    """Count the respondents of every combination of these columns as `responded`, sorted; `more` is told of each."""
    counts = respondents.group_by(by).agg(responded=pl.len().cast(pl.Int64), **more)
    return counts.collect(engine="streaming").sort(by, nulls_last=True)


def _read_counts(
    card: SourceCard, file: str, count: str, catalogue: Catalogue, classification: Classification
) -> pl.DataFrame:
    if card.design is None:
        raise UserError("card_part_missing", path=card.path.with_name(CARD), kind=card.kind, part="design")
    beside = msgspec.structs.replace(card, path=card.path.with_name(file), table=Table())
    raw = read_file(beside)
    ours = tidy_columns(card)
    by = [column for column in ours if column in raw.frame.columns]
    raw.need([*by, count], ())
    raw = without_signs(raw, card.missing, [count])
    if not by:
        raise UserError("counts_of_no_group", path=raw.path, found=raw.frame.columns, columns=list(ours))
    accepted = card.accepted_labels.get(card.design.area, {})
    codes = [
        area_codes(raw, column, card.design.level, card.design.geo_year, classification, accepted)
        if column == card.design.area
        else _group(raw, beside, column, catalogue)
        for column in by
    ]
    groups = pl.DataFrame([of.alias(ours[column]) for column, of in zip(by, codes, strict=True)])
    raw.reject(groups.is_duplicated(), by[-1], "group_counted_twice")
    return groups.with_columns(_persons(raw, count))


def _group(raw: SourceTable, card: SourceCard, column: str, catalogue: Catalogue) -> pl.Series:
    codes = read_group(raw, card, tidy_columns(card)[column], catalogue)
    raw.reject(codes.is_null(), column, "cell_empty")
    return codes


def _persons(raw: SourceTable, column: str) -> pl.Series:
    persons = raw.number(column)
    raw.reject(persons.is_null(), column, "cell_empty")
    raw.reject((persons < 0) | (persons != persons.round()), column, "not_a_count_of_persons")
    return persons.cast(pl.Int64).alias(column)
