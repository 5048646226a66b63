"""The names of columns: those a file may have, however it is laid out, and those a source has."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from etl.config.card import MEGABYTE, SourceCard, group_columns
from etl.config.catalogue.catalogue import Catalogue
from etl.read.aggregates import NEEDED
from etl.read.formats.excel import read_sheet, sheet_names
from etl.read.formats.jsonstat import read_cube
from etl.read.formats.limits import UnreadableError, guarded_read
from etl.read.formats.px import read_px
from etl.read.formats.spss import read_header

SEPARATORS = ",;\t"
UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)  # how a text begins that Excel saved as Unicode
ROWS_OF_A_HEADER = 20  # how far down a header may stand


def columns_of_file(path: Path) -> set[str]:
    """Return every text that may be the name of a column; raise UserError where the file is not what it is called."""
    readers: dict[str, Callable[[Path], Iterator[str]]] = {
        ".csv": _csv, ".tsv": _csv, ".xlsx": _xlsx, ".parquet": _parquet, ".sav": _spss, ".zsav": _spss,
        ".json": _cube, ".px": _cube,
    }  # fmt: skip
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError("file_kind_unknown", path=path, found=path.suffix, kinds=list(readers))
    with guarded_read(path, "file_unreadable"):
        return {name.strip() for name in reader(path) if name and name.strip()}


def columns_of_source(card: SourceCard, catalogue: Catalogue) -> set[str]:
    """Return the columns, or dimensions, that a file of this source has."""
    if card.cube:
        return {card.cube.area, card.cube.period, *card.cube.select, *group_columns(card.cube.groups).values()}
    if card.design:
        questions = [one.answers.column for one in catalogue.indicators if one.source == card.id and one.answers]
        design = [getattr(card.design, name) for name in ("respondent", "weight", "area", "stratum", "psu", "fpc")]
        return {*filter(None, design), *group_columns(card.groups).values(), *questions}
    said, constant = card.table.columns, card.table.constant
    return {said.get(name, name) for name in NEEDED if name not in constant} | set(said.values())


def _csv(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        start = file.read(MEGABYTE)
    head = start.decode("utf-16" if start.startswith(UTF_16) else "utf-8-sig", errors="replace")
    lines = "\n".join(head.splitlines()[:ROWS_OF_A_HEADER])
    with guarded_read(path, "csv_broken"):
        for separator in SEPARATORS:
            for row in csv.reader(io.StringIO(lines), delimiter=separator):
                yield from row


def _xlsx(path: Path) -> Iterator[str]:
    for name in sheet_names(path):
        for row in read_sheet(path, name, ROWS_OF_A_HEADER).cells.iter_rows():
            yield from (cell for cell in row if cell)


def _parquet(path: Path) -> Iterator[str]:
    with guarded_read(path, "parquet_damaged"):
        yield from pl.scan_parquet(path, glob=False).collect_schema()


def _spss(path: Path) -> Iterator[str]:
    yield from read_header(path).columns


def _cube(path: Path) -> Iterator[str]:
    read = read_px if path.suffix.lower() == ".px" else read_cube
    yield from read(path).frame.columns
