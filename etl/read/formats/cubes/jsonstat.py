"""Parse JSON-stat 1 and 2 (StatFin, SCB, N. Ireland), keeping the status that says why a cell is empty."""

from __future__ import annotations

import math
from codecs import BOM_UTF8
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import polars as pl

from contract.errors import UserError
from etl.read.formats.cubes.legend import explained
from etl.read.formats.cubes.sdmx_json import is_sdmx_json, read_sdmx_json
from etl.read.formats.limits import UnreadableError, guarded_read, look_at_cells, look_at_size
from etl.read.formats.notes import notes_of_dataset
from etl.read.formats.sign_like import FLAGGED_SIGN, SIGN
from etl.read.formats.table import BLANKS, ROW, SourceTable

MEASURES = ("value", "status")
GROUPED = rf"^[+-]?\d{{1,3}}(?:[{BLANKS}.,]\d{{3}})+(?:[.,]\d+)?$"


def read_cube(path: Path) -> SourceTable:
    """Read one dataset: ROW, a column of codes per dimension, `value`, `status` (text), with labels; raise UserError.

    A data message of SDMX, which is JSON too, is read by its own rules.

    `value` is f64, or text where the file holds texts: see `_from_text`.
    """
    with guarded_read(path, "jsonstat_unreadable"):
        document = _document(path)
        if is_sdmx_json(document):
            return read_sdmx_json(path, document)
        cube = _dataset(path, document)
        ids = cube.get("id", cube["dimension"].get("id"))
        told = cube.get("size", cube["dimension"].get("size"))
        sizes = [int(size) for size in told]
        categories = {name: cube["dimension"][name]["category"] for name in ids}
        columns = {name: _codes(category) for name, category in categories.items()}
        count = math.prod(sizes)
        look_at_size(path, count, 1)
        fits = [len(set(codes)) for codes in columns.values()] == sizes
        values = _dense(cube["value"], count) if fits else []
        status = _dense(_status(cube.get("status")), count) if fits else []
        if not fits or len(values) != count or len(status) != count:
            raise UnreadableError("cube_unfit", path=path, sizes=sizes, values=len(values))
        frame = cells_as_rows(path, columns, values, status)
        notes = notes_of_dataset(cube)
        words = explained(_words(cube), _texts_of(cube))
    labels = {name: _labels(category) for name, category in categories.items()}
    labels[""] = {"title": str(cube.get("label") or "")}
    units = {name: _units(category) for name, category in categories.items()}
    return look_at_cells(SourceTable(path, frame, labels=labels, units=units, notes=notes, words=words))


def _document(path: Path) -> Any:
    """Decode a JSON file in UTF-8, with or without a byte order mark; say what else it is."""
    content = path.read_bytes().removeprefix(BOM_UTF8)
    if content.lstrip()[:1] == b"<":
        raise UnreadableError("web_page_not_json", path=path)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise UnreadableError("not_utf8", path=path, row=row, found=content[error.start : error.end]) from error
    with guarded_read(path, "json_broken"):
        return msgspec.json.decode(content)


def _dataset(path: Path, document: dict[str, Any]) -> dict[str, Any]:
    """Unwrap N. Ireland's `result` and version 1's named bundle."""
    if "dimension" in document:
        return document
    if {"columns", "data"} <= document.keys():
        raise UnreadableError("json_of_pxweb", path=path)
    inside = {name: part for name, part in document.items() if isinstance(part, dict) and "dimension" in part}
    if len(inside) != 1:
        raise UserError("datasets_not_one", path=path, found=list(inside) or None)
    return next(iter(inside.values()))


def _codes(category: dict[str, Any]) -> list[str]:
    index = category.get("index", list(category.get("label", {})))
    if isinstance(index, str):  # N. Ireland writes a single category bare
        return [index]
    if isinstance(index, dict):  # category = place
        by_place = {int(place): code for code, place in index.items()}
        return [by_place[place] for place in range(len(index)) if place in by_place]
    return [str(code) for code in index]


def _labels(category: dict[str, Any]) -> dict[str, str]:
    labels = category.get("label")
    return {str(code): str(label) for code, label in labels.items()} if isinstance(labels, dict) else {}


