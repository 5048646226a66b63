"""Parse JSON-stat 1 and 2 (StatFin, SCB, N. Ireland), keeping the status that says why a cell is empty."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import polars as pl

from etl.refused import Refused
from etl.sources.raw import ROW, Raw

MEASURES = ("value", "status")
MOST_CELLS = 20_000_000  # a small file can claim any size; StatFin gives 120,000 cells a call
SYMBOLS = (".", "..", "...", "....", ".....", "......", "-")  # PX symbols written in the place of a value


def parse(path: Path) -> pl.DataFrame:
    """Parse one dataset: ROW, a column of category codes per dimension, `value` (f64), `status` (text); or Refused."""
    try:
        cube = _dataset(path, msgspec.json.decode(path.read_bytes()))
        ids, sizes = cube.get("id", cube["dimension"].get("id")), cube.get("size", cube["dimension"].get("size"))
        count = math.prod(sizes)
        columns = {name: _codes(cube["dimension"][name]["category"]) for name in ids}
        fits = count <= MOST_CELLS and [len(codes) for codes in columns.values()] == list(sizes)
        values, status = (_dense(cube["value"], count), _dense(cube.get("status"), count)) if fits else ([], [])
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(path, f"this is not JSON ({error})", do="Fetch it again; an error page is often HTML") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused(
            path, "this is not a JSON-stat dataset", stood=str(error), do="Ask the source for json-stat2"
        ) from error
    if not fits or len(values) != count or len(status) != count:
        told = f"{list(sizes)}, {len(values)} values"
        raise Refused(path, "the cube's sizes do not fit its categories and values", stood=told, do="Fetch it again")
    return spread(path, columns, values, status)


def _dataset(path: Path, document: dict[str, Any]) -> dict[str, Any]:
    """Unwrap N. Ireland's `result` and version 1's named bundle."""
    if "dimension" in document:
        return document
    inside = {name: part for name, part in document.items() if isinstance(part, dict) and "dimension" in part}
    if len(inside) != 1:
        raise Refused(
            path, "the file holds no dataset, or several", stood=", ".join(inside), do="Save one dataset a file"
        )
    return next(iter(inside.values()))


def _codes(category: dict[str, Any]) -> list[str]:
    index = category.get("index", list(category.get("label", {})))
    if isinstance(index, str):  # N. Ireland writes a single category bare
        return [index]
    return sorted(index, key=index.__getitem__) if isinstance(index, dict) else list(index)


def _dense(cells: Any, count: int) -> list[Any]:
    """Spread JSON-stat's three ways of writing cells (list, index = cell, one for all) over the cube."""
    if isinstance(cells, dict):
        return [cells.get(str(place)) for place in range(count)]
    if isinstance(cells, list):
        return cells * count if len(cells) == 1 else cells
    return [cells] * count


def spread(path: Path, columns: dict[str, list[str]], values: list[Any], status: list[Any]) -> pl.DataFrame:
    """Spread the cells of a cube over rows: ROW, a column of codes per dimension, `value`, `status`; or Refused."""
    ours = [name for name in columns if name in {ROW, *MEASURES}]
    if ours:
        raise Refused(path, "a dimension has a name that we use ourselves", column=ours[0], do="Give it another name")
    count, repeat, series = len(values), len(values), [pl.int_range(1, len(values) + 1, eager=True).alias(ROW)]
    for name, codes in columns.items():
        repeat //= max(len(codes), 1)
        places = np.arange(count) // max(repeat, 1) % max(len(codes), 1)
        series.append(pl.Series(name, codes, dtype=pl.String)[places])
    marks = pl.Series("status", [None if mark is None else str(mark) for mark in status], dtype=pl.String)
    try:
        return pl.DataFrame([*series, pl.Series("value", values, dtype=pl.Float64), marks])
    except (TypeError, OverflowError):  # numbers written as text, or symbols in their place; endless ones
        return _from_text(path, series, values, marks)


def _from_text(path: Path, series: list[pl.Series], values: list[Any], marks: pl.Series) -> pl.DataFrame:
    text = pl.Series("value", [None if value is None else str(value) for value in values], dtype=pl.String)
    symbol = text.is_in(SYMBOLS).fill_null(value=False)
    number = text.cast(pl.Float64, strict=False)
    bad = text.is_not_null() & ~symbol & (number.is_null() | ~number.is_finite().fill_null(value=False))
    Raw(path, pl.DataFrame([*series, text])).refuse(
        bad, "value", "this is not a number", "Ask the source for json-stat2"
    )
    return pl.DataFrame([*series, number, text.zip_with(symbol, marks).alias("status")])
