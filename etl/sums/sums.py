"""One sample, summed by an engine: what the statements found, as frames that several waves can be stacked of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from pathlib import Path

import polars as pl

from contract.codes import EVERYBODY
from contract.errors import UserError
from etl.estimate.design import DesignColumns, Item
from etl.sums.engine import Column, Engine
from etl.sums.statements import Statements

MOST_SUMS = 5_000_000  # rows x items: about 2 GB where the estimator takes them up


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be summed of a sample, by the names that its columns have in the files."""

    columns: DesignColumns
    items: tuple[Item, ...]
    dims: tuple[str, ...]  # area first; EVERYBODY needs no column
    named: Mapping[str, str] = field(default_factory=dict)  # area, dimension or question = its column in the files

    @property
    def keys(self) -> dict[str, str]:
        """Return area and group dimensions with their names in statements."""
        return {dim: f"dim_{at}" for at, dim in enumerate(one for one in self.dims if one != EVERYBODY)}

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the columns of answers."""
        return tuple(dict.fromkeys(item.column for item in self.items))

    def statements(self, origin: Sequence[float] = (), *, second: bool = False) -> Statements:
        """Return the statements, of the first or the second stage of sampling."""
        columns = self.columns
        return Statements(
            items=self.items,
            questions=self.questions,
            dims=len(self.keys),
            clustered=(columns.unit if second else columns.psu) is not None,
            fpc=second or columns.fpc is not None,
            calibrated=columns.calibration is not None,
            stratified=columns.stratum is not None,
            second=second,
            origin=tuple(origin),
        )

    def read(self) -> list[Column]:
        """Return the columns that are read."""
        columns = self.columns
        before = None if columns.calibration is None else columns.calibration.before
        second = columns.unit if columns.unit_fpc is not None else None
        texts = [("stratum", columns.stratum), ("psu", columns.psu), ("unit", second)]
        numbers = [("weight", columns.weight), ("before", before), ("fpc", columns.fpc), ("unit_fpc", columns.unit_fpc)]
        return [
            *(Column(ours, theirs, number=False) for ours, theirs in texts if theirs is not None),
            *(Column(ours, theirs, number=True) for ours, theirs in numbers if theirs is not None),
            *(Column(ours, self.named.get(dim, dim), number=False) for dim, ours in self.keys.items()),
            *(Column(f"q{at}", self.named.get(one, one), number=True) for at, one in enumerate(self.questions)),
        ]


@dataclass(frozen=True, slots=True)
class Sums:
    """The rows of one sample (or of its second stage) and what else the estimator needs to know of it."""

    rows: pl.DataFrame  # stratum apart dim_0 ... psus, sums, squares around the means of the row
    strata: pl.DataFrame  # stratum psus; low high of the fpc where there is one

    def stacked(self, other: Sums) -> Sums:
        """Put two samples together, drawn independently; where no row holds several PSUs, there are no squares."""
        return Sums(pl.concat([self.rows, other.rows], how="diagonal"), pl.concat([self.strata, other.strata]))

    def of_wave(self, period: str, margins: Sequence[str]) -> Sums:
        """Make strata, and margins of a calibration, those of one wave (as pool_waves)."""
        stratum = pl.format("{} {}", pl.lit(period), pl.col("stratum")).alias("stratum")
        places = ["of_stratum"] if "of_stratum" in self.rows.columns else []
        own = (pl.format("{} {}", pl.lit(period), pl.col(name)).alias(name) for name in (*margins, *places))
        return replace(self, rows=self.rows.with_columns(stratum, *own), strata=self.strata.with_columns(stratum))


def open_sample(engine: Engine, files: Sequence[Path], asked: Asked) -> None:
    """Let statements read a sample; raise UserError where a file lacks a column or has another type."""
    wanted = asked.read()
    for path in files:
        _check_columns(path, wanted)
    engine.open("people", files, wanted)


def _check_columns(path: Path, wanted: Sequence[Column]) -> None:
    try:
        with path.open("rb") as opened:  # by its name, marks of patterns and all
            found = pl.read_parquet_schema(opened)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserError("engine_failed", path=path, found=str(error).partition("\n")[0]) from error
    for column in wanted:
        if column.theirs not in found:
            raise UserError("design_column_missing", path=path, column=column.theirs, found=[*found])
        kind = found[column.theirs]
        if column.number and not (kind.is_numeric() or kind in {pl.Null, pl.Boolean}):
            raise UserError("engine_column_type", path=path, column=column.theirs, found=str(kind))


def found_origins(engine: Engine, asked: Asked, name: str) -> tuple[Mapping[str, int], list[float | None]]:
    """Return how many answered each question, and the smallest answer of each mean; refuse a design with gaps."""
    found = engine.rows(asked.statements().checks()).row(0, named=True)
    for column in (one for one in asked.read() if one.ours in {"stratum", "psu", "weight", "before"}):
        if found[f"known_{column.ours}"] < found["people"]:
            raise UserError("design_value_missing", path=name, column=column.theirs)
        if column.number and found["people"]:
            _check_weights(found[f"min_{column.ours}"], found[f"max_{column.ours}"], column.theirs, name)
    known = {question: int(found[f"known_q{at}"]) for at, question in enumerate(asked.questions)}
    return known, [found.get(f"origin_{at}") for at in range(len(asked.items))]


def _check_weights(low: float, high: float, column: str, name: str) -> None:
    if low <= 0:
        raise UserError("weight_not_positive", path=name, column=column, found=low)
    if not isfinite(high):
        raise UserError("weight_impossible", path=name, column=column, found=high)


def sum_sample(engine: Engine, statements: Statements) -> Sums:
    """Sum the table `people` to rows."""
    if statements.clustered:
        engine.keep("cells", statements.cells())
        engine.keep("psus", statements.psus())
    engine.keep("sums", statements.sums())
    refuse_too_deep(int(engine.rows("SELECT count(*) AS found FROM sums").item()), len(statements.items))
    rows = engine.rows("SELECT * FROM sums")
    if rows.filter(pl.col("apart").is_null(), pl.col("psus") > 1).height:
        engine.keep("means", statements.means())
        keys = ["stratum", *statements.keys]
        within = engine.rows(statements.within()).with_columns(pl.lit(None, pl.String).alias("apart"))
        rows = rows.join(within, on=[*keys, "apart"], how="left", nulls_equal=True)
    psus = _psus(engine, rows, clustered=statements.clustered)
    strata = psus if not statements.fpc else psus.join(_population(engine, statements), on="stratum", how="left")
    for name in ("means", "sums", "psus", "cells"):
        engine.drop(name)
    return Sums(rows.sort(["stratum", "apart", *statements.keys], nulls_last=False), strata.sort("stratum"))


def refuse_too_deep(rows: int, items: int) -> None:
    """Refuse what the estimator could not hold in memory: it goes on from rows x items."""
    if rows * items > MOST_SUMS:
        raise UserError("engine_too_deep", found=rows, items=items, most=MOST_SUMS)


def _psus(engine: Engine, rows: pl.DataFrame, *, clustered: bool) -> pl.DataFrame:
    if clustered:
        return engine.rows("SELECT stratum, count(*) AS psus FROM psus GROUP BY stratum")
    return rows.group_by("stratum").agg(pl.col("psus").sum())


def _population(engine: Engine, statements: Statements) -> pl.DataFrame:
    """Return the smallest and the largest fpc of every stratum; infinite where there is none."""
    found = engine.rows(statements.strata())
    gap = pl.col("known") < pl.col("people")
    return found.select(
        "stratum",
        pl.col("low").fill_null(float("inf")),
        high=pl.when(gap).then(float("inf")).otherwise(pl.col("high")),
    )
