"""Figures that the period or the file before had and this one lacks: a file that was cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import polars as pl

from contract.codes import ESTIMATE_KEY, GROUP_KEY
from contract.errors import UserError
from etl.config.findings import Finding
from etl.read.plausible.cells import Cells, finding, told
from geo.tables import Area

SHOWN = 8
MOST = 0.6  # of the areas of a level: where more are there, the others may have been lost
OF_AREAS = tuple(name for name in ESTIMATE_KEY if name != "code")
TABLES = ("indicator", "level", *GROUP_KEY)


def areas_lost(cells: Cells) -> Iterator[Finding]:
    """Find tables that lack areas of the period before; the first period is held against the areas of its level."""
    series = ("source", *TABLES, "beat")
    tables = (
        cells.frame.sort("order", "row")
        .group_by(*series, "period", "order", maintain_order=True)
        .agg(pl.col("row", "file", "geo_year").first(), codes=pl.col("code").unique(maintain_order=True))
        .with_columns(
            before=pl.col("codes").shift(1).over(series), period_before=pl.col("period").shift(1).over(series)
        )
    )
    short = pl.col("codes").list.len() < pl.col("before").list.len()
    may_lack = pl.col("before").list.set_difference("codes").list.len() > 0
    for row in tables.filter(pl.col("before").is_null() | short | may_lack).iter_rows(named=True):
        known = {area.code: area for area in _areas(cells, row)}
        there = set(row["codes"])
        if row["before"] is None:
            lost = sorted(set(known) - there)
            if lost and len(there) > MOST * len(known):
                yield finding(
                    "areas_incomplete",
                    row,
                    OF_AREAS,
                    cell=told(row, OF_AREAS),
                    number=len(there),
                    all=len(known),
                    missing=_named(lost, known),
                )
        elif lost := sorted((set(row["before"]) - there) & set(known)):
            yield finding(
                "areas_lost",
                row,
                OF_AREAS,
                cell=told(row, OF_AREAS),
                number=len(there),
                before=row["period_before"],
                earlier=len(row["before"]),
                missing=_named(lost, known),
            )


def tables_lost(cells: Cells) -> Iterator[Finding]:
    """Find what the last period of a source's file before had and its next file has in no period."""
    files = (
        cells.frame.sort("order", "row")
        .group_by("source", "file", maintain_order=True)
        .agg(pl.col("order", "period").last(), pl.col("row").first())
        .sort("source", "order", maintain_order=True)
        .with_columns(pl.col("file", "period").shift(1).over("source").name.suffix("_before"))
        .filter(pl.col("file_before").is_not_null())
    )
    own = cells.frame.select("file", *TABLES).unique(maintain_order=True)
    last = cells.frame.filter(pl.col("order") == pl.col("order").max().over("file", "indicator"))
    had = last.select(*TABLES, file_before="file").unique(maintain_order=True)
    lost = files.join(had, on="file_before").join(own, on=["file", *TABLES], how="anti").sort("file", *TABLES)
    for row in lost.iter_rows(named=True):
        yield finding("table_lost", row, TABLES, cell=told(row, TABLES), before=row["period_before"])


def _areas(cells: Cells, row: Mapping[str, Any]) -> tuple[Area, ...]:
    """List the areas that a table may have; none where its division is not told."""
    with suppress(UserError):
        return cells.classification.areas(row["level"], date(row["geo_year"], 1, 1))
    return ()


def _named(codes: list[str], known: Mapping[str, Area]) -> list[str]:
    first = [f"{code} {known[code].name_fi}" for code in codes[:SHOWN]]
    return [*first, "…"] if len(codes) > SHOWN else first
