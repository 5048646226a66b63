"""DuckDB as the engine: out of core, within a memory limit, spilling into a folder that is given and swept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from contract.errors import UserError
from etl.engine.bounded import bounded
from etl.engine.sql import sql_file, sql_name
from etl.sums.engine import Column


@dataclass(frozen=True, slots=True)
class DuckEngine:
    """One connection to a database in memory, with one thread: sums add in one order, build after build."""

    con: duckdb.DuckDBPyConnection

    def open(self, name: str, files: Sequence[Path], columns: Sequence[Column]) -> None:
        """Let statements read the files as the table `name`."""
        for path in files:
            _refuse_alike(path)
        paths = ", ".join(map(sql_file, files))
        parts = ", ".join(f"{_cast(one)} AS {one.ours}" for one in columns)
        self._run(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {parts} FROM read_parquet([{paths}])")

    def keep(self, name: str, sql: str) -> None:
        """Keep what a statement finds as the table `name`."""
        self._run(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def drop(self, name: str) -> None:
        """Forget a table."""
        self._run(f"DROP TABLE IF EXISTS {name}")

    def rows(self, sql: str) -> pl.DataFrame:
        """Return what a statement finds."""
        with _told():
            found = pl.from_arrow(self.con.sql(sql).to_arrow_table())
        return found if isinstance(found, pl.DataFrame) else found.to_frame()

    def _run(self, sql: str) -> None:
        with _told():
            self.con.execute(sql)


@contextmanager
def _told() -> Iterator[None]:
    """Say in words what DuckDB could not do; that memory or disk are too small, `bounded` says."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise UserError("engine_failed", found=_first_line(error)) from error


@contextmanager
def duck_engine(beside: Path) -> Iterator[DuckEngine]:
    """Open DuckDB within the limit of memory of a build; what does not fit is laid into a folder in `beside`."""
    with bounded(beside) as con:
        con.execute("SET threads = 1")
        con.execute("SET preserve_insertion_order = false")
        # the bounds that stand in a Parquet file know of no NaN: from them DuckDB would conclude that there is none
        con.execute("SET disabled_optimizers = 'statistics_propagation'")
        yield DuckEngine(con)


def _refuse_alike(path: Path) -> None:
    """Refuse two columns that are one to DuckDB, whatever stands in quotes: it would sum the first of them twice."""
    with path.open("rb") as opened:  # by its name, marks of patterns and all
        names = pl.Series("name", [*pl.read_parquet_schema(opened)])
    alike = names.filter(names.str.to_lowercase().is_duplicated()).to_list()
    if alike:
        raise UserError("engine_columns_alike", path=path, columns=alike)


def _cast(column: Column) -> str:
    theirs = sql_name(column.theirs)
    if not column.number:
        return f"CAST({theirs} AS STRING)"
    return f"nullif(CAST({theirs} AS DOUBLE), CAST('NaN' AS DOUBLE))"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
