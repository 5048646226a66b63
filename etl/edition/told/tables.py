"""What a database tells of editions: those in the archive, corrections, notices, the calendar, the declaration."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import polars as pl

from contract.codes import Language
from etl.config.toml import Text
from etl.edition.told.calendar import Calendar, calendar_tables
from etl.publish.editions import Edition, Released, editions_table

TEXT = {f"text_{language}": pl.String() for language in Language}
NAME = {"edition": pl.String(), "version": pl.Int32()}
DAYS = {"released": pl.Date(), "withdrawn": pl.Date()}
VERSION = pl.Schema({**NAME, "semantic": pl.String(), "content": pl.String(), **DAYS})
CORRECTION = pl.Schema({**NAME, "corrected": pl.Date(), "wrong_version": pl.Int32(), "wrong_since": pl.Date(), **TEXT})
NOTICE = pl.Schema({**NAME, "position": pl.Int32(), "declared": pl.Date(), **TEXT})


def edition_tables(known: Released, calendar: Calendar) -> dict[str, pl.DataFrame]:
    """Return the tables of schema.sql that tell of editions, in the order in which they must be filled."""
    rows = {
        "edition_version": (VERSION, _versions),
        "correction": (CORRECTION, _corrections),
        "notice": (NOTICE, _notices),
    }
    tables = {"edition": editions_table(known)}
    for name, (schema, of_edition) in rows.items():
        found = chain.from_iterable(map(of_edition, known.editions))
        tables[name] = pl.DataFrame(list(found), schema, orient="row")
    return tables | {"correction_cell": known.cells} | calendar_tables(calendar, known)


def _versions(one: Edition) -> Iterator[tuple[object, ...]]:
    withdrawn = {two.version: two.day for two in one.withdrawn}
    for version in one.frozen:
        told = (version.semantic, version.content, version.released)
        yield one.edition, version.version, *told, withdrawn.get(version.version)


def _corrections(one: Edition) -> Iterator[tuple[object, ...]]:
    for each in one.corrections:
        yield one.edition, each.version, each.corrected, each.wrong_version, each.wrong_since, *_texts(each.text)


def _notices(one: Edition) -> Iterator[tuple[object, ...]]:
    for position, each in enumerate(one.notices):
        yield one.edition, each.version, position, each.declared, *_texts(each.text)


def _texts(text: Text) -> tuple[str, ...]:
    return tuple(getattr(text, language) for language in Language)