def _words(cube: dict[str, Any]) -> dict[str, str]:
    """Return status = words: of StatFin and Eurostat, who say them in their extensions."""
    extension = cube.get("extension")
    if not isinstance(extension, dict):
        return {}
    parts = {name.lower(): part for name, part in extension.items()}
    status = parts.get("status")
    told = [parts.get("missingvaluedescriptions"), status.get("label") if isinstance(status, dict) else None]
    found = dict[str, str]()
    for one in told:
        found |= {str(sign): str(words) for sign, words in one.items()} if isinstance(one, dict) else {}
    return found


def _texts_of(cube: dict[str, Any]) -> list[str]:
    notes = cube.get("note")
    return [text for text in notes if isinstance(text, str)] if isinstance(notes, list) else [str(notes or "")]


def _units(category: dict[str, Any]) -> dict[str, str]:
    """Return category = its unit in words, with the power of ten that its values are to be multiplied with."""
    units = category.get("unit")
    told = units.items() if isinstance(units, dict) else ()
    return {str(code): _unit(unit) if isinstance(unit, dict) else str(unit or "") for code, unit in told}


def _unit(unit: dict[str, Any]) -> str:
    words = [str(unit[key]) for key in ("label", "base", "symbol") if unit.get(key)]
    power = unit.get("multiplier")
    factor = [f"× 10^{power}"] if power and str(power).strip() != "0" else []
    return " / ".join(dict.fromkeys([*words, *factor]))


def _status(status: Any) -> Any:
    """Unwrap the signs of cells, which Eurostat wrote beside those of categories until 2016."""
    cells = status.get("value") if isinstance(status, dict) else None
    return cells if isinstance(cells, list | dict) else status


def _dense(cells: Any, count: int) -> list[Any]:
    """Spread JSON-stat's three ways of writing cells (list, index = cell, one for all) over the cube."""
    if isinstance(cells, dict):
        places = [str(place) for place in range(count)]
        inside = sum(place in cells for place in places) == len(cells)
        return [cells.get(place) for place in places] if inside else []  # some are beyond the cube: it does not fit
    if isinstance(cells, list):
        return cells * count if len(cells) == 1 else cells
    return [cells] * count


def cells_as_rows(path: Path, columns: dict[str, list[str]], values: list[Any], status: list[Any]) -> pl.DataFrame:
    """Spread the cells of a cube over rows: ROW, a column of codes per dimension, `value`, `status`; or UserError."""
    ours = [name for name in columns if name in {ROW, *MEASURES}]
    if ours:
        raise UserError("dimension_name_reserved", path=path, column=ours[0])
    count = len(values)
    repeat = count
    series = [pl.int_range(1, count + 1, eager=True).alias(ROW)]
    for name, codes in columns.items():
        repeat //= max(len(codes), 1)
        places = np.arange(count) // max(repeat, 1) % max(len(codes), 1)
        series.append(pl.Series(name, codes, dtype=pl.String)[places])
    marks = pl.Series("status", [None if mark is None else str(mark) for mark in status], dtype=pl.String)
    if bool not in set(map(type, values)):  # Polars takes true for 1
        with suppress(TypeError, OverflowError):  # numbers written as text, or symbols in their place; endless ones
            return pl.DataFrame([*series, pl.Series("value", values, dtype=pl.Float64), marks])
    return _from_text(path, series, values, marks)


def _from_text(path: Path, series: list[pl.Series], values: list[Any], marks: pl.Series) -> pl.DataFrame:
    written = pl.Series("value", [None if value is None else str(value) for value in values], dtype=pl.String)
    text = written.str.strip_chars().replace("", None)
    symbol = (text.str.contains(SIGN) | text.str.contains(FLAGGED_SIGN)).fill_null(value=False)
    number = text.cast(pl.Float64, strict=False)
    grouped = text.str.contains(GROUPED)  # the card says what stands between the digits (see SourceTable.number)
    finite = number.is_finite().fill_null(value=False)
    bad = text.is_not_null() & ~(symbol | grouped | finite)
    SourceTable(path, pl.DataFrame([*series, text])).reject(bad, "value", "cube_value_not_a_number")
    figures = text.set(symbol, None)  # as text: `4.958` may have a mark between thousands (see plausible.marks)
    return pl.DataFrame([*series, figures, text.zip_with(symbol, marks).alias("status")])
