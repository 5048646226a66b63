"""What differs from the build before, told before anything is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import duckdb
import polars as pl

from contract.codes import CELL_KEY, ESTIMATE_KEY, Language, Unit
from contract.status import ConfStatus, ObsStatus
from etl.engine.disk import refuse_failing_disk
from etl.publish.of_registers import IS_REGISTER, register_changes
from etl.read.register.table import RegisterTable
from etl.read.status import STATUS

TOLD_TEXTS = tuple(
    f"{text}_{language}" for text, language in product(("name", "question", "counts", "population"), Language)
)
CELL = pl.Schema(
    {
        **dict.fromkeys((*CELL_KEY, *STATUS, "source"), pl.String()),
        "geo_year": pl.Int64(),
        **dict.fromkeys(("value", "ci_low", "ci_high"), pl.Float64()),
        "n": pl.Int64(),
    }
)
CHANGE = pl.Schema({"position": pl.Int32(), **dict.fromkeys(("what", *ESTIMATE_KEY, "before", "after"), pl.String())})


def changes(
    before: Path | None,
    tables: Mapping[str, pl.DataFrame],
    build: str,
    points: float,
    registers: Sequence[RegisterTable] = (),
) -> pl.DataFrame:
    """List what differs from the database `before` as rows of table `change`; empty for a first build.

    A value counts from `points` on (counts of persons and reports: from `points` per cent). A whole new indicator or
    period is one row. A number that is not shown any more is told as "shown": this database must not hold it. Of our
    own surveys and of registers no cell is told: see `_recomputed`, `register_changes`. The same build again keeps the
    list that it had, so that the same input gives the same content.
    """
    if before is None:
        return pl.DataFrame(schema=CHANGE)
    try:
        with duckdb.connect(str(before), read_only=True) as con:
            if con.execute("SELECT id FROM build").fetchall() == [(build,)]:
                before_list: pl.DataFrame = con.sql("SELECT * FROM change ORDER BY position").pl()
                return before_list.cast(CHANGE)
            estimates = con.sql(f"SELECT {', '.join(CELL)} FROM estimate WHERE NOT {IS_REGISTER.format('')}").pl()
            indicators = con.sql(f"SELECT id, kind, {', '.join(TOLD_TEXTS)} FROM indicator").pl()
    except duckdb.Error as error:  # written under another contract, or by another DuckDB: nothing to compare with
        refuse_failing_disk(before, error)
        return pl.DataFrame(schema=CHANGE)
    kinds = pl.concat([frame.select("id", "kind") for frame in (indicators, tables["indicator"])])
    own = kinds.filter(pl.col("kind").str.starts_with("survey"))["id"].unique().to_list()
    of_own = pl.col("indicator").is_in(own)
    cells = [
        *_added_and_removed(estimates, tables["estimate"]),
        _values(estimates, tables["estimate"], tables["indicator"], points),
    ]
    rows = [
        *(row.filter(~of_own | pl.col("code").is_null()) for row in cells),
        _recomputed(*(frame.filter(of_own) for frame in (estimates, tables["estimate"]))),
        _texts(indicators, tables["indicator"]),
        register_changes(before, registers),
    ]
    found = pl.concat([row.select(pl.col(name).cast(pl.String) for name in list(CHANGE)[1:]) for row in rows])
    return found.sort(*ESTIMATE_KEY, "what", "before", "after").with_row_index("position").cast(CHANGE)


def _recomputed(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Report of each period of a survey that its figures were computed again, as soon as any of them differs.

    One late reply moves a handful of cells: which ones, or by how much, would tell what that person answered. Every
    indicator of the period is named, for one left out would tell that the person did not answer it.
    """
    known = ["indicator", "period"]
    cells_before = _cells(before)
    cells_after = _cells(after)
    old = cells_before.join(cells_after, on=known, how="semi")
    new = cells_after.join(cells_before, on=known, how="semi")
    differ = [one.join(other, on=list(CELL), how="anti", nulls_equal=True) for one, other in ((old, new), (new, old))]
    again = new.join(pl.concat(differ), on=["source", "period"], how="semi").select(known).unique()
    none = dict.fromkeys((*ESTIMATE_KEY[2:], "before", "after"), pl.lit(None, pl.String))
    return again.with_columns(what=pl.lit("recomputed"), **none)


