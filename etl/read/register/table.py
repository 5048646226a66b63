"""The card of a register -> a table that was checked and lies where it lay: it is read again when it is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from contract.codes import CELL_KEY, Unit
from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.engine.bounded import bounded
from etl.engine.disk import refuse_failing_disk
from etl.engine.sql import sql_text
from etl.read.register.codes import areas_of, check_groups, check_indicators, periods_of
from etl.read.register.told import ROW, Told, told_by
from etl.read.register.values import check_once, check_values
from etl.read.status import CONF, OBS
from geo.classification import Classification

ORDER = "indicator, level, code, period, group_dim, group_code"  # in which a database holds its figures


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A register that was read and is right: rows of table `estimate` for as long as its file stays as it is."""

    card: SourceCard
    indicators: tuple[str, ...]
    rows: int
    told: Told
    areas: pl.DataFrame  # level geo_year area, as they stand, and code
    periods: pl.DataFrame  # period, as it stands, and known

    def select(self, con: duckdb.DuckDBPyConnection) -> str:
        """Return SQL of the rows of table `estimate`, in no order; what it needs is registered with the connection."""
        return _select(con, self.told, self.card.id, self.areas, self.periods)


def read_register(
    card: SourceCard, catalogue: Catalogue, classification: Classification, beside: Path
) -> RegisterTable:
    """Check the file of a register within the limit of memory; raise UserError with the row and the column.

    beside: a folder where DuckDB may lay what does not fit.
    """
    with _readable(card.path, beside), bounded(beside) as con:
        percent = [one.id for one in catalogue.indicators if one.unit == Unit.PERCENT]
        told = told_by(con, card, percent)
        indicators = check_indicators(con, told, catalogue)
        check_groups(con, told, catalogue)
        periods = periods_of(con, told)
        areas = areas_of(con, told, classification)
        rows = check_values(con, told, card, catalogue)
        check_once(con, told, _select(con, told, card.id, areas, periods, f'"{ROW}"'))
    return RegisterTable(card, indicators, rows, told, areas, periods)


@contextmanager
def _readable(path: Path, beside: Path) -> Iterator[None]:
    """Raise UserError for a file that DuckDB cannot read, and for a disk without room for what does not fit."""
    try:
        yield
    except duckdb.Error as error:
        refuse_failing_disk(beside, error)
        raise UserError("parquet_damaged", path=path) from error


def _select(
    con: duckdb.DuckDBPyConnection, told: Told, source: str, areas: pl.DataFrame, periods: pl.DataFrame, *more: str
) -> str:
    con.register("areas_of_file", areas)
    con.register("periods_of_file", periods)
    ours = {"period": "known AS period", "geo_year": "geo_year::INTEGER AS geo_year"}
    key = (ours.get(name, name) for name in CELL_KEY)
    columns = ", ".join((*key, "value", OBS, CONF, f"{sql_text(source)} AS source", "quoted_by", "note", *more))
    return (
        f"SELECT {columns} FROM ({told.sql}) JOIN areas_of_file USING (level, geo_year, area)"
        " JOIN periods_of_file USING (period)"
    )
