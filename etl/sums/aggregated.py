"""Sums of an engine -> the rows of the estimator, the same as those of aggregate.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from contract.codes import EVERYBODY
from etl.estimate.aggregate import Aggregated, Rows, psu_totals
from etl.estimate.arrays import Floats, Ints, codes
from etl.estimate.design import DesignColumns
from etl.estimate.design_arrays import StratifiedDesign
from etl.estimate.domains import DomainSums
from etl.estimate.variance.psu_totals import PooledPsus, WeightMoments, WeightProducts, WithinMoments
from etl.sums.statements import SUMS
from etl.sums.sums import Asked, Sums


def design_of(sums: Sums, columns: DesignColumns, name: str) -> StratifiedDesign:
    """Check the strata, sorted by their names, as survey_design does."""
    strata = sums.strata.sort("stratum")
    psus = _floats(strata["psus"])
    population = None if columns.fpc is None else (_floats(strata["low"]), _floats(strata["high"]))
    return StratifiedDesign.of(strata["stratum"].to_list(), psus, population, columns, name)


def rows_of(sums: Sums, asked: Asked) -> Rows:
    """Return what every row is of."""
    rows = sums.rows
    strata = sums.strata.sort("stratum")["stratum"]
    stratum = rows["stratum"].replace_strict(strata, pl.Series(range(strata.len()), dtype=pl.Int64)).to_numpy()
    pool, pools = _pools(rows)
    of_pool = np.zeros(pools, np.int64)
    of_pool[pool] = stratum
    psus = np.ones(pools)
    psus[pool] = np.where(rows["apart"].is_null().to_numpy(), _floats(rows["psus"]), 1.0)
    numbered = {dim: _numbered(rows, asked.keys.get(dim)) for dim in asked.dims}
    return Rows(
        pooled_psu=pool,
        pooled_psus=PooledPsus(of_pool, psus),
        position={dim: position for dim, (position, _) in numbered.items()},
        names={dim: names for dim, (_, names) in numbered.items()},
    )


def _pools(rows: pl.DataFrame) -> tuple[Ints, int]:
    """Return row -> pooled PSU, and how many there are: a PSU with several rows is one, any other row is its own."""
    shared = rows["apart"].is_null()
    keys = rows.select("stratum", "apart", row=pl.when(shared).then(pl.int_range(pl.len())).otherwise(-1))
    number = keys.select(pl.struct("stratum", "apart", "row").rank("dense").cast(pl.Int64) - 1).to_series()
    return number.to_numpy(), number.n_unique()


def _numbered(rows: pl.DataFrame, key: str | None) -> tuple[Ints, tuple[str, ...]]:
    if key is None:
        return np.zeros(rows.height, np.int64), (EVERYBODY,)
    position, names = codes(rows[key])
    return position, tuple(names)


def aggregated(sums: Sums, rows: Rows, asked: Asked, origin: Sequence[float]) -> Aggregated:
    """Return every item at the rows."""
    found = sums.rows
    width = range(len(asked.items))

    def table(name: str) -> Floats:
        return np.column_stack([_floats(found[f"{name}_{at}"]) for at in width])

    domain = DomainSums(*(table(name) for name in SUMS))
    shared = "products_0" in found.columns  # by several PSUs
    within = (
        WithinMoments(*(table(name) for name in ("answers_squared", "products", "weights_squared"))) if shared else None
    )
    weights = None
    if asked.columns.calibration is not None:
        products = WeightProducts(table("answers_with_all"), table("weights_with_all")) if shared else None
        squared = _floats(found["all_squared"]) if shared else np.zeros(found.height)
        weights = WeightMoments(_floats(found["everybody"]), _floats(found["before"]), squared, products)
    totals = psu_totals(rows, domain, table("answering"), within)
    return Aggregated(domain, totals, np.array(origin), weights)


def inside_psus(second: StratifiedDesign, first: StratifiedDesign, units: Sums, sums: Sums) -> StratifiedDesign:
    """Return the design of the second stage, its variance taken by n_h / N_h of the first."""
    fraction = sums.strata.sort("stratum").select("stratum", fraction=pl.Series(first.fraction))
    place = (
        units.rows.select("stratum", "of_stratum")
        .unique()
        .join(fraction, left_on="of_stratum", right_on="stratum")
        .sort("stratum")
    )
    return replace(second, factor=second.factor * place["fraction"].to_numpy())


def rows_of_units(units: Sums, sums: Sums, keys: Sequence[str]) -> Ints:
    """Return row of the second stage -> row of the first."""
    rows = sums.rows.select("stratum", "apart", *keys).with_row_index("at")
    shared = rows.filter(pl.col("apart").is_null()).drop("apart")
    of_unit = units.rows.select(pl.col("of_stratum").alias("stratum"), pl.col("of_psu").alias("apart"), *keys)
    found = of_unit.join(rows, on=["stratum", "apart", *keys], how="left", nulls_equal=True, maintain_order="left")
    found = found.join(
        shared, on=["stratum", *keys], how="left", nulls_equal=True, maintain_order="left", suffix=" shared"
    )
    return found.select(pl.coalesce("at", "at shared").cast(pl.Int64)).to_series().to_numpy()


def _floats(column: pl.Series) -> Floats:
    return column.cast(pl.Float64).fill_null(0.0).to_numpy()
