"""One reader per kind of file: bytes in, `SourceTable` out, or an error that a person can act on."""

from __future__ import annotations

import csv
import io
from itertools import chain
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.config.card import SourceCard, Table
from etl.read.formats.excel import read_sheet
from etl.read.formats.limits import (
    MOST_CELLS,
    MOST_CELLS_IN_COLUMNS,
    UnreadableError,
    guarded_read,
    look_at_cells,
    look_at_size,
)
from etl.read.formats.spss import read_spss
from etl.read.formats.table import ROW, SourceTable


def read_file(card: SourceCard) -> SourceTable:
    """Read the rectangular file of a card (CSV, TSV, XLSX, Parquet, SPSS); raise UserError."""
    readers = {".csv": _csv, ".tsv": _csv, ".xlsx": _xlsx, ".parquet": _parquet, ".sav": _spss, ".zsav": _spss}
    reader = readers.get(card.path.suffix.lower())
    if reader is None:
        raise UserError("file_kind_unknown", path=card.path, found=card.path.suffix, kinds=list(readers))
    raw = reader(card.path, card.table)
    if raw.frame.is_empty():
        raise UserError("table_empty", path=card.path)
    return look_at_cells(raw)


def _csv(path: Path, table: Table) -> SourceTable:
    rows = _csv_rows(path, table)
    if not rows:
        raise UserError("header_missing", path=path, row=table.header_row)
    rows = _without_empty_columns(rows)
    header = _header(path, rows[0][1], rows[0][0])
    for row, cells in rows[1:]:
        if len(cells) != len(header):
            raise UserError(
                "row_too_short" if len(cells) < len(header) else "row_too_long",
                path=path,
                row=row,
                found=cells[0],
                cells=len(cells),
                columns=len(header),
            )
    columns = {name: [cells[place].strip() or None for _, cells in rows[1:]] for place, name in enumerate(header)}
    frame = {ROW: [row for row, _ in rows[1:]], **columns}
    schema = {ROW: pl.Int64} | dict.fromkeys(header, pl.String)
    return SourceTable(path, pl.DataFrame(frame, schema=schema), table.mark, table.thousands)


def _csv_rows(path: Path, table: Table) -> list[tuple[int, list[str]]]:
    """Return the header and the rows that hold something, each with its number in the file."""
    reader = csv.reader(io.StringIO(_decoded(path, table.encoding), newline=""), delimiter=table.separator, strict=True)
    rows = list[tuple[int, list[str]]]()
    count = 0
    try:
        for cells in reader:
            count += len(cells) or 1
            if count > MOST_CELLS:
                raise UnreadableError("cells_too_many", path=path, row=reader.line_num, limit=MOST_CELLS)
            if reader.line_num >= table.header_row and any(cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:  # also for a cell of more than 131,072 letters
        raise UnreadableError("csv_broken", path=path, row=reader.line_num) from error
    return rows


def _without_empty_columns(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Drop columns at the end without a name and without a value: Excel saves them."""
    header = rows[0][1]
    width = max((place for place, name in enumerate(header, start=1) if name.strip()), default=0)
    beyond = chain.from_iterable(cells[width:] for _, cells in rows)
    if not width or any(cell.strip() for cell in beyond):
        return rows
    return [(row, cells[:width]) for row, cells in rows]


def _decoded(path: Path, encoding: str) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding)
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        found = raw[error.start : error.end]
        raise UserError("encoding_wrong", path=path, row=row, found=found, encoding=encoding) from error
    except (LookupError, ValueError) as error:
        raise UserError("encoding_unknown", path=path, found=encoding) from error


def _xlsx(path: Path, table: Table) -> SourceTable:
    sheet = read_sheet(path, table.sheet)
    cells = sheet.cells.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64))
    head = cells.filter(pl.col(ROW) == table.header_row)
    below = cells.filter(pl.col(ROW) > table.header_row)
    used = [name for name in cells.columns[1:] if below[name].count() or head[name].count()]
    if head.is_empty() or not used:
        raise UserError("header_missing", path=path, row=table.header_row)
    names = dict(zip(used, _header(path, [head[name][0] or "" for name in used], table.header_row), strict=True))
    frame = below.filter(pl.any_horizontal(pl.col(used).is_not_null())).select(ROW, *used)
    percent = {names[column]: rows for column, rows in sheet.percent.items() if column in names}
    return SourceTable(path, frame.rename(names), table.mark, table.thousands, percent=percent)


def _header(path: Path, cells: list[str], row: int) -> list[str]:
    names = [cell.strip() for cell in cells]
    for place, name in enumerate(names, start=1):
        if not name:
            excel = path.suffix.lower() == ".xlsx"
            raise UserError("header_cell_empty" if excel else "column_unnamed", path=path, row=row, number=place)
        if name in names[: place - 1]:
            raise UserError("column_name_twice", path=path, row=row, column=name)
    return names


def _parquet(path: Path, table: Table) -> SourceTable:
    with guarded_read(path, "parquet_damaged"):
        scan = pl.scan_parquet(path, glob=False)
        columns = scan.collect_schema().len()
        rows = scan.select(pl.len()).collect().item()
        look_at_size(path, rows, columns, MOST_CELLS_IN_COLUMNS)
        frame = _numbered(pl.read_parquet(path, glob=False))
    return SourceTable(path, frame, table.mark, table.thousands)


def _spss(path: Path, table: Table) -> SourceTable:
    read = read_spss(path)
    frame = _numbered(read.frame)
    return SourceTable(path, frame, table.mark, table.thousands, labels=read.labels, missing=read.missing)


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Count the rows from 1: these files have no header row."""
    frame = frame.rename(str.strip) if ROW in frame.columns else frame
    return frame.with_row_index(ROW, offset=1).with_columns(
        pl.col(ROW).cast(pl.Int64), pl.col(pl.Categorical, pl.Enum).cast(pl.String)
    )