def _cells(estimates: pl.DataFrame) -> pl.DataFrame:
    """Return what is told of each cell, in the same types from a database and from a frame."""
    whole = pl.concat([CELL.to_frame(), estimates], how="diagonal_relaxed")
    return whole.select(pl.col(name).cast(kind) for name, kind in CELL.items())


def _added_and_removed(before: pl.DataFrame, after: pl.DataFrame) -> list[pl.DataFrame]:
    added = _only_in(after, before, _with_value(""))
    removed = _only_in(before, after, _without_value())
    return [
        added.with_columns(what=pl.lit("added"), before=None, after=pl.col("text")),
        removed.with_columns(what=pl.lit("removed"), before=pl.col("text"), after=None),
    ]


def _only_in(here: pl.DataFrame, there: pl.DataFrame, text: pl.Expr) -> pl.DataFrame:
    """Return cells that stand only here; a whole indicator or period as one row that says how many."""
    known_indicator = there.select("indicator").unique()
    known_period = there.select("indicator", "period").unique()
    counted = pl.format("{} cells", pl.len())
    indicator = here.join(known_indicator, on="indicator", how="anti").group_by("indicator").agg(text=counted)
    rest = here.join(known_indicator, on="indicator", how="semi")
    period = (
        rest.join(known_period, on=["indicator", "period"], how="anti")
        .group_by("indicator", "period")
        .agg(text=counted)
    )
    cell = (
        rest.join(known_period, on=["indicator", "period"], how="semi")
        .join(there, on=CELL_KEY, how="anti")
        .with_columns(text=text)
    )
    return pl.concat([cell.select(*ESTIMATE_KEY, "text"), period, indicator], how="diagonal")


def _values(before: pl.DataFrame, after: pl.DataFrame, indicators: pl.DataFrame, points: float) -> pl.DataFrame:
    """Return cells whose value moved, or whose status differs."""
    both = before.join(after, on=CELL_KEY, suffix="_after").join(
        indicators.select("id", "unit"), left_on="indicator", right_on="id"
    )
    moved = (pl.col("value_after") - pl.col("value")).abs()
    count = pl.col("unit").is_in([unit for unit in Unit if unit.counted])
    limit = pl.when(count).then(pl.col("value").abs() * points / 100).otherwise(pl.lit(points))
    value = (moved >= limit - 1e-9) & (moved > 0)
    status = pl.any_horizontal(pl.col(name) != pl.col(f"{name}_after") for name in STATUS)
    status |= pl.col("value").is_null() != pl.col("value_after").is_null()
    return both.filter(value.fill_null(value=False) | status).with_columns(
        what=pl.when(status).then(pl.lit("status")).otherwise(pl.lit("value")),
        before=pl.when(pl.col("value_after").is_null()).then(_without_value()).otherwise(_with_value("")),
        after=_with_value("_after"),
    )


def _with_value(suffix: str) -> pl.Expr:
    """Write a cell as "57.9", "57.9 B" or "C"."""
    return pl.concat_str(pl.col(f"value{suffix}").cast(pl.String), *_codes(suffix), separator=" ", ignore_nulls=True)


def _without_value() -> pl.Expr:
    """Write a cell without its number: "shown" or its statuses."""
    statuses = pl.concat_str(*_codes(""), separator=" ", ignore_nulls=True)
    return pl.when(pl.col("value").is_null()).then(statuses).otherwise(pl.lit("shown"))


def _codes(suffix: str) -> tuple[pl.Expr, ...]:
    """Return the codes of both statuses, each null where there is nothing to say."""
    plain = (ObsStatus.NORMAL.value, ConfStatus.FREE.value)
    return tuple(pl.col(f"{name}{suffix}").replace(code, None) for name, code in zip(STATUS, plain, strict=True))


def _texts(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    told = [frame.unpivot(TOLD_TEXTS, index="id", value_name="text") for frame in (before, after)]
    both = told[0].join(told[1], on=["id", "variable"], suffix="_after")
    named = [pl.format("{}: {}", "variable", pl.col(text).fill_null("")) for text in ("text", "text_after")]
    none = dict.fromkeys(ESTIMATE_KEY[1:], pl.lit(None, pl.String))
    return both.filter(pl.col("text").ne_missing(pl.col("text_after"))).select(
        what=pl.lit("text"), indicator="id", **none, before=named[0], after=named[1]
    )
