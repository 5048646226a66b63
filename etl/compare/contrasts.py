"""Differences between cells of one sample, with their variance and covariance: against the country, against a group.

Every function returns one row per contrast with the columns of CONTRAST: the cell, its reference, and difference,
variance and df, all unrounded and in the units of the estimates. The variance of a difference is
V(a) + V(b) - 2 Cov(a, b): the two are domains of one sample (Korn & Graubard 1999, Analysis of Health Surveys).
It is tested with the df of the smaller side: nearly all the variance is that side's, known from its own few PSUs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl

from contract.codes import SERIES_KEY, Against, Kind, Level
from etl.compare.scales import Side, variance_to_test
from etl.estimate.arrays import Bools, Floats, Ints
from etl.estimate.domains import DomainEstimates
from etl.estimate.estimate import Estimates
from etl.estimate.standardised import StandardisedDifferences

MEASURED = ("difference", "variance", "n_strata_answering", "n_strata_unknown", "df", "smallest_df")
TESTED = ("tested_variance", "tested_df")  # unless said, variance and smallest_df
WITHOUT = ("without_difference", "without_se", "without_df")  # of a trend, each wave left out (trends_since_break)
CONTRAST: Mapping[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(("period", *SERIES_KEY, "kind", "reference"), pl.String),
    **dict.fromkeys(("reference_period", "reference_level", "reference_code", "reference_group"), pl.String),
    **dict.fromkeys((*MEASURED, *TESTED), pl.Float64),
    **dict.fromkeys(WITHOUT, pl.List(pl.Float64)),
    "comparable": pl.Boolean(),  # no break lies between the two
}


def waves_table(waves: Sequence[Estimates]) -> pl.DataFrame:
    """Return what contrasts between independent waves need: one row per item, cell and wave."""
    return pl.concat((_wave(wave) for wave in waves), how="vertical")


def _wave(wave: Estimates) -> pl.DataFrame:
    size_covariances = [cells.error.size_covariances() for cells in wave.domains]
    arrays: Mapping[str, Iterable[Floats]] = {
        "variance": (cells.error.variance for cells in wave.domains),
        "n_strata_answering": (cells.error.n_strata_answering for cells in wave.domains),
        "n_strata_unknown": (cells.error.n_strata_unknown for cells in wave.domains),
        "weight": (cells.sums.weight for cells in wave.domains),
        "effective_n": (cells.sums.kish_n for cells in wave.domains),
        "df_answered": (cells.error.df_answered for cells in wave.domains),
        "with_weight": (with_weight for with_weight, _ in size_covariances),
        "of_weight": (of_weight for _, of_weight in size_covariances),
    }
    columns = {name: np.concatenate([one.ravel() for one in several]) for name, several in arrays.items()}
    is_share = pl.col("kind") == Kind.SURVEY_SHARE
    table = wave.table.select("period", *SERIES_KEY, "value", pl.col("df").cast(pl.Float64), share=is_share)
    return table.with_columns(**{n: pl.Series(c) for n, c in columns.items()})


def against_country(wave: Estimates) -> pl.DataFrame:
    """Compare each area with the whole country, its own respondents included, in the same group."""
    whole = {cells.grid.group_dim: cells for cells in wave.domains if cells.grid.level == Level.COUNTRY}
    parts = [
        _within_sample(
            (cells, table),
            country,
            np.arange(cells.grid.size) % len(cells.grid.groups),
            kind=pl.lit(Against.COUNTRY),
            reference=pl.lit(country.grid.areas[0]),
            reference_level=pl.lit(Level.COUNTRY),
            reference_code=pl.lit(country.grid.areas[0]),
        )
        for cells, table in wave.margins()
        if cells.grid.level != Level.COUNTRY and (country := whole.get(cells.grid.group_dim))
    ]
    return _all(parts)


def against_group(wave: Estimates, references: Mapping[str, str]) -> pl.DataFrame:
    """Compare each group with the reference group of its dimension (`references`: dimension -> code), same area."""
    parts = [
        _within_sample(
            (cells, table),
            cells,
            _reference_cells(cells, code),
            kind=pl.lit(Against.GROUP),
            reference=pl.lit(code),
            reference_group=pl.lit(code),
        )
        for cells, table in wave.margins()
        if (code := references.get(cells.grid.group_dim)) is not None and code in cells.grid.groups
    ]
    return _all(parts)


def against_group_standardised(wave: Estimates, references: Mapping[str, str]) -> pl.DataFrame:
    """Compare each group with the same reference, both standardised; a row for each, numberless where none is made."""
    parts: list[pl.DataFrame] = []
    for cells, table in wave.margins():
        found = wave.standardised.get((cells.grid.level, cells.grid.group_dim))
        code = references.get(cells.grid.group_dim)
        if found is None or code not in cells.grid.groups:
            continue
        pair = _reference_cells(cells, code)
        others = np.repeat(pair >= 0, cells.sums.n.shape[1])
        arrays = {name: getattr(found, name) for name in MEASURED}
        arrays["tested_variance"] = _tested_standardised(found, cells, table, pair)
        numbers = [pl.Series(name, one.ravel(), nan_to_null=True) for name, one in arrays.items()]
        parts.append(
            contrast_rows(
                table.with_columns(numbers).filter(pl.Series(others)),
                kind=pl.lit(Against.GROUP_STANDARDISED),
                reference=pl.lit(code),
                reference_group=pl.lit(code),
                comparable=pl.lit(value=True),
            )
        )
    return _all(parts)


def _tested_standardised(
    found: StandardisedDifferences, cells: DomainEstimates, table: pl.DataFrame, pair: Ints
) -> Floats:
    """Return the variance to test with: of standardised shares on the logit scale, as of raw ones."""
    effective_n = cells.sums.kish_n
    own = Side(found.mean, found.mean_variance, effective_n)
    reference = Side(found.reference_mean, found.reference_variance, effective_n[pair])
    covariance = (found.mean_variance + found.reference_variance - found.variance) / 2
    return variance_to_test(own, reference, covariance, _is_share(cells, table))


def _reference_cells(cells: DomainEstimates, code: str) -> Ints:
    groups = len(cells.grid.groups)
    at = cells.grid.groups.index(code)
    cell = np.arange(cells.grid.size)
    paired: Ints = np.where(cell % groups == at, -1, cell // groups * groups + at)
    return paired


def _within_sample(
    margin: tuple[DomainEstimates, pl.DataFrame], other: DomainEstimates, pair: Ints, **columns: pl.Expr
) -> pl.DataFrame:
    """Subtract cell `pair` of `other`, of the same sample, with the covariance."""
    cells, table = margin
    shared = cells.error.covariance_with(other.error, pair)
    smallest = np.minimum(cells.error.df, other.error.df[pair])
    own = _side(cells)
    reference = (own if other is cells else _side(other)).at(pair)
    arrays = {
        "difference": cells.sums.mean - other.sums.mean[pair],
        "variance": own.variance + reference.variance - 2 * shared.covariance,
        "n_strata_answering": shared.n_strata_answering,
        "n_strata_unknown": shared.n_strata_unknown,
        "df": np.broadcast_to(shared.df[:, None], cells.sums.n.shape),
        "smallest_df": np.broadcast_to(smallest[:, None], cells.sums.n.shape),
        "tested_variance": variance_to_test(own, reference, shared.covariance, _is_share(cells, table)),
    }
    present = np.repeat(pair >= 0, cells.sums.n.shape[1])
    held = table.with_columns(pl.Series(name, one.ravel(), nan_to_null=True) for name, one in arrays.items())
    return contrast_rows(held.filter(pl.Series(present)), **columns, comparable=pl.lit(value=True))


def _is_share(cells: DomainEstimates, table: pl.DataFrame) -> Bools:
    shares: Bools = (table["kind"] == Kind.SURVEY_SHARE).to_numpy().reshape(cells.sums.n.shape)
    return shares


def _side(cells: DomainEstimates) -> Side:
    return Side(cells.sums.mean, cells.error.variance, cells.sums.kish_n)


def contrast_rows(contrasts: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    """Return contrasts with every column; the reference is the cell itself but for what `columns` say.

    What is tested is, unless said, the variance, with the df of the smaller side; and nothing is left out of a trend.
    """
    same = {
        "reference_period": pl.col("period"),
        "reference_level": pl.col("level"),
        "reference_code": pl.col("code"),
        "reference_group": pl.col("group_code"),
        "tested_variance": pl.col("variance"),
        "tested_df": pl.col("smallest_df"),
        **dict.fromkeys(WITHOUT, pl.lit(None)),
    }
    unsaid = {name: default for name, default in same.items() if name not in contrasts.columns}
    return contrasts.with_columns(**{**unsaid, **columns}).select(
        pl.col(name).cast(kind) for name, kind in CONTRAST.items()
    )


def _all(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(parts) if parts else pl.DataFrame(schema=CONTRAST)
