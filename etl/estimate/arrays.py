"""Arrays of the estimator: their types, and sums by position."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DEPENDENT = 1e-10  # an eigenvalue below this part of the largest: the column follows from the others


def membership_matrix(position: Ints, size: int, coefficient: Floats | None = None) -> sparse.csr_array:
    """Return the matrix that sums rows, or coefficient x row, into `size` positions; rows at -1 are left out."""
    rows = np.flatnonzero(position >= 0)
    place = position[rows]
    columns = rows[np.argsort(place, kind="stable")]
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(place, minlength=size), out=starts[1:])
    values = np.ones(rows.size) if coefficient is None else coefficient[columns]
    return sparse.csr_array((values, columns, starts), shape=(size, position.size))


def summed(values: Floats | Bools, position: Ints, size: int) -> Floats:
    """Sum one column into `size` positions."""
    return np.bincount(position, values, minlength=size).astype(np.float64, copy=False)


def sum_by(selection: sparse.csr_array, values: Floats) -> Floats:
    """Sum the first axis of an array of any number of axes by a membership matrix."""
    sums: Floats = selection @ values.reshape(values.shape[0], -1)
    return sums.reshape(selection.shape[0], *values.shape[1:])


def codes(column: pl.Series) -> tuple[Ints, pl.Series]:
    """Return the number of each value of a column, -1 where there is none, and the values in their order."""
    text = column.cast(pl.String)
    values = text.drop_nulls().unique().sort()
    if 2 * values.len() > text.len():  # a category for each value would cost more than sorting them
        numbers = text.rank("dense").cast(pl.Int64) - 1
    else:
        numbers = text.cast(pl.Enum(values)).to_physical().cast(pl.Int64)
    return numbers.fill_null(-1).to_numpy(), values


def distinct(keys: Ints, bound: int) -> tuple[Ints, Ints]:
    """Return the distinct keys (0 to bound - 1), sorted, and the position of each key among them.

    As np.unique, but by a table where keys are dense, which is faster.
    """
    if bound > 4 * keys.size:
        return np.unique(keys, return_inverse=True)
    occurs = np.zeros(bound, bool)
    occurs[keys] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[keys]


def quadratic_forms(x: Floats, q: Floats) -> Floats:
    """Return x' q x of every row of x."""
    forms: Floats = np.einsum("ij,jk,ik->i", x, q, x)
    return forms


def independent_columns(x: Floats, d: Floats) -> Floats:
    """Return a (columns x dimensions) such that b = x a has b' diag(d) b = 1; what is dependent in x is left out."""
    scale = np.sqrt(d @ x**2)
    scaled = x / scale
    values, vectors = np.linalg.eigh(scaled.T @ (d[:, None] * scaled))
    kept = values > DEPENDENT * values.max()
    combination: Floats = vectors[:, kept] / np.sqrt(values[kept]) / scale[:, None]
    return combination
