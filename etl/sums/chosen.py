"""Which engine sums: DuckDB, or what LAGESBILD_ENGINE names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path

from contract.errors import UserError
from etl.sums.duck import duck_engine
from etl.sums.engine import Engine
from etl.sums.spark import spark_engine

SETTING = "LAGESBILD_ENGINE"
DUCKDB = "duckdb"
SPARK = "spark"


@contextmanager
def chosen_engine(beside: Path) -> Iterator[Engine]:
    """Open the engine that the environment names; in `beside` DuckDB lays what does not fit into memory."""
    name = environ.get(SETTING, "").strip() or DUCKDB
    if name == SPARK:
        with spark_engine() as engine:
            yield engine
    elif name == DUCKDB:
        with duck_engine(beside) as engine:
            yield engine
    else:
        raise UserError("engine_unknown", key=SETTING, found=name)
