"""The few different codes of a register's many rows: each is looked up once, and refused at its first row."""

from __future__ import annotations

import duckdb
import polars as pl

from contract.errors import UserError
from etl.config.catalogue.catalogue import Catalogue
from etl.read.area_codes import area_codes
from etl.read.formats.table import ROW as ROW_OF_TABLE
from etl.read.formats.table import SourceTable
from etl.read.observations import period
from etl.read.register.told import ROW, Told
from geo.classification import Classification

AREA = ("level", "geo_year", "area")


def areas_of(con: duckdb.DuckDBPyConnection, told: Told, classification: Classification) -> pl.DataFrame:
    """Return `level geo_year area` as they stand and `code`, ours; raise UserError for what is no area.

    Figures of an older division are refused: moving them to the newest one takes the whole table into memory.
    """
    stood = _different(con, told, AREA)
    newest = str(classification.newest_year)
    older = stood.filter(pl.col("geo_year") != newest)
    _refuse_first(told, older, "geo_year", UserError("register_older_division", newest=newest))
    found = []
    for (level,), rows in stood.group_by("level", maintain_order=True):
        frame = rows.select(pl.col(ROW).alias(ROW_OF_TABLE), *AREA)
        table = SourceTable(told.path, frame, names=told.names)
        found.append(
            rows.select(AREA).with_columns(code=area_codes(table, "area", str(level), int(newest), classification))
        )
    return pl.concat(found)


def periods_of(con: duckdb.DuckDBPyConnection, told: Told) -> pl.DataFrame:
    """Return `period` as it stands and `known`, as the database holds it; raise UserError for what is none."""
    stood = _different(con, told, ("period",))
    known = stood.with_columns(known=pl.Series([period(text) for text in stood["period"]], dtype=pl.String))
    _refuse_first(told, known.filter(pl.col("known").is_null()), "period", UserError("not_a_period"))
    return known.select("period", "known")


def check_indicators(con: duckdb.DuckDBPyConnection, told: Told, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the indicators of a register; raise UserError for one that the catalogue does not have as a register's."""
    stood = _different(con, told, ("indicator",))
    known = {one.id: one for one in catalogue.indicators}
    _refuse_first(
        told, stood.filter(~pl.col("indicator").is_in(list(known))), "indicator", UserError("indicator_unknown")
    )
    sampled = [name for name in stood["indicator"] if known[name].kind.sampled]
    _refuse_first(told, stood.filter(pl.col("indicator").is_in(sampled)), "indicator", UserError("register_of_sample"))
    return tuple(sorted(stood["indicator"]))


def check_groups(con: duckdb.DuckDBPyConnection, told: Told, catalogue: Catalogue) -> None:
    """Raise UserError for a group that the catalogue does not have."""
    stood = _different(con, told, ("group_dim", "group_code"))
    pairs = stood.select("group_dim", "group_code").iter_rows()
    unknown = pl.Series([not catalogue.has_group(dim, code) for dim, code in pairs], dtype=pl.Boolean)
    _refuse_first(told, stood.filter(unknown), "group_code", UserError("group_unknown"))


def _different(con: duckdb.DuckDBPyConnection, told: Told, names: tuple[str, ...]) -> pl.DataFrame:
    """Return the different values of columns with their first row and how many rows there are; none may be empty."""
    listed = ", ".join(names)
    stood: pl.DataFrame = con.sql(
        f'SELECT {listed}, min("{ROW}") AS "{ROW}", count(*) AS rows'
        f' FROM ({told.sql}) GROUP BY {listed} ORDER BY "{ROW}"'
    ).pl()
    for name in names:
        _refuse_first(told, stood.filter(pl.col(name).is_null()), name, UserError("cell_empty"))
    return stood


def _refuse_first(told: Told, bad: pl.DataFrame, column: str, error: UserError) -> None:
    for row in bad.head(1).iter_rows(named=True):
        first = error.at(told.path, row=row[ROW], column=told.names.get(column, column), found=row[column])
        first.more_rows = int(bad["rows"].sum()) - 1
        raise first
