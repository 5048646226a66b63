"""The cells of a PX file, in its two layouts: all of them in order, or by KEYS the rows that hold something."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.read.formats.cubes.px_statements import DATA, Statements
from etl.read.formats.cubes.px_variables import Variable
from etl.read.formats.limits import UnreadableError, look_at_size

CELL = re.compile(r'"[^"]*"|[^\s",]+')
EVERY = "*"  # category
BETWEEN = "\x1f"  # codes of one cell
KEYS = "KEYS"  # status of a cell that the file leaves out

Cells = list[str | None]


def cells_of(path: Path, statements: Statements, stub: Sequence[Variable], heading: Sequence[Variable]) -> Cells:
    """Return all cells of the cube in order, as text; those of rows that a file with KEYS leaves out are null."""
    written = [cell.strip('"').strip() for cell in CELL.findall(statements[DATA])]
    look_at_size(path, len(written), 1)
    sizes = [len(one.codes) for one in (*stub, *heading)]
    if any(keyword == KEYS for keyword, _ in statements):
        rows = _rows(path, statements, written, stub, math.prod(len(one.codes) for one in heading))
        return _in_order(path, rows, stub, math.prod(sizes))
    if math.prod(sizes) != len(written):
        raise UnreadableError("px_unfit", path=path, sizes=sizes, cells=len(written))
    return [*written]


def _rows(
    path: Path, statements: Statements, written: Sequence[str], stub: Sequence[Variable], width: int
) -> Mapping[tuple[str, ...], Sequence[str]]:
    """Return the cells of every row by the codes of its keys; raise UserError."""
    without = [one.name for one in stub if (KEYS, one.name) not in statements]
    if without or not stub:
        raise UnreadableError("px_keys_incomplete", path=path, found=without or None)
    length = len(stub) + width
    if len(written) % length:
        raise UnreadableError("px_keys_unfit", path=path, cells=len(written), keys=len(stub), width=width)
    known = [one.by_text() for one in stub]
    rows: dict[tuple[str, ...], Sequence[str]] = {}
    for start in range(0, len(written), length):
        keys = written[start : start + len(stub)]
        codes = tuple(one.get(key, "") for one, key in zip(known, keys, strict=True))
        if any(key not in one for one, key in zip(known, keys, strict=True)) or codes in rows:
            raise UserError("px_key_unknown", path=path, found=keys)
        rows[codes] = written[start + len(stub) : start + length]
    return rows


def _in_order(path: Path, rows: Mapping[tuple[str, ...], Sequence[str]], stub: Sequence[Variable], count: int) -> Cells:
    look_at_size(path, count, 1)
    width = count // max(math.prod(len(one.codes) for one in stub), 1)
    cells: Cells = []
    for codes in product(*(one.codes for one in stub)):
        cells += rows.get(codes, [None] * width)
    return cells


def with_signs_of_cells(
    frame: pl.DataFrame, signs: Mapping[tuple[str, ...], str], variables: Sequence[Variable]
) -> pl.DataFrame:
    """Put the signs of DATANOTECELL beside the values of the cells that it names; `*` stands for every category."""
    codes = [one.by_text() for one in variables]
    whole = {}
    beside = pl.Series([None], dtype=pl.String).new_from_index(0, frame.height)
    for about, sign in signs.items():
        named = [known.get(text, text) for known, text in zip(codes, about, strict=False)]
        if EVERY in named:
            these = [pl.col(one.column) == code for one, code in zip(variables, named, strict=False) if code != EVERY]
            chosen = frame.select(pl.all_horizontal(pl.lit(value=True), *these)).to_series()
            beside = beside.zip_with(~chosen, pl.Series([sign]).new_from_index(0, frame.height))
        else:
            whole[BETWEEN.join(named)] = sign
    place = pl.concat_str([one.column for one in variables], separator=BETWEEN)
    one_cell = frame.select(place.replace_strict(whole, default=None, return_dtype=pl.String)).to_series()
    noted = pl.col("value").is_not_null() & pl.col("status").is_null()
    return frame.with_columns(status=pl.when(noted).then(one_cell.fill_null(beside)).otherwise("status"))
