"""Registers in a database: loaded from there again, and what differs in them from the build before.

Differences are told of whole periods, for a table of millions has no short list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import duckdb
import polars as pl

from contract.codes import CELL_KEY, ESTIMATE_KEY
from etl.engine.bounded import bounded
from etl.engine.sql import sql_text
from etl.read.register.table import RegisterTable

SCHEMA = pl.Schema(dict.fromkeys(("what", *ESTIMATE_KEY, "before", "after"), pl.String))
IS_REGISTER = "source IN (SELECT id FROM {}source WHERE kind = 'register')"
COLUMNS = ", ".join((*CELL_KEY, "value", "obs_status", "conf_status", "source", "note", "quoted_by"))


@dataclass(frozen=True, slots=True)
class StoredRegisters:
    """The figures of all registers of a database, which may be larger than memory."""

    database: Path
    rows: int

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, database: Path) -> Self:
        """Count them; con: a connection to the database."""
        (rows,) = con.execute(f"SELECT count(*) FROM estimate WHERE {IS_REGISTER.format('')}").fetchall()[0]
        return cls(database, rows)

    def select(self, con: duckdb.DuckDBPyConnection) -> str:
        """Return SQL of the rows of table `estimate`, in no order; the database is attached for it."""
        con.execute(f"ATTACH {sql_text(str(self.database))} AS stored (READ_ONLY)")
        return f"SELECT * FROM stored.estimate WHERE {IS_REGISTER.format('stored.')}"


def register_changes(before: Path, registers: Sequence[RegisterTable]) -> pl.DataFrame:
    """Return a row for each indicator and period of a register that is new, gone, or differs in any figure."""
    with bounded(before.parent) as con:
        con.execute(f"ATTACH {sql_text(str(before))} AS earlier (READ_ONLY)")
        con.execute("CREATE TEMP TABLE period_now (indicator VARCHAR, period VARCHAR, digest HUGEINT, rows BIGINT)")
        for register in registers:
            con.execute(f"INSERT INTO period_now {_digests(register.select(con))}")
        was = f"SELECT {COLUMNS} FROM earlier.estimate WHERE {IS_REGISTER.format('earlier.')}"
        con.execute(f"CREATE TEMP TABLE period_before AS {_digests(was)}")
        return _told(con)


def _digests(rows: str) -> str:
    """Return SQL of one number for all rows of an indicator and period, and how many they are."""
    digest = f"sum(hash({COLUMNS})::HUGEINT) AS digest, count(*) AS rows"
    return f"SELECT indicator, period, {digest} FROM ({rows}) GROUP BY ALL"


def _told(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    found: pl.DataFrame = con.sql(
        """WITH differing AS (
            SELECT CASE WHEN b.rows IS NULL THEN 'added' WHEN n.rows IS NULL THEN 'removed' ELSE 'recomputed' END what,
                indicator, period, coalesce(b.rows, n.rows) AS rows,
                indicator IN (SELECT p.indicator FROM period_before p JOIN period_now USING (indicator)) AS known
            FROM period_now n FULL JOIN period_before b USING (indicator, period)
            WHERE n.digest IS DISTINCT FROM b.digest
        )
        SELECT what, indicator, CASE WHEN known THEN period END AS period,
            CASE WHEN what = 'removed' THEN sum(rows) || ' cells' END AS before,
            CASE WHEN what = 'added' THEN sum(rows) || ' cells' END AS after
        FROM differing GROUP BY what, indicator, CASE WHEN known THEN period END ORDER BY ALL"""
    ).pl()
    return pl.concat([SCHEMA.to_frame(), found.cast(dict.fromkeys(found.columns, pl.String))], how="diagonal")
