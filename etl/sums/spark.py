"""Apache Spark as the engine, where an office has a cluster: the same statements, word for word.

Where Spark runs, and with what memory, Spark's own settings say (spark-defaults.conf, PYSPARK_SUBMIT_ARGS). Its sums
are equal to those of DuckDB to about 1e-15, never to the bit: parts of a sum come together in the order in which they
end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from contract.errors import UserError
from etl.sums.engine import Column, Engine

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SETTINGS = {"spark.sql.caseSensitive": "true"}  # names of columns are what stands in the file


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """One session of Spark."""

    session: SparkSession
    kept: dict[str, DataFrame] = field(default_factory=dict)

    def open(self, name: str, files: Sequence[Path], columns: Sequence[Column]) -> None:
        """Let statements read the files as the table `name`."""
        found = self.session.read.parquet(*map(str, files))
        found.select(*(_cast(one) for one in columns)).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        """Keep what a statement finds as the table `name`."""
        self.kept[name] = self.session.sql(sql).persist()
        self.kept[name].createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        """Forget a table."""
        if name in self.kept:
            self.session.catalog.dropTempView(name)
            self.kept.pop(name).unpersist()

    def rows(self, sql: str) -> pl.DataFrame:
        """Return what a statement finds."""
        found = pl.from_arrow(self.session.sql(sql).toArrow())
        return found if isinstance(found, pl.DataFrame) else found.to_frame()


@contextmanager
def spark_engine() -> Iterator[Engine]:
    """Open a session of Spark; raise UserError where PySpark is not installed."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - optional: hundreds of megabytes, and Java
    except ModuleNotFoundError as error:
        raise UserError("engine_not_installed", found=error.name) from error
    session = SparkSession.builder.appName("lagesbild").getOrCreate()
    for key, value in SETTINGS.items():
        session.conf.set(key, value)
    try:
        yield SparkEngine(session)
    finally:
        session.stop()


def _cast(column: Column) -> object:
    from pyspark.sql import functions  # noqa: PLC0415 - see above

    theirs = functions.col("`" + column.theirs.replace("`", "``") + "`")
    if not column.number:
        return theirs.cast("string").alias(column.ours)
    number = theirs.cast("double")
    return functions.when(~functions.isnan(number), number).alias(column.ours)
